import { describe, expect, onTestFinished, test } from 'vitest';
import { spawnProcess } from '../../src/runners/process-body.ts';
import type { UnitRequest } from '../../src/runners/runner.ts';
import { startThread } from '../../src/runners/thread-body.ts';
import type { UnitBody } from '../../src/runners/unit-body.ts';
import { createWarmUnits } from '../../src/runners/warm-units.ts';
import { plainContext } from './unit-context.ts';
import { createRequest, handlerOf } from './unit-request.ts';

const CODE = `export default { hooks: { greet: ({ name }) => (name === 'crash' ? process.exit(1) : name) } };`;

const KINDS: readonly (readonly [string, (request: UnitRequest) => UnitBody | Promise<UnitBody>])[] = [
  ['thread', startThread],
  ['process', spawnProcess],
];

describe.each(KINDS)('a spare %s', (_name, startBody) => {
  /** Warm units that note the bodies which they start. */
  async function createWarm() {
    const bodies: UnitBody[] = [];
    const warm = createWarmUnits(async (given) => {
      const body = await startBody(given);
      bodies.push(body);
      return body;
    });
    const request = await createRequest(CODE);
    onTestFinished(() => warm.drop());
    return { warm, bodies, request };
  }

  test('takes the place of a unit that has ended, and another one gets ready', async () => {
    const { warm, bodies, request } = await createWarm();
    for (let run = 1; run <= 3; run++) {
      const unit = await warm.start(request);
      await expect.poll(() => bodies.length).toBe(run + 1);
      await unit.definition.activate!(plainContext());
      const greet = handlerOf(unit, 'greet');
      expect(await greet({ name: 'Ada' }, plainContext())).toBe('Ada');
      await expect(greet({ name: 'crash' }, plainContext())).rejects.toMatchObject({ code: 'RPC_CLOSED' });
      expect(await unit.exited).toMatchObject({ code: 1 });
    }
  });

  test('is of no use once it has ended, or for a plugin that is to have other flags', async () => {
    const { warm, bodies, request } = await createWarm();
    const units = [await warm.start(request)];
    await expect.poll(() => bodies.length).toBe(2);
    bodies[1]!.kill();
    await bodies[1]!.exited;
    units.push(await warm.start(request));
    await expect.poll(() => bodies.length).toBe(4);
    units.push(await warm.start({ ...request, env: { LANG: 'C' } }));
    await expect.poll(() => bodies.length).toBe(6);
    await bodies[3]!.exited;
    warm.drop('acme.other');
    warm.drop('acme.one');
    await bodies[5]!.exited;
    await Promise.all(units.map((unit) => unit.stop()));
  });
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { spawnProcess } from '../../src/runners/process-body.ts';
import type { UnitRequest } from '../../src/runners/runner.ts';
import { startThread } from '../../src/runners/thread-body.ts';
import type { UnitBody } from '../../src/runners/unit-body.ts';
import { createWarmUnits } from '../../src/runners/warm-units.ts';
import { plainContext } from './unit-context.ts';
import { createRequest, handlerOf } from './unit-request.ts';

const CODE = `export default { hooks: { greet: ({ name }) => (name === 'crash' ? process.exit(1) : name) } };`;

describe.each(['worker', 'process'] as const)('a spare %s', { timeout: 20_000 }, (runner) => {
  /** Warm units that note the bodies which they start. */
  async function createWarm() {
    const bodies: UnitBody[] = [];
    const noting = (start: (request: UnitRequest) => UnitBody | Promise<UnitBody>) => async (request: UnitRequest) => {
      const body = await start(request);
      bodies.push(body);
      return body;
    };
    const warm = createWarmUnits({ worker: noting(startThread), process: noting(spawnProcess) });
    const request = await createRequest(CODE);
    onTestFinished(() => warm.drop());
    return { warm, bodies, request, isReady: () => warm.has('acme.one') };
  }

  test('takes the place of a unit that has ended, and another one gets ready', async () => {
    const { warm, bodies, request, isReady } = await createWarm();
    for (let run = 1; run <= 3; run++) {
      const unit = await warm.start(runner, request);
      await expect.poll(isReady).toBe(true);
      expect(bodies.length).toBe(run + 1);
      await unit.definition.activate!(plainContext());
      const greet = handlerOf(unit, 'greet');
      expect(await greet({ name: 'Ada' }, plainContext())).toBe('Ada');
      await expect(greet({ name: 'crash' }, plainContext())).rejects.toMatchObject({ code: 'RPC_CLOSED' });
      expect(await unit.exited).toMatchObject({ code: 1 });
    }
  });

  test('is of no use once it has ended, or for a plugin that is to have other flags', async () => {
    const { warm, bodies, request, isReady } = await createWarm();
    const units = [await warm.start(runner, request)];
    await expect.poll(isReady).toBe(true);
    bodies[1]!.kill();
    await bodies[1]!.exited;
    await expect.poll(isReady).toBe(false);
    units.push(await warm.start(runner, request));
    await expect.poll(isReady).toBe(true);
    units.push(await warm.start(runner, { ...request, env: { LANG: 'C' } }));
    await bodies[3]!.exited;
    await expect.poll(isReady).toBe(true);
    expect(bodies.length).toBe(6);
    warm.drop('acme.other');
    expect(isReady()).toBe(true);
    warm.drop('acme.one');
    expect(isReady()).toBe(false);
    await bodies[5]!.exited;
    await Promise.all(units.map((unit) => unit.stop()));
  });

  test('that is not there yet is not waited for, and is not started if nobody wants it any more', async () => {
    const { warm, bodies, request } = await createWarm();
    const units = [await warm.start(runner, request), await warm.start(runner, request)];
    warm.drop();
    await Promise.all(units.map((unit) => unit.stop()));
    await new Promise((settle) => setTimeout(settle, 500));
    expect(bodies.length).toBe(2);
    await Promise.all(bodies.map(({ exited }) => exited));
  });
});

import { describe, expect, test } from 'vitest';
import type { PluginContext } from '../../src/plugin/plugin-context.ts';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { plainContext } from './unit-context.ts';
import { handlerOf, RUNNERS, startUnit, type Runner } from './unit-request.ts';

const PROCESS: Runner = ['process', startProcessUnit];

/** What a call of a plugin with this handler is rejected with. */
async function failure(runner: Runner, handler: string) {
  const unit = await startUnit(
    runner,
    `import * as fs from 'node:fs'; export default { hooks: { greet: ${handler} } };`,
  );
  await unit.definition.activate!(plainContext());
  const error = await Promise.resolve(handlerOf(unit, 'greet')({}, plainContext())).catch((thrown: unknown) => thrown);
  return { unit, error };
}

test('a process that closes its connection is ended', async () => {
  const { unit, error } = await failure(PROCESS, `() => { process.exit = () => {}; fs.closeSync(3); while (true); }`);
  expect(error).toMatchObject({ code: 'RPC_CLOSED' });
  expect(await unit.exited).toMatchObject({ signal: 'SIGTERM' });
});

describe.each(RUNNERS)('a unit in a %s', (...runner) => {
  test('that calls what it was not offered is told so', async () => {
    const unit = await startUnit(
      runner,
      `export default { hooks: { greet: async (_, ctx) => {
        const service = await ctx.services.get('store');
        return [await service.read('a'), Object.keys(service), Object.getPrototypeOf(service), Object.isFrozen(service)];
      } } };`,
    );
    const store = { read: (key: string) => `${key}!`, secret: { hidden: true } };
    const context = { ...plainContext(), services: { get: async () => store } };
    await unit.definition.activate!(context);
    expect(await handlerOf(unit, 'greet')({}, context)).toEqual(['a!', ['read'], null, true]);
  });

  test('has nothing of its host any more once it is stopped, and its host nothing of it', async () => {
    const unit = await startUnit(
      runner,
      `export default {
        hooks: { greet: async (_, ctx) => { (await ctx.services.get('store')).wait(); return 'done'; } },
        services: { words: () => ({ first: () => 'a' }) },
      };`,
    );
    const aborted = new AbortController();
    const store = { wait: () => new Promise(() => {}) };
    const context = { ...plainContext(aborted.signal), services: { get: async () => store } };
    await unit.definition.activate!(context);
    const words = (await unit.definition.services!['words']!(context)) as { first(): Promise<string> };
    expect(await words.first()).toBe('a');
    expect(await handlerOf(unit, 'greet')({}, context)).toBe('done');
    await unit.stop();
    await expect(words.first()).rejects.toMatchObject({ code: 'RPC_CLOSED' });
    // Nobody is left to be told.
    aborted.abort();
  });

  test('has its host offload, hears what that gives, and stops it by a signal', async () => {
    const unit = await startUnit(
      runner,
      `export default { hooks: { greet: async (_, ctx) => {
        const controller = new AbortController();
        const stopped = ctx.offload('./slow.mjs', 1, { signal: controller.signal }).catch((error) => error.message);
        controller.abort(new Error('enough'));
        return [await ctx.offload('./work.mjs', { n: 2 }), await stopped];
      } } };`,
    );
    const signals: (AbortSignal | undefined)[] = [];
    const offload = async (module: string, args?: unknown, options?: { readonly signal?: AbortSignal }) => {
      if (module === './work.mjs') return { module, args };
      signals.push(options?.signal);
      return new Promise(() => {});
    };
    const context = { ...plainContext(), offload: offload as PluginContext['offload'] };
    await unit.definition.activate!(context);
    expect(await handlerOf(unit, 'greet')({}, context)).toEqual([{ module: './work.mjs', args: { n: 2 } }, 'enough']);
    expect(signals.map((signal) => signal?.aborted)).toEqual(signals.length === 0 ? [] : [true]);
  });
});

test('a thread that is stuck in the system is given up in time', async () => {
  const unit = await startUnit(
    RUNNERS[0],
    `import { execSync } from 'node:child_process'; export default { hooks: { greet: () => { execSync('sleep 6'); } } };`,
    { env: { PATH: '/usr/bin:/bin' } },
  );
  await unit.definition.activate!(plainContext());
  const call = Promise.resolve(handlerOf(unit, 'greet')({}, plainContext())).catch(({ message }: Error) => message);
  await unit.stop();
  expect(await call).toBe('The connection to the plugin "acme.one" is closed: it was stopped.');
  expect(await unit.exited).toMatchObject({ code: null, reason: 'could not be ended' });
}, 15_000);

import type { HookContext, HooklineError } from 'hookline';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { toCallContext } from '../../../src/plugin/plugin-call-context.ts';
import type { PluginContext, Progress } from '../../../src/plugin/plugin-context.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { identity, manifestOf, openContext, rejectionOf } from './open-context.ts';

const SECRETS = {
  manifest: manifestOf({ secrets: [{ key: 'TOKEN' }] }),
  secrets: new Map([
    ['TOKEN', 'hunter2'],
    ['UNDECLARED', 'x'],
  ]),
};

describe('the context of a plugin', () => {
  test('gives what the plugin may have', async () => {
    const stateDir = await createTemporaryFolder();
    const config = Object.freeze({ site: 'x' });
    const { context, secretsRead } = openContext({ ...SECRETS, stateDir, config: () => config });
    expect({ ...context.plugin }).toEqual({ id: 'acme.one', version: '1.0.0' });
    expect(context.config).toBe(config);
    expect(context.secrets.get('TOKEN')).toBe('hunter2');
    expect(secretsRead).toEqual([{ plugin: 'acme.one', version: '1.0.0', key: 'TOKEN' }]);
    expect(context.dataDir).toBe(join(stateDir, 'data', 'acme.one'));
    expect(context.signal.aborted).toBe(false);
    expect((await context.locks.acquire('db')).name).toBe('db');
  });

  test('shows the configuration that holds now', () => {
    let config: { readonly site: string } = { site: 'old' };
    const { context } = openContext({ config: () => config });
    config = { site: 'new' };
    expect(context.config).toEqual({ site: 'new' });
  });

  test('cannot be changed', () => {
    const { context } = openContext({ config: () => Object.freeze({ site: 'x' }) });
    const parts = [context, context.plugin, context.log, context.secrets, context.services, context.locks];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
    for (const key of Object.getOwnPropertyNames(context)) {
      expect(() => Reflect.set(context, key, 1) || expect.fail()).toThrow();
      expect(thrownBy(() => Object.assign(context, { [key]: 1 }))).toBeInstanceOf(TypeError);
    }
    expect(thrownBy(() => Object.assign(context.config, { site: 'y' }))).toBeInstanceOf(TypeError);
    expect(thrownBy(() => Object.assign(context, { more: 1 }))).toBeInstanceOf(TypeError);
  });

  test('makes the data folder only when it is asked for', async () => {
    const stateDir = await createTemporaryFolder();
    const { context } = openContext({ stateDir });
    inspect({ ...context }, { getters: true });
    JSON.stringify(context);
    expect(existsSync(join(stateDir, 'data'))).toBe(false);
    expect(existsSync(context.dataDir)).toBe(true);
  });

  test('shows no secret, however it is printed', () => {
    const { context } = openContext(SECRETS);
    context.secrets.get('TOKEN');
    const texts = [
      inspect(context, { depth: 20, showHidden: true }),
      JSON.stringify(context),
      inspect(toCallContext(context, callOf()), { depth: 20, showHidden: true, getters: true }),
    ];
    expect(texts.filter((text) => text.includes('hunter2'))).toEqual([]);
  });

  test('has functions that work on their own', async () => {
    const { context, logged, progress } = openContext();
    const { log, onDispose, lazy, progress: tell, locks } = context;
    const { info } = log;
    const { acquire } = locks as { acquire: (name: string) => Promise<unknown> };
    info('x');
    onDispose(() => {});
    tell({ done: 1 });
    await acquire('db');
    expect([logged.length, progress.length, await lazy(async () => 5)()]).toEqual([1, 1, 5]);
  });

  test('runs modules of the folder of the plugin in a thread', async () => {
    const folder = await createTemporaryFolder({ 'add.mjs': 'export default (n) => n + 1;' });
    const opened = openContext({ folder });
    expect(await opened.context.offload<number>('./add.mjs', 1)).toBe(2);
    const { code } = await rejectionOf(opened.context.offload('./add.mjs', 1, { sinal: 1 } as object));
    expect(code).toBe('CONTEXT_MISUSED');
    await opened.close();
  });
});

describe('lazy', () => {
  test('loads when it is first used, and once', async () => {
    const { context } = openContext();
    let loads = 0;
    const load = context.lazy(async () => ({ number: ++loads }));
    expect(loads).toBe(0);
    const [first, second] = await Promise.all([load(), load()]);
    expect([first, first === second, await load()]).toEqual([{ number: 1 }, true, { number: 1 }]);
  });

  test('tries again after a failure, also one that was thrown', async () => {
    const { context } = openContext();
    let loads = 0;
    const load = context.lazy(() => {
      loads += 1;
      if (loads === 1) throw new Error('thrown');
      return loads === 2 ? Promise.reject(new Error('rejected')) : Promise.resolve('loaded');
    });
    expect((await rejectionOf(load())).message).toBe('thrown');
    const [one, two] = await Promise.all([rejectionOf(load()), rejectionOf(load())]);
    expect([one.message, two.message]).toEqual(['rejected', 'rejected']);
    expect([await load(), loads]).toEqual(['loaded', 3]);
  });

  test('takes a function only', () => {
    const { context } = openContext();
    const { code, message } = thrownBy(() => context.lazy(import('node:path') as never));
    expect([code, message]).toEqual([
      'CONTEXT_MISUSED',
      'The plugin "acme.one" 1.0.0 called ctx.lazy wrongly: it takes a function that imports, not an object of class Promise.',
    ]);
  });
});

describe('progress', () => {
  test('is handed on without secrets', () => {
    const { context, progress } = openContext(SECRETS);
    context.secrets.get('TOKEN');
    context.progress({ done: 1, total: 4, message: 'with hunter2' });
    context.progress({ done: 4 });
    const base = { plugin: 'acme.one', version: '1.0.0' };
    expect(progress).toEqual([
      { ...base, done: 1, total: 4, message: 'with [secret TOKEN]' },
      { ...base, done: 4 },
    ]);
  });

  test.each<[unknown, string]>([
    [undefined, 'it takes { done, total, message }, not undefined'],
    [{}, '"done" must be a number from 0, not undefined'],
    [{ done: -1 }, '"done" must be a number from 0, not the number -1'],
    [{ done: NaN }, '"done" must be a number from 0, not the number NaN'],
    [{ done: 1, total: '2' }, '"total" must be a number from 0, not the string "2"'],
    [{ done: 3, total: 2 }, '"done", 3, is more than "total", 2'],
    [{ done: 1, message: 2 }, '"message" must be a string, not the number 2'],
  ])('%j is refused', (value, problem) => {
    const { context, progress } = openContext();
    const { code, message } = thrownBy(() => context.progress(value as Progress));
    expect([code, message, progress]).toEqual([
      'CONTEXT_MISUSED',
      `The plugin "acme.one" 1.0.0 called ctx.progress wrongly: ${problem}.`,
      [],
    ]);
  });
});

describe('when the plugin stops,', () => {
  test('its signal is aborted, and everything else still works until the context is closed', async () => {
    const { context, abort } = openContext();
    abort();
    expect([context.signal.aborted, (context.signal.reason as HooklineError).message]).toEqual([
      true,
      'The plugin "acme.one" 1.0.0 was stopped.',
    ]);
    expect((await context.locks.acquire('db')).name).toBe('db');
  });

  test('every function of the closed context says so', async () => {
    const { context, close } = openContext({ ...SECRETS, stateDir: await createTemporaryFolder() });
    const load = context.lazy(async () => 1);
    await close();
    const closed = (used: string) => [
      'CONTEXT_CLOSED',
      `The plugin "acme.one" 1.0.0 used ${used} after it had been stopped.`,
    ];
    const facts = ({ code, message }: HooklineError) => [code, message];
    expect(facts(thrownBy(() => context.secrets.get('TOKEN')))).toEqual(closed('ctx.secrets.get'));
    expect(facts(thrownBy(() => context.secrets.has('TOKEN')))).toEqual(closed('ctx.secrets.has'));
    expect(facts(thrownBy(() => context.dataDir))).toEqual(closed('ctx.dataDir'));
    expect(facts(thrownBy(() => context.onDispose(() => {})))).toEqual(closed('ctx.onDispose'));
    expect(facts(thrownBy(() => context.progress({ done: 1 })))).toEqual(closed('ctx.progress'));
    expect(facts(await rejectionOf(context.services.get('log')))).toEqual(closed('ctx.services.get'));
    expect(facts(await rejectionOf(context.locks.acquire('db')))).toEqual(closed('ctx.locks.acquire'));
    expect(facts(await rejectionOf(context.offload('./x.mjs')))).toEqual(closed('ctx.offload'));
    expect(facts(await rejectionOf(load()))).toEqual(closed('what ctx.lazy gave'));
  });

  test('what was read or loaded before stays, and the log goes on', async () => {
    const stateDir = await createTemporaryFolder();
    const { context, close, logged } = openContext({ stateDir, config: () => Object.freeze({ site: 'x' }) });
    const load = context.lazy(async () => 1);
    await load();
    const { dataDir } = context;
    await close();
    context.log.warn('one more thing');
    expect([context.config, context.dataDir, await load(), context.signal.aborted]).toEqual([
      { site: 'x' },
      dataDir,
      1,
      true,
    ]);
    expect(logged).toMatchObject([{ message: 'one more thing', late: true }]);
  });

  test('a disposal that comes too late is disposed of nevertheless', async () => {
    const { context, close, parts } = openContext();
    await parts.disposals.dispose();
    await close();
    let isDisposed = false;
    expect(thrownBy(() => context.onDispose(() => void (isDisposed = true))).code).toBe('CONTEXT_CLOSED');
    await expect.poll(() => isDisposed).toBe(true);
  });

  test('its locks and threads are taken from it', async () => {
    const folder = await createTemporaryFolder({ 'hang.mjs': 'export default () => new Promise(() => {});' });
    const { context, close, parts } = openContext({ folder });
    await context.locks.acquire('db');
    const waiting = rejectionOf(context.locks.acquire('db'));
    const running = rejectionOf(context.offload('./hang.mjs'));
    await close();
    await close();
    expect([(await waiting).code, (await running).code, parts.shared.locks.snapshot()]).toEqual([
      'CONTEXT_CLOSED',
      'CONTEXT_CLOSED',
      [],
    ]);
  });
});

function callOf(signal = new AbortController().signal): HookContext {
  return Object.freeze({ hook: 'render', callId: 7, signal });
}

describe('the context of a call', () => {
  test('is that of the plugin and that of the call in one', () => {
    const config = Object.freeze({ site: 'x' });
    const { context } = openContext({ config: () => config });
    const call = callOf();
    const both = toCallContext(context, call);
    expect([both.hook, both.callId, both.signal === call.signal]).toEqual(['render', 7, true]);
    const shared = ['plugin', 'config', 'secrets', 'services', 'locks', 'onDispose', 'lazy', 'offload'] as const;
    expect(shared.filter((key) => both[key] !== context[key])).toEqual([]);
  });

  test('logs and tells of progress under the name of the call', () => {
    const { context, logged, progress } = openContext();
    const both = toCallContext(context, callOf());
    both.log.info('x');
    both.progress({ done: 1 });
    context.log.info('y');
    expect([both.log === both.log, both.progress === both.progress]).toEqual([true, true]);
    expect(logged.map(({ hook, callId }) => [hook, callId])).toEqual([
      ['render', 7],
      [undefined, undefined],
    ]);
    expect(progress).toEqual([{ plugin: 'acme.one', version: '1.0.0', done: 1, hook: 'render', callId: 7 }]);
  });

  test('cannot be changed, and lets nothing be reached that calls share', () => {
    const both = toCallContext(openContext().context, callOf());
    const prototype = Object.getPrototypeOf(both) as object;
    expect([Object.isFrozen(both), Object.isFrozen(prototype), (both as object).constructor]).toEqual([
      true,
      true,
      Object,
    ]);
    for (const key of ['hook', 'log', 'config', 'more']) {
      expect(thrownBy(() => Object.assign(both, { [key]: 1 }))).toBeInstanceOf(TypeError);
    }
  });

  test('of a plugin without a manager has the log and the progress of the plugin', () => {
    const plugin = { log: {}, progress: () => {} } as unknown as PluginContext;
    const both = toCallContext(plugin, callOf());
    expect([both.log, both.progress]).toEqual([plugin.log, plugin.progress]);
  });

  test('of two activations of one plugin do not mix', () => {
    const [old, next] = [openContext({ plugin: identity() }), openContext({ plugin: identity('acme.one', '2.0.0') })];
    toCallContext(old.context, callOf()).log.info('old');
    toCallContext(next.context, callOf()).log.info('new');
    expect([old.logged, next.logged].map(([record]) => record?.version)).toEqual(['1.0.0', '2.0.0']);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost } from './host.ts';
import { createGate, createJournal, shareWithPlugins } from './share-with-plugins.ts';

describe('what a plugin logs', () => {
  const LOGGING = `{
    activate(ctx) { ctx.log.info('starting', { port: 80 }); },
    hooks: { greet: ({ name }, ctx) => {
      for (const level of ['debug', 'info', 'warn', 'error']) ctx.log[level](level + ' ' + name);
    } },
    deactivate(ctx) { ctx.log.info('stopping'); },
  }`;

  test('carries its id and version, and in a call the call', async () => {
    const host = await createHost({ 'acme.a': { manifest: { version: '1.2.3' }, code: LOGGING } });
    await host.manager.start();
    const { report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
    await host.manager.stop();
    const { callId } = report;
    const by = { plugin: 'acme.a', version: '1.2.3' };
    expect(host.payloads('plugin:log').map(({ time, ...record }) => [typeof time, record])).toEqual([
      ['number', { ...by, level: 'info', message: 'starting', data: { port: 80 } }],
      ['number', { ...by, level: 'info', message: 'info x', hook: 'greet', callId }],
      ['number', { ...by, level: 'warn', message: 'warn x', hook: 'greet', callId }],
      ['number', { ...by, level: 'error', message: 'error x', hook: 'greet', callId }],
      ['number', { ...by, level: 'info', message: 'stopping' }],
    ]);
  });

  test('is let through from a level on that can be changed at run time, for all or for one', async () => {
    const host = await createHost({ 'acme.a': { code: LOGGING }, 'acme.b': { code: LOGGING } }, { logLevel: 'error' });
    await host.manager.start();
    const logged = async (): Promise<readonly string[]> => {
      host.events.length = 0;
      await host.greet('x');
      return host.payloads('plugin:log').map(({ plugin, message }) => `${plugin.at(-1)} ${message}`);
    };
    expect(await logged()).toEqual(['a error x', 'b error x']);
    host.manager.setLogLevel('debug', 'acme.a');
    expect(await logged()).toEqual(['a debug x', 'a info x', 'a warn x', 'a error x', 'b error x']);
    host.manager.setLogLevel('silent');
    expect(await logged()).toEqual(['a debug x', 'a info x', 'a warn x', 'a error x']);
    host.manager.setLogLevel('warn');
    expect(await logged()).toEqual(['a debug x', 'a info x', 'a warn x', 'a error x', 'b warn x', 'b error x']);
  });

  test('includes what it prints, at the level of the method, and what the host prints stays out', async () => {
    const host = await createHost({
      'acme.a': {
        code: "{ hooks: { greet() { console.log('one %d', 1); console.warn('two'); console.error('three'); } } }",
      },
    });
    await host.manager.start();
    await host.greet();
    expect(host.payloads('plugin:log').map(({ plugin, level, message }) => [plugin, level, message])).toEqual([
      ['acme.a', 'info', 'one 1'],
      ['acme.a', 'warn', 'two'],
      ['acme.a', 'error', 'three'],
    ]);
  });
});

test('progress is told in its order, with the call that it belongs to', async () => {
  const host = await createHost({
    'acme.a': {
      code: `{ hooks: { async greet(_, ctx) {
        for (let done = 0; done <= 3; done += 1) {
          ctx.progress({ done, total: 3, message: 'step ' + done });
          await null;
        }
      } } }`,
    },
  });
  await host.manager.start();
  const { report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
  const by = { plugin: 'acme.a', version: '1.0.0', total: 3, hook: 'greet', callId: report.callId };
  expect(host.payloads('plugin:progress')).toEqual(
    [0, 1, 2, 3].map((done) => ({ ...by, done, message: `step ${done}` })),
  );
});

test('lazy loads a module of the plugin when it is first used, and once in ten calls at the same time', async () => {
  const { lines, note } = createJournal();
  const { manager, greet } = await createHost({
    'acme.a': {
      code: `
        let heavy;
        export default {
          activate(ctx) { heavy = ctx.lazy(() => import('./heavy.mjs')); },
          hooks: { greet: async ({ name }) => name === 'light' ? 'light' : (await heavy()).weigh(name) },
        };`,
      files: { 'heavy.mjs': `${note}('loaded'); export const weigh = (name) => 'heavy ' + name;` },
    },
  });
  await manager.start();
  expect([await greet('light'), lines]).toEqual([['light'], []]);
  const all = await Promise.all(Array.from({ length: 10 }, () => greet('x')));
  expect([all.flat(), lines]).toEqual([Array.from({ length: 10 }, () => 'heavy x'), ['loaded']]);
});

test('offload runs a module of the plugin beside the event loop, and its answer is that of the call', async () => {
  const { manager, greet } = await createHost({
    'acme.a': {
      code: "{ hooks: { greet: ({ name }, ctx) => ctx.offload('./count.mjs', { name, to: 1000 }) } }",
      files: {
        'count.mjs': `
          import { isMainThread } from 'node:worker_threads';
          export default ({ name, to }) => {
            let sum = 0;
            for (let n = 1; n <= to; n += 1) sum += n;
            return name + ' ' + sum + ' ' + isMainThread;
          };`,
      },
    },
  });
  await manager.start();
  expect(await greet('sum')).toEqual(['sum 500500 false']);
});

test('the data folder is its own, and what lies there lasts over a restart', async () => {
  const stateDir = await createTemporaryFolder();
  const code = `
    import { appendFile, readFile } from 'node:fs/promises';
    import { join } from 'node:path';
    export default { hooks: { async greet({ name }, ctx) {
      const file = join(ctx.dataDir, 'names.txt');
      await appendFile(file, name + ';');
      return readFile(file, 'utf8');
    } } };`;
  const host = await createHost({ 'acme.a': { code }, 'acme.b': { code } }, { stateDir });
  await host.manager.start();
  expect(await host.greet('one')).toEqual(['one;', 'one;']);
  await host.manager.stop();
  await host.manager.start();
  expect(await host.greet('two')).toEqual(['one;two;', 'one;two;']);
  expect(await readFile(join(stateDir, 'data/acme.a/names.txt'), 'utf8')).toBe('one;two;');
});

describe('locks', () => {
  test('are shared by all plugins: who waits too long learns who holds it, and a plugin that stops loses its own', async () => {
    const gate = createGate();
    const { manager } = await createHost({
      'acme.holder': {
        manifest: { hooks: { shout: {} } },
        code: `{ hooks: { async shout({ text }, ctx) { await ctx.locks.acquire('db'); await ${gate.opened}; return text; } } }`,
      },
      'acme.waiter': {
        code: `{ hooks: { async greet(_, ctx) {
          const lock = await ctx.locks.acquire('db', { timeoutMs: 5 });
          return 'got ' + lock.name;
        } } }`,
      },
    });
    await manager.start();
    const held = manager.hooks.execute('shout', { text: 'x' });
    await gate.reached;
    expect(manager.locks()).toMatchObject([{ name: 'db', held: [{ plugin: 'acme.holder' }] }]);
    const { value, report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect([value, report.entries[0]?.error?.cause]).toMatchObject([
      [],
      { code: 'LOCK_TIMEOUT', data: { plugin: 'acme.waiter', lock: 'db', owners: [{ plugin: 'acme.holder' }] } },
    ]);
    gate.open();
    await held;
    await manager.disable('acme.holder');
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual(['got db']);
  });

  test('let a plugin that crashes in its activation go: nothing stays held', async () => {
    const { manager, greet } = await createHost({
      'acme.a': {
        manifest: { hooks: { greet: { priority: 1 } } },
        code: "{ async activate(ctx) { await ctx.locks.acquire('db'); throw new Error('no'); }, hooks: { greet() {} } }",
      },
      'acme.b': { code: "{ hooks: { greet: async (_, ctx) => (await ctx.locks.acquire('db')).name } }" },
    });
    await manager.start();
    expect([await greet(), manager.locks().map(({ name }) => name)]).toEqual([['db'], ['db']]);
  });
});

test('everything that is tracked is disposed of with the plugin, the last one first: functions, disposables, timers, listeners', async () => {
  const { lines, note } = createJournal();
  const emitter = shareWithPlugins(process);
  const before = process.listenerCount('hookline-test');
  const { manager, greet } = await createHost({
    'acme.a': {
      code: `{
        activate(ctx) {
          const timer = setInterval(() => {}, 60_000);
          const listener = () => {};
          ${emitter}.on('hookline-test', listener);
          ctx.onDispose(() => { ${note}('listener'); ${emitter}.off('hookline-test', listener); });
          ctx.onDispose({ [Symbol.dispose]() { ${note}('timer'); clearInterval(timer); } });
          ctx.onDispose({ async [Symbol.asyncDispose]() { await null; ${note}('socket'); } });
          ctx.signal.addEventListener('abort', () => ${note}('signal'));
        },
        hooks: { greet: () => 'x' },
        deactivate() { ${note}('deactivate'); },
      }`,
    },
  });
  await manager.start();
  await greet();
  expect(process.listenerCount('hookline-test')).toBe(before + 1);
  await manager.disable('acme.a');
  expect(lines).toEqual(['signal', 'deactivate', 'socket', 'timer', 'listener']);
  expect(process.listenerCount('hookline-test')).toBe(before);
});

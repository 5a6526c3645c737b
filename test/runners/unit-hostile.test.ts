import { readdirSync } from 'node:fs';
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

describe('a process that writes to its connection itself', () => {
  test.each([
    ['what is no frame', `Buffer.from('hello, hello, hello')`],
    ['a frame that is too large', `Buffer.from([0xff, 0xff, 0xff, 0x7f, 0])`],
    [
      'a message of no known type',
      `Buffer.concat([Buffer.from([6, 0, 0, 0, 0]), Buffer.from('[[99]]').subarray(0, 5)])`,
    ],
    [
      'a key that changes prototypes',
      `((text) => { const head = Buffer.alloc(5); head.writeUInt32LE(text.length + 1); return Buffer.concat([head, Buffer.from(text)]); })('[[14,0,0,"x",{"__proto__":{}}]]')`,
    ],
  ])('is ended: %s', async (_what, bytes) => {
    const { unit, error } = await failure(
      PROCESS,
      `() => { fs.writeSync(3, ${bytes}); return new Promise(() => {}); }`,
    );
    expect(error).toMatchObject({ code: 'RPC_PROTOCOL_BROKEN', message: /^The plugin "acme.one" broke the rules/ });
    expect(await unit.exited).toMatchObject({ signal: 'SIGTERM' });
  });

  test('is ended when it closes it', async () => {
    const { unit, error } = await failure(PROCESS, `() => { process.exit = () => {}; fs.closeSync(3); while (true); }`);
    expect(error).toMatchObject({ code: 'RPC_CLOSED' });
    expect(await unit.exited).toMatchObject({ signal: 'SIGTERM' });
  });
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

  test('whose results are hostile gives them as plain data or as an error', async () => {
    const unit = await startUnit(
      runner,
      `const results = {
        own: () => JSON.parse('{"__proto__":{"polluted":1}}'),
        then: () => ({ then: 1, deep: { then: 'x' } }),
        getter: () => ({ get value() { throw new RangeError('trap'); } }),
        proxy: () => new Proxy({}, { ownKeys() { throw new RangeError('trap'); } }),
        long: () => { const list = []; list.length = 4e9; return list; },
        deep: () => { let value = {}; for (let i = 0; i < 1000; i++) value = { value }; return value; },
        symbol: () => Symbol('x'),
        big: () => 'x'.repeat(20_000_000),
        nothing: () => { throw null; },
        frozen: () => { throw Object.freeze({ name: 'Odd', message: 'frozen' }); },
        stack: () => { throw Object.defineProperty(new Error('no stack'), 'stack', { get() { throw 1; } }); },
      };
      export default { hooks: { greet: ({ name }) => results[name]() } };`,
    );
    await unit.definition.activate!(plainContext());
    const call = (name: string) =>
      Promise.resolve(handlerOf(unit, 'greet')({ name }, plainContext())).catch(
        ({ code, message }: { code?: string; message: string }) => code ?? message,
      );
    const names = ['own', 'getter', 'proxy', 'long', 'deep', 'symbol', 'big', 'nothing', 'frozen', 'stack'];
    const answers: unknown[] = [];
    for (const name of names) answers.push(await call(name));
    expect(answers).toEqual([
      'RPC_VALUE_UNSENDABLE',
      'trap',
      'trap',
      'RPC_VALUE_UNSENDABLE',
      'RPC_VALUE_UNSENDABLE',
      'RPC_VALUE_UNSENDABLE',
      'RPC_VALUE_TOO_LARGE',
      'null',
      'an object',
      'no stack',
    ]);
    expect(await call('then')).toEqual({ then: 1, deep: { then: 'x' } });
  });

  test('that floods the log leaves its host alive', async () => {
    const { error, unit } = await failure(
      runner,
      `async (_, ctx) => { for (let i = 0; i < 100_000; i++) ctx.log.info('line ' + i); return 'done'; }`,
    );
    expect(error).toBe('done');
    await unit.stop();
  });

  test.skipIf(process.platform !== 'linux')(
    'leaves nothing behind, however often it crashes',
    async () => {
      const handles = () => readdirSync('/proc/self/fd').length;
      const crash = async () => {
        const { unit } = await failure(runner, '() => process.exit(1)');
        await unit.stop();
      };
      for (let run = 0; run < 3; run++) await crash();
      const before = handles();
      for (let run = 0; run < 20; run++) await crash();
      await expect.poll(handles).toBeLessThanOrEqual(before);
    },
    30_000,
  );
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

import { getEventListeners } from 'node:events';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { HooklineError, type ErrorCode } from 'hookline';
import { afterEach, describe, expect, test } from 'vitest';
import { OffloadPool, type OffloadPoolOptions } from '../../../src/manager/context/offload-pool.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { identity, rejectionOf } from './open-context.ts';

const A = identity('acme.a');
const B = identity('acme.b');

const MODULES = {
  'add.mjs': 'export default ({ left, right }) => left + right;',
  'old.cjs': 'module.exports = async (args) => ({ doubled: args * 2 });',
  'thread.mjs': "import { threadId } from 'node:worker_threads'; export default () => threadId;",
  'count.mjs': 'let count = 0; export default () => ++count;',
  'hang.mjs': 'export default () => { for (;;); };',
  // Tells that it runs, and ends when it is told to.
  'meet.mjs': `export default async ({ running, done }) => {
    const cells = new Int32Array(running);
    Atomics.add(cells, 0, 1);
    if (done) Atomics.wait(new Int32Array(done), 0, 0);
    return 'met';
  };`,
  'throw.mjs': `export default ({ kind }) => {
    if (kind === 'string') throw 'only a string';
    if (kind === 'hostile') throw { get message() { throw 1; } };
    if (kind === 'aggregate') throw new AggregateError([new Error('one')], 'many');
    throw Object.assign(new RangeError('too far', { cause: new TypeError('inner', { cause: 'deep' }) }), { code: 'E_FAR' });
  };`,
  'syntax.mjs': 'export default (',
  'nothing.mjs': 'export const add = 1;',
  'unclonable.mjs': 'export default () => () => {};',
  'exit.mjs': 'export default () => process.exit(7);',
  'timer.mjs': "export default () => new Promise(() => setTimeout(() => { throw new Error('in a timer'); }, 1));",
  'late.mjs': "export default () => { setTimeout(() => { throw new Error('much later'); }, 1); return 'answered'; };",
  'memory.mjs': 'export default () => { const all = []; for (;;) all.push(new Array(10_000).fill(all.length)); };',
  'print.mjs': `export default () => {
    console.log('to stdout');
    console.error('to stderr');
    return new Promise((done) => process.stdout.write(Buffer.from('bytes'), done));
  };`,
  'environment.mjs': 'export default () => Object.keys(process.env);',
};

const pools: OffloadPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

async function setUp(options: OffloadPoolOptions = {}, files: Readonly<Record<string, string>> = {}) {
  const pool = new OffloadPool({ size: 2, ...options });
  pools.push(pool);
  const folder = await createTemporaryFolder({ ...MODULES, ...files });
  const run = (
    module: string,
    args?: unknown,
    { plugin = A, ...rest }: { plugin?: typeof A; signal?: AbortSignal; memoryMb?: number } = {},
  ) => pool.run({ plugin, folder, module, args, ...rest });
  /** Runs `meet.mjs` until `end` is called; resolves when it runs. */
  const occupy = async (plugin = A, signal?: AbortSignal) => {
    const running = new SharedArrayBuffer(4);
    const done = new SharedArrayBuffer(4);
    const result = run('./meet.mjs', { running, done }, { plugin, ...(signal && { signal }) });
    result.catch(() => {});
    await expect.poll(() => Atomics.load(new Int32Array(running), 0), { interval: 1 }).toBe(1);
    const end = () => {
      Atomics.store(new Int32Array(done), 0, 1);
      Atomics.notify(new Int32Array(done), 0);
    };
    return { result, end };
  };
  return { pool, folder, run, occupy };
}

function facts({ code, message }: HooklineError): readonly [ErrorCode, string] {
  return [code, message];
}

test('a module runs in a thread, with what it is given and gives cloned', async () => {
  const { run } = await setUp();
  expect(await run('./add.mjs', { left: 2, right: 3 })).toBe(5);
  expect(await run('old.cjs', 21)).toEqual({ doubled: 42 });
  expect(await run('add.mjs', { left: new Map([[1, 2]]), right: '' })).toBe('[object Map]');
});

test('what the plugin does to the arguments afterwards has no effect', async () => {
  const { run } = await setUp();
  const args = { left: 1, right: 1 };
  const result = run('./add.mjs', args);
  args.left = 100;
  expect(await result).toBe(2);
});

describe('threads', () => {
  test('are used again', async () => {
    const { run } = await setUp();
    expect([await run('./count.mjs'), await run('./count.mjs'), await run('./count.mjs')]).toEqual([1, 2, 3]);
  });

  test('are never more than the size of the pool; the others wait for their turn', async () => {
    const { run, occupy } = await setUp();
    const busy = [await occupy(), await occupy()];
    const order: string[] = [];
    const waiting = ['first', 'second', 'third'].map((name) => run('./thread.mjs').then(() => order.push(name)));
    busy[0]!.end();
    await Promise.all(waiting);
    expect(order).toEqual(['first', 'second', 'third']);
    busy[1]!.end();
    expect(await Promise.all(busy.map(({ result }) => result))).toEqual(['met', 'met']);
  });

  test('are not shared between plugins, not even between versions of one', async () => {
    const { run } = await setUp({ size: 1 });
    expect(await run('./count.mjs')).toBe(1);
    expect(await run('./count.mjs', undefined, { plugin: B })).toBe(1);
    expect(await run('./count.mjs', undefined, { plugin: identity('acme.a') })).toBe(1);
  });

  test('end when they have been idle for a while', async () => {
    const { run } = await setUp({ size: 1, idleMs: 1 });
    const first = await run('./thread.mjs');
    await expect.poll(() => run('./thread.mjs')).not.toBe(first);
  });

  test('get neither the environment of the host nor its streams', async () => {
    const printed: unknown[] = [];
    const { run } = await setUp({ onOutput: ({ id }, text, stream) => printed.push([id, text, stream]) });
    expect(await run('./environment.mjs')).toEqual([]);
    await run('./print.mjs');
    expect(printed).toEqual([
      ['acme.a', 'to stdout\n', 'stdout'],
      ['acme.a', 'to stderr\n', 'stderr'],
      ['acme.a', 'bytes', 'stdout'],
    ]);
  });
});

describe('a module', () => {
  test.each([
    ['./none.mjs', 'there is no such file'],
    ['/etc/hosts', 'the path must be relative to the folder of the plugin'],
    ['file:///etc/hosts', 'the path must be relative to the folder of the plugin'],
    ['node:fs', 'the path must be relative to the folder of the plugin'],
    ['../../../../../../../etc/hosts', 'it lies outside the folder of the plugin'],
    ['./link.mjs', 'it lies outside the folder of the plugin'],
    ['.', 'it lies outside the folder of the plugin'],
    ['./folder', 'it is not a file'],
    ['./nothing.mjs', 'its default export is not a function'],
  ])('%s is refused', async (module, problem) => {
    const { run, folder } = await setUp({}, { 'folder/x.mjs': '' });
    const outside = await createTemporaryFolder({ 'outside.mjs': 'export default () => 1;' });
    await symlink(join(outside, 'outside.mjs'), join(folder, 'link.mjs'));
    expect(facts(await rejectionOf(run(module)))).toEqual([
      'OFFLOAD_MODULE_INVALID',
      `The plugin "acme.a" 1.0.0 cannot offload to the module "${module}": ${problem}.`,
    ]);
  });

  test('with a zero byte in its name cannot be read', async () => {
    const { run } = await setUp();
    expect(facts(await rejectionOf(run('./a\0.mjs')))).toEqual([
      'OFFLOAD_MODULE_INVALID',
      expect.stringContaining('it cannot be read'),
    ]);
  });

  test.each([[undefined], [''], [5], [Symbol('x')]])('%o is no path', async (module) => {
    const { run } = await setUp();
    expect((await rejectionOf(run(module as string))).code).toBe('CONTEXT_MISUSED');
  });

  test('of a plugin in code cannot be found', async () => {
    const { pool } = await setUp();
    expect(facts(await rejectionOf(pool.run({ plugin: A, folder: undefined, module: './add.mjs' })))).toEqual([
      'OFFLOAD_MODULE_INVALID',
      'The plugin "acme.a" 1.0.0 cannot offload to the module "./add.mjs": it is a plugin in code, which has no folder.',
    ]);
  });
});

describe('a failure', () => {
  const sentence = (module: string, problem: string) =>
    `The module "${module}" that the plugin "acme.a" 1.0.0 offloaded to ${problem}`;

  test('comes with name, message, stack, code and causes', async () => {
    const { run } = await setUp();
    const error = await rejectionOf(run('./throw.mjs', {}));
    expect(facts(error)).toEqual(['OFFLOAD_FAILED', sentence('./throw.mjs', 'failed: too far')]);
    const cause = error.cause as Error & { code: string; cause: Error };
    const { code, name, message } = cause;
    expect({ code, name, message, inner: cause.cause.name }).toEqual({
      code: 'E_FAR',
      name: 'RangeError',
      message: 'too far',
      inner: 'TypeError',
    });
    expect(cause.stack).toContain('throw.mjs');
    expect((cause.cause.cause as Error).message).toBe('the string "deep"');
  });

  test.each([
    ['string', 'NonError', 'the string "only a string"'],
    ['hostile', 'NonError', 'undefined'],
    ['aggregate', 'AggregateError', 'many'],
  ])('of the kind %s comes over', async (kind, name, message) => {
    const { run } = await setUp();
    const { cause } = await rejectionOf(run('./throw.mjs', { kind }));
    expect([(cause as Error).name, (cause as Error).message]).toEqual([name, message]);
  });

  test('that is an error of Hookline stays one', async () => {
    const { run } = await setUp(
      {},
      {
        'own.mjs': `
      export default () => { throw Object.assign(new Error('mine'), { [Symbol.for('hookline.error')]: true, code: 'HOOK_FAILED', hint: 'h', data: { a: 1 },
        toJSON: () => ({ name: 'HooklineError', message: 'mine', hookline: true, code: 'HOOK_FAILED', hint: 'h', data: { a: 1 } }) }); };`,
      },
    );
    const { cause } = await rejectionOf(run('./own.mjs'));
    expect(cause).toBeInstanceOf(HooklineError);
    expect(cause).toMatchObject({ code: 'HOOK_FAILED', hint: 'h', data: { a: 1 } });
  });

  test('of the import is told', async () => {
    const { run } = await setUp();
    expect(facts(await rejectionOf(run('./syntax.mjs')))).toEqual([
      'OFFLOAD_FAILED',
      expect.stringContaining('failed: Unexpected'),
    ]);
  });

  test('is what cannot be cloned, on the way in and on the way out', async () => {
    const { run } = await setUp();
    expect(facts(await rejectionOf(run('./add.mjs', { left: () => {} })))).toEqual([
      'OFFLOAD_FAILED',
      sentence('./add.mjs', 'cannot be given its arguments: () => {} could not be cloned.'),
    ]);
    expect(facts(await rejectionOf(run('./unclonable.mjs')))).toEqual([
      'OFFLOAD_FAILED',
      sentence('./unclonable.mjs', 'gave what cannot be cloned: () => {} could not be cloned.'),
    ]);
  });

  test.each([
    ['./exit.mjs', 'ended its thread with the exit code 7 before it answered.', 7],
    ['./timer.mjs', 'broke its thread: in a timer', 1],
    ['./memory.mjs', 'broke its thread: Worker terminated due to reaching memory limit: JS heap out of memory', 1],
  ])(
    'that ends the thread rejects the job of %s, and the next one gets a new thread',
    async (module, problem, exitCode) => {
      const { run } = await setUp({ size: 1 });
      const before = await run('./thread.mjs', undefined, { memoryMb: 16 });
      const failing = rejectionOf(run(module, undefined, { memoryMb: 16 }));
      const next = run('./thread.mjs');
      const error = await failing;
      expect([...facts(error), error.data['exitCode']]).toEqual([
        'OFFLOAD_FAILED',
        sentence(module, problem),
        exitCode,
      ]);
      expect(await next).not.toBe(before);
    },
  );

  test('after the answer is told to the host', async () => {
    const late: unknown[] = [];
    const { run } = await setUp({ onLateError: (plugin, thrown) => late.push([plugin.id, (thrown as Error).message]) });
    expect(await run('./late.mjs')).toBe('answered');
    await expect.poll(() => late).toEqual([['acme.a', 'much later']]);
  });
});

describe('a signal', () => {
  test('that is aborted already rejects with its reason', async () => {
    const { run } = await setUp();
    expect(await rejectionOf(run('./add.mjs', {}, { signal: AbortSignal.abort('enough') }))).toBe('enough');
  });

  test('stops a module in an endless loop, and its thread is replaced', async () => {
    const { run, occupy } = await setUp({ size: 1 });
    const controller = new AbortController();
    const { result } = await occupy(A, controller.signal);
    controller.abort('enough');
    expect(await rejectionOf(result)).toBe('enough');
    expect(await run('./add.mjs', { left: 1, right: 1 })).toBe(2);
  });

  test('takes a job out of the queue', async () => {
    const { run, occupy } = await setUp({ size: 1 });
    const busy = await occupy();
    const controller = new AbortController();
    const running = new SharedArrayBuffer(4);
    const waiting = rejectionOf(run('./meet.mjs', { running }, { signal: controller.signal }));
    const behind = run('./add.mjs', { left: 1, right: 1 });
    controller.abort('enough');
    expect(await waiting).toBe('enough');
    busy.end();
    expect([await busy.result, await behind, new Int32Array(running)[0]]).toEqual(['met', 2, 0]);
  });

  test('has no listener left after a thousand jobs, however they end', async () => {
    const { run } = await setUp();
    const { signal } = new AbortController();
    const jobs = Array.from({ length: 1000 }, (_, index) => {
      if (index % 4 === 0) return rejectionOf(run('./none.mjs', {}, { signal }));
      if (index % 4 === 1) return rejectionOf(run('./throw.mjs', {}, { signal }));
      if (index % 4 === 2) return rejectionOf(run('./add.mjs', () => {}, { signal }));
      return run('./add.mjs', { left: 1, right: 1 }, { signal });
    });
    await Promise.all(jobs);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });
});

test('a plugin that stops takes its jobs and threads along, and no other', async () => {
  const { pool, run, occupy } = await setUp({ size: 2 });
  const mine = await occupy(A);
  const other = await occupy(B);
  const queued = rejectionOf(run('./add.mjs', { left: 1, right: 1 }));
  const looked = rejectionOf(pool.run({ plugin: A, folder: '/', module: 'none.mjs' }));
  await pool.stop(A);
  const message = (module: string) =>
    `The plugin "acme.a" 1.0.0 was stopped while it waited for the module "${module}".`;
  expect(facts(await rejectionOf(mine.result))).toEqual(['CONTEXT_CLOSED', message('./meet.mjs')]);
  expect(facts(await queued)).toEqual(['CONTEXT_CLOSED', message('./add.mjs')]);
  expect(facts(await looked)).toEqual(['CONTEXT_CLOSED', message('none.mjs')]);
  other.end();
  expect(await other.result).toBe('met');
});

test('closing ends everything at once', async () => {
  const { pool, occupy } = await setUp();
  const busy = [await occupy(A), await occupy(B)];
  await pool.close();
  const codes = await Promise.all(busy.map(async ({ result }) => (await rejectionOf(result)).code));
  expect(codes).toEqual(['CONTEXT_CLOSED', 'CONTEXT_CLOSED']);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Worker')).toEqual([]);
});

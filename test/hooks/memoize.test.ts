import { createHooks, createPluginManager, builtin, defineHookspecs, hook, memoize } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const hookspecs = defineHookspecs({
  find: hook.collect({
    args: { url: z.string(), at: z.custom<object | string | null>().optional(), depth: z.number().optional() },
    returns: z.string(),
  }),
  slug: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug' }),
  strict: hook.collect({ args: { url: z.string() }, returns: z.string(), onError: 'fail' }),
});
const ONE = { id: 'acme.one', version: '1.0.0' };
const TWO = { id: 'acme.two', version: '1.0.0' };

function setUp(max = 10) {
  let now = 0;
  const hooks = createHooks(hookspecs);
  hooks.on('hook:error', () => {});
  const calls: string[] = [];
  const find = ({ url }: { url: string }): string => {
    calls.push(url);
    return `${url} ${calls.length}`;
  };
  const registration = hooks.register(ONE, { find });
  const options = { ttlMs: 1000, max, clock: () => now };
  const memo = memoize(hooks, 'find', options);
  return {
    hooks,
    calls,
    find,
    registration,
    memo,
    options,
    ask: (url: string) => memo.execute('find', { url }),
    pass: (ms: number) => (now += ms),
  };
}

test('a cached call reaches no plugin, until its time is over', async () => {
  const { ask, calls, pass } = setUp();
  expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([['a 1'], ['a 1'], ['b 2']]);
  pass(999);
  expect(await ask('a')).toEqual(['a 1']);
  pass(1);
  expect(await ask('a')).toEqual(['a 3']);
  expect(calls).toEqual(['a', 'b', 'a']);
});

test('equal calls at the same time share one', async () => {
  const { ask, calls } = setUp();
  expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual([['a 1'], ['b 2'], ['a 1']]);
  expect(calls).toEqual(['a', 'b']);
});

test('equal are arguments with the same values, whatever the order', async () => {
  const { memo, calls } = setUp();
  await memo.execute('find', { url: 'a', at: { b: [1, -0], a: new Date(5) } });
  await memo.execute('find', { at: { a: new Date(5), b: [1, -0] }, url: 'a', depth: undefined });
  expect(calls.length).toBe(1);
  const different = [
    { a: new Date(5), b: [1, 0] },
    { a: 5, b: [1, -0] },
    { a: '5' },
    { a: 5n },
    ['a'],
    null,
    '{"a":1}',
    { a: 1 },
  ];
  for (const at of different) await memo.execute('find', { url: 'a', at });
  expect(calls.length).toBe(1 + different.length);
});

test('what failed is not kept, also if only one hookimpl did', async () => {
  const { hooks, ask, options } = setUp();
  let attempts = 0;
  hooks.register(TWO, {
    find: () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no network');
      return 'two';
    },
    strict: () => {
      attempts += 1;
      throw new Error('no network');
    },
  });
  expect([await ask('a'), await ask('a'), await ask('a')]).toEqual([['a 1'], ['a 2', 'two'], ['a 2', 'two']]);
  const strict = memoize(hooks, 'strict', options);
  await expect(strict.execute('strict', { url: 'a' })).rejects.toThrow('no network');
  await expect(strict.execute('strict', { url: 'a' })).rejects.toThrow('no network');
  expect(attempts).toBe(4);
});

test('a change of the plan forgets all', async () => {
  const { hooks, ask, registration, find } = setUp();
  await ask('a');
  const two = hooks.register(TWO, { find: () => 'two' });
  expect(await ask('a')).toEqual(['a 2', 'two']);
  two.dispose();
  expect(await ask('a')).toEqual(['a 3']);
  registration.dispose();
  hooks.register(ONE, { find });
  expect(await ask('a')).toEqual(['a 4']);
  hooks.register(TWO, { slug: ({ slug }) => slug });
  expect(await ask('a')).toEqual(['a 4']);
});

test('an answer of an earlier plan is not kept', async () => {
  const { hooks, memo, ask } = setUp();
  const { signal } = new AbortController();
  const calls = [ask('a'), memo.execute('find', { url: 'b' }, { signal })];
  hooks.register(TWO, { find: () => 'two' });
  await ask('c');
  await Promise.all(calls);
  expect([await ask('a'), await ask('b')]).toEqual([
    ['a 4', 'two'],
    ['b 5', 'two'],
  ]);
});

test('plugins of a manager count by their lives, and loading the code of one changes nothing', async () => {
  let calls = 0;
  const definition = { hooks: { find: () => String(++calls) } };
  const manifest = { ...ONE, api: '^1.0', hooks: { find: {} } };
  await using manager = createPluginManager({
    host: { name: 'app', api: '1.0.0' },
    hookspecs,
    sources: [builtin([{ manifest, load: () => definition }])],
  });
  await manager.start();
  const memo = memoize(manager.hooks, 'find', { ttlMs: Infinity, max: 1 });
  const ask = () => memo.execute('find', { url: 'a' });
  expect([await ask(), await ask()]).toEqual([['1'], ['1']]);
  await manager.reload(ONE.id);
  expect([await ask(), await ask()]).toEqual([['2'], ['2']]);
  await manager.disable(ONE.id);
  expect(await ask()).toEqual([]);
});

test('keeps so many, and those that were asked for last', async () => {
  const { ask, calls } = setUp(2);
  for (const url of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(url);
  expect(calls).toEqual(['a', 'b', 'c', 'b']);
});

test('a call with a signal ends with it, and neither waits for others nor lets them wait', async () => {
  const { hooks, options } = setUp();
  const releases: ((answer: string) => void)[] = [];
  hooks.register(TWO, { strict: () => new Promise<string>((resolve) => releases.push(resolve)) });
  const memo = memoize(hooks, 'strict', options);
  const controller = new AbortController();
  const first = memo.execute('strict', { url: 'a' });
  const second = memo.execute('strict', { url: 'a' }, { signal: controller.signal });
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'CALL_ABORTED' });
  releases[0]!('kept');
  expect(await first).toEqual(['kept']);
  const { signal } = new AbortController();
  expect(await memo.execute('strict', { url: 'a' }, { signal })).toEqual(['kept']);
  await expect(memo.execute('strict', { url: 'a' }, { signal: controller.signal })).rejects.toMatchObject({
    code: 'CALL_ABORTED',
  });
});

test('a call with hookimpls of its own is neither answered nor kept', async () => {
  const { memo, ask } = setUp();
  await ask('a');
  expect(await memo.execute('find', { url: 'a' }, { extra: () => 'extra' })).toEqual(['a 2', 'extra']);
  expect(await ask('a')).toEqual(['a 1']);
});

test('synchronous hooks are remembered as well', () => {
  const { hooks, options } = setUp();
  let calls = 0;
  hooks.register(TWO, { slug: ({ slug }) => `${slug}${++calls}` });
  const memo = memoize(hooks, 'slug', options);
  expect([memo.execute('slug', { slug: 'a' }), memo.execute('slug', { slug: 'a' })]).toEqual(['a1', 'a1']);
  memo.clear();
  expect(memo.execute('slug', { slug: 'a' })).toBe('a2');
});

test('a key may say what counts', async () => {
  const { hooks, calls, options } = setUp();
  const memo = memoize(hooks, 'find', { ...options, key: ({ url }) => url.toLowerCase() });
  await memo.execute('find', { url: 'A', at: () => {} });
  await memo.execute('find', { url: 'a' });
  expect(calls).toEqual(['A']);
});

describe('what is wrong is said', () => {
  test.each([
    ['a function', () => {}],
    ['an instance of Map', new Map()],
  ])('of arguments without a key: %s', async (_shown, at) => {
    const { memo } = setUp();
    await expect(memo.execute('find', { url: 'a', at })).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      message: expect.stringMatching(/^The arguments for the hook "find" cannot be remembered: "at" is an? .*\.$/),
      hint: 'Give memoize a "key" that makes a text of the arguments.',
    });
  });

  test('of arguments that contain themselves', async () => {
    const { memo } = setUp();
    const at: Record<string, unknown> = {};
    at['at'] = at;
    await expect(memo.execute('find', { url: 'a', at })).rejects.toThrow('"at" has more than 64 levels');
  });

  test('of wrong arguments, by the hook', async () => {
    const { memo } = setUp();
    await expect(memo.execute('find', { ulr: 'a' } as never)).rejects.toMatchObject({ code: 'ARGS_INVALID' });
    await expect(memo.execute('find', { url: 'a' }, { signals: 1 } as never)).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
    });
  });

  test.each([
    [{ max: 1 }, '"ttlMs" must be a number of milliseconds above 0, not undefined'],
    [{ ttlMs: 1, max: 0.5 }, '"max" must be a whole number above 0, not the number 0.5'],
    [{ ttlMs: 1, max: 1, key: 'url' }, '"key" must be a function, not the string "url"'],
    [{ ttlMs: 1, max: 1, keys: 1 }, 'there is no option "keys" (did you mean "key"?)'],
    [undefined, 'the options must be an object, not undefined'],
  ])('of the options %j', (options, problem) => {
    const hooks = createHooks(hookspecs);
    expect(() => memoize(hooks, 'find', options as never)).toThrow(`memoize was called wrongly: ${problem}.`);
  });

  test('of other hooks', async () => {
    const hooks = createHooks(hookspecs);
    expect(() => memoize({} as typeof hooks, 'find', { ttlMs: 1, max: 1 })).toThrow(
      'it takes the hooks of createHooks',
    );
    expect(() => memoize(hooks, 'fnid' as 'find', { ttlMs: 1, max: 1 })).toThrow('There is no hook "fnid".');
    const memo = memoize(hooks, 'find', { ttlMs: 1, max: 1 });
    expect(() => memo.execute('slug' as 'find', { url: 'a' })).toThrow(
      'it was made for the hook "find", not the string "slug"',
    );
  });
});

import { runInNewContext } from 'node:vm';
import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createUntyped, plugin, snapshotOf, thrownBy, type UntypedHooks } from './untyped-hooks.ts';

function createWork(): UntypedHooks {
  return createUntyped({
    work: hook.collect(),
    other: hook.sync.collect(),
    past: hook.collect({ historic: true }),
  });
}

describe('a failed registration', () => {
  const TWO = plugin('two', '2.0.0');
  const FAILURES: Record<string, [hookimpls: unknown, code: string, problem: string]> = {
    'with an unknown hook': [
      { work: () => 2, wrok: () => 2 },
      'HOOK_UNKNOWN',
      'hook "wrok": there is no such hook. Did you mean "work"?',
    ],
    'with an unknown hook that is like no other': [
      { zzzzzz: () => 2 },
      'HOOK_UNKNOWN',
      'hook "zzzzzz": there is no such hook.',
    ],
    'with __proto__ for a hook': [
      { work: () => 2, ['__proto__']: () => 2 },
      'HOOK_UNKNOWN',
      'hook "__proto__": there is no such hook.',
    ],
    'with a wrong option': [
      { work: () => 2, other: { handler: () => 2, order: 5 } },
      'HOOKIMPL_INVALID',
      'hook "other": "order" must be "first" or "last", not the number 5',
    ],
    'with a cycle': [
      { other: () => 2, work: { handler: () => 2, before: 'one' } },
      'ORDER_CYCLE',
      'hook "work": each of these must run before the next: two -> one -> two',
    ],
    'with an instance of a class': [
      new (class Hookimpls {
        work = () => 2;
      })(),
      'HOOKIMPL_INVALID',
      'expected a plain object of hookimpls by hook name, not an object of class Hookimpls',
    ],
    'with a Map': [
      new Map([['work', () => 2]]),
      'HOOKIMPL_INVALID',
      'expected a plain object of hookimpls by hook name, not an object of class Map',
    ],
    'with a list': [
      [() => 2],
      'HOOKIMPL_INVALID',
      'expected a plain object of hookimpls by hook name, not an array of 1',
    ],
    'with nothing': [undefined, 'HOOKIMPL_INVALID', 'expected a plain object of hookimpls by hook name, not undefined'],
    'with a function': [
      () => ({}),
      'HOOKIMPL_INVALID',
      'expected a plain object of hookimpls by hook name, not a function',
    ],
  };

  test.each(Object.entries(FAILURES))(
    '%s changes nothing, and may be made good',
    async (_, [hookimpls, code, problem]) => {
      const hooks = createWork();
      const calls: unknown[] = [];
      hooks.register(plugin('one'), { work: { handler: () => 1, before: 'two' } });
      await hooks.execute('past');
      const before = snapshotOf(hooks);
      const replayed = { past: () => calls.push('past') };
      const isPlain =
        typeof hookimpls === 'object' && hookimpls !== null && Object.getPrototypeOf(hookimpls) === Object.prototype;
      const error = thrownBy(() => hooks.register(TWO, isPlain ? { ...replayed, ...hookimpls } : hookimpls));
      expect([error.code, error.message]).toEqual([code, `The plugin "two" 2.0.0 cannot be registered: ${problem}`]);
      expect(snapshotOf(hooks)).toEqual(before);
      expect(await hooks.execute('work')).toEqual([1]);
      expect(calls).toEqual([]);

      await hooks.register(TWO, { work: () => 2, ...replayed }).ready;
      expect(await hooks.execute('work')).toEqual([1, 2]);
      expect(calls).toEqual(['past']);
      expect(hooks.plan('work').at(-1)!.reason).toBe('registered as number 2');
    },
  );

  test('reports all problems of all hooks together', () => {
    const hooks = createWork();
    const hookimpls = {
      wrok: () => {},
      work: [{ handler: 1 }, { handler: () => {}, id: 5 }],
      fine: undefined,
      other: null,
    };
    const error = thrownBy(() => hooks.register(TWO, hookimpls));
    expect([error.code, error.message, error.data]).toEqual([
      'HOOK_UNKNOWN',
      [
        'The plugin "two" 2.0.0 cannot be registered: 4 problems',
        '- hook "wrok": there is no such hook. Did you mean "work"?',
        '- hook "work": hookimpl 1: "handler" must be a function, not the number 1',
        '- hook "work": hookimpl 2: "id" must be a string that is not empty, not the number 5',
        '- hook "other": expected a function or { handler, ... }, not null',
      ].join('\n'),
      {
        plugin: 'two',
        version: '2.0.0',
        hook: 'wrok',
        problems: [
          { code: 'HOOK_UNKNOWN', hook: 'wrok', problem: 'there is no such hook. Did you mean "work"?' },
          {
            code: 'HOOKIMPL_INVALID',
            hook: 'work',
            problem: 'hookimpl 1: "handler" must be a function, not the number 1',
          },
          {
            code: 'HOOKIMPL_INVALID',
            hook: 'work',
            problem: 'hookimpl 2: "id" must be a string that is not empty, not the number 5',
          },
          { code: 'HOOKIMPL_INVALID', hook: 'other', problem: 'expected a function or { handler, ... }, not null' },
        ],
      },
    ]);
  });
});

describe('the identity of a plugin', () => {
  test.each<[identity: unknown, problem: string]>([
    [undefined, 'expected { id, version }, not undefined'],
    ['acme.one', 'expected { id, version }, not the string "acme.one"'],
    [{ version: '1.0.0' }, '"id" must be 1 to 200 characters without white space, not undefined'],
    [{ id: '', version: '1.0.0' }, '"id" must be 1 to 200 characters without white space, not the string ""'],
    [{ id: 'a b', version: '1.0.0' }, '"id" must be 1 to 200 characters without white space, not the string "a b"'],
    [
      { id: 'a\n', version: '1.0.0' },
      String.raw`"id" must be 1 to 200 characters without white space, not the string "a\n"`,
    ],
    [
      { id: 'x'.repeat(201), version: '1.0.0' },
      `"id" must be 1 to 200 characters without white space, not the string "${'x'.repeat(60)}…"`,
    ],
    [{ id: 5, version: '1.0.0' }, '"id" must be 1 to 200 characters without white space, not the number 5'],
    [{ id: 'a' }, '"version" of "a" must be a string such as "1.0.0", not undefined'],
    [{ id: 'a', version: 1 }, '"version" of "a" must be a string such as "1.0.0", not the number 1'],
    [{ id: 'a', version: '' }, '"version" of "a" must be a string such as "1.0.0", not the string ""'],
  ])('is checked: %o', (identity, problem) => {
    const hooks = createWork();
    expect(thrownBy(() => hooks.register(identity, { work: () => {} }))).toMatchObject({
      code: 'PLUGIN_INVALID',
      message: `The plugin cannot be registered: ${problem}.`,
    });
    expect(hooks.plugins).toEqual([]);
  });

  test.each(['constructor', '__proto__', 'toString', '日本', '@acme/one'])('may be "%s"', async (id) => {
    const hooks = createWork();
    const registration = hooks.register(plugin(id), { work: () => id });
    expect(await hooks.execute('work')).toEqual([id]);
    expect(hooks.plugins).toEqual([{ ...plugin(id), hooks: ['work'] }]);
    expect(thrownBy(() => hooks.register(plugin(id), {})).code).toBe('PLUGIN_DUPLICATE');
    registration.dispose();
    expect(hooks.plugins).toEqual([]);
  });

  test('is kept as it was, and without what else the object holds', () => {
    const hooks = createWork();
    const identity = { id: 'a', version: '1.0.0', secret: 'x' };
    const registration = hooks.register(identity, { work: () => {} });
    identity.id = 'b';
    expect(registration.plugin).toEqual(plugin('a'));
    expect(Object.isFrozen(registration.plugin)).toBe(true);
    expect(hooks.plugins).toEqual([{ ...plugin('a'), hooks: ['work'] }]);
  });

  test('may be registered once, until it is disposed of', () => {
    const hooks = createWork();
    const registration = hooks.register(plugin('a'), { work: () => {} });
    const before = snapshotOf(hooks);
    const error = thrownBy(() => hooks.register(plugin('a', '2.0.0'), { other: () => {} }));
    expect([error.code, error.data]).toEqual(['PLUGIN_DUPLICATE', { plugin: 'a' }]);
    expect(snapshotOf(hooks)).toEqual(before);
    registration.dispose();
    hooks.register(plugin('a', '2.0.0'), { other: () => {} });
    expect(hooks.plugins).toEqual([{ ...plugin('a', '2.0.0'), hooks: ['other'] }]);
  });
});

describe('a registration', () => {
  test('overlooks hooks whose entry is undefined, unknown ones too', () => {
    const hooks = createWork();
    hooks.register(plugin('a'), { work: undefined, unknown: undefined, other: () => {} });
    expect(hooks.plugins).toEqual([{ ...plugin('a'), hooks: ['other'] }]);
  });

  test('takes an object without prototype, and a literal of another realm', async () => {
    const hooks = createWork();
    hooks.register(plugin('a'), Object.assign(Object.create(null), { work: () => 'a' }));
    hooks.register(plugin('b'), runInNewContext("({ work: () => 'b', other: [() => 1, { handler: () => 2 }] })"));
    expect(await hooks.execute('work')).toEqual(['a', 'b']);
    expect(hooks.execute('other')).toEqual([1, 2]);
  });

  test('may have no hookimpls at all', () => {
    const hooks = createWork();
    hooks.register(plugin('a'), {}).dispose();
    expect(hooks.plugins).toEqual([]);
  });

  test('ends with dispose, however often that is called', async () => {
    const hooks = createWork();
    const registration = hooks.register(plugin('a'), { work: () => 'a', other: () => 'a' });
    const { dispose } = registration;
    hooks.register(plugin('b'), { work: () => 'b' });
    dispose();
    registration.dispose();
    registration[Symbol.dispose]();
    expect([await hooks.execute('work'), hooks.execute('other')]).toEqual([['b'], []]);
    expect(hooks.plugins).toEqual([{ ...plugin('b'), hooks: ['work'] }]);
  });

  test('ends at the end of the block that holds it', async () => {
    const hooks = createWork();
    {
      using registration = hooks.register(plugin('a'), { work: () => 'a' });
      expect(registration.plugin).toEqual(plugin('a'));
      expect(await hooks.execute('work')).toEqual(['a']);
    }
    expect(await hooks.execute('work')).toEqual([]);
  });

  test('does not end the next one of the same plugin', async () => {
    const hooks = createWork();
    const first = hooks.register(plugin('a'), { work: () => 'first' });
    first.dispose();
    hooks.register(plugin('a'), { work: () => 'second' });
    first.dispose();
    expect(await hooks.execute('work')).toEqual(['second']);
  });

  test('is ready at once where there is no past to deliver', async () => {
    expect(await createWork().register(plugin('a'), { work: () => 'a' }).ready).toBeUndefined();
  });

  test('may be made and ended by a hookimpl that runs; the call goes on with those it began with', async () => {
    const hooks = createWork();
    const own = hooks.register(plugin('a'), {
      work: async () => {
        own.dispose();
        hooks.register(plugin('c'), { work: () => 'c' });
        return 'a';
      },
    });
    hooks.register(plugin('b'), { work: () => 'b' });
    expect(await hooks.execute('work')).toEqual(['a', 'b']);
    expect(await hooks.execute('work')).toEqual(['b', 'c']);
  });
});

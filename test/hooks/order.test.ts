import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createUntyped, plugin, snapshotOf, thrownBy, type UntypedHooks } from './untyped-hooks.ts';

function createWork(): UntypedHooks {
  return createUntyped({ work: hook.series(), other: hook.series() });
}

/** Registers, in the order of the object, one hookimpl for each plugin id. */
function registerAll(hooks: UntypedHooks, options: Readonly<Record<string, object>>): void {
  for (const [id, option] of Object.entries(options)) {
    hooks.register(plugin(id), { work: { handler: () => {}, ...option } });
  }
}

function planOf(options: Readonly<Record<string, object>>): string[] {
  const hooks = createWork();
  registerAll(hooks, options);
  return hooks.plan('work').map(({ plugin: id }) => id);
}

function reasonsOf(options: Readonly<Record<string, object>>): Record<string, string> {
  const hooks = createWork();
  registerAll(hooks, options);
  return Object.fromEntries(hooks.plan('work').map(({ plugin: id, reason }) => [id, reason]));
}

describe('the order', () => {
  test('is that of registration where nothing else is said', () => {
    expect(planOf({ c: {}, a: {}, b: {} })).toEqual(['c', 'a', 'b']);
  });

  test('puts higher priorities earlier, infinite ones too', () => {
    const options = {
      a: { priority: -Infinity },
      b: {},
      c: { priority: Infinity },
      d: { priority: 0.1 },
      e: { priority: -0 },
    };
    expect(planOf(options)).toEqual(['c', 'd', 'b', 'e', 'a']);
  });

  test('puts the bands around all priorities', () => {
    const options = {
      a: { order: 'last', priority: Infinity },
      b: { priority: -Infinity },
      c: { order: 'first', priority: -Infinity },
      d: { order: 'first' },
    };
    expect(planOf(options)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('heeds before and after, against priorities too, and moves nobody else', () => {
    expect(planOf({ a: { priority: 9, after: 'c' }, b: { priority: 5 }, c: {} })).toEqual(['b', 'c', 'a']);
    expect(planOf({ a: {}, b: {}, c: { before: ['a'], priority: -1 } })).toEqual(['b', 'c', 'a']);
  });

  test('takes ids of plugins that are not there as harmless, until they are', () => {
    const hooks = createWork();
    registerAll(hooks, { a: { after: ['b', 'nobody'] }, c: { before: 'nobody' } });
    expect(hooks.plan('work').map(({ plugin: id }) => id)).toEqual(['a', 'c']);
    registerAll(hooks, { b: {} });
    expect(hooks.plan('work').map(({ plugin: id }) => id)).toEqual(['c', 'b', 'a']);
  });

  test('forgets the constraints of a plugin that has gone', () => {
    const hooks = createWork();
    const registration = hooks.register(plugin('a'), { work: { handler: () => {}, before: 'b' } });
    registration.dispose();
    registerAll(hooks, { b: { before: 'a' }, a: {} });
    expect(hooks.plan('work').map(({ plugin: id }) => id)).toEqual(['b', 'a']);
  });

  test('does not let a wrapper and a hookimpl constrain each other', () => {
    const wrapper = { wrapper: true, handler: (_: unknown, next: () => unknown) => next() };
    expect(planOf({ a: { before: 'b' }, b: { ...wrapper, before: 'a' } })).toEqual(['b', 'a']);
  });

  test('binds all hookimpls of a plugin that is named', () => {
    const hooks = createWork();
    const handler = (): void => {};
    hooks.register(plugin('a'), { work: [{ handler }, { handler, priority: -5 }] });
    hooks.register(plugin('b'), { work: { handler, before: 'a', priority: -9 } });
    hooks.register(plugin('c'), { work: [{ handler, after: 'a', priority: 9 }] });
    expect(hooks.plan('work').map(({ plugin: id, id: which }) => id + which)).toEqual(['b1', 'a1', 'a2', 'c1']);
  });

  test('needs no more than the ids, whatever they are called', () => {
    const options = { constructor: { after: 'toString' }, toString: { after: ['hasOwnProperty'] }, hasOwnProperty: {} };
    expect(planOf(options)).toEqual(['hasOwnProperty', 'toString', 'constructor']);
  });
});

describe('the reason of a position', () => {
  test('names what decided it', () => {
    const wrapper = { wrapper: true, handler: (_: unknown, next: () => unknown) => next() };
    expect(
      reasonsOf({
        plain: {},
        high: { priority: 5 },
        first: { order: 'first' },
        last: { order: 'last', priority: 2 },
        waiting: { priority: 3, after: 'plain' },
        follower: { after: 'waiting' },
        around: wrapper,
      }),
    ).toEqual({
      around: 'wrapper, around those behind it, registered as number 7',
      first: 'order "first", registered as number 3',
      high: 'priority 5',
      plain: 'registered as number 1',
      waiting: 'after "plain", which it had to wait for, priority 3',
      follower: 'registered as number 6',
      last: 'order "last", priority 2',
    });
  });

  test('stands in an entry with everything else that placed the hookimpl', () => {
    const hooks = createWork();
    registerAll(hooks, { a: { id: 'mine', before: 'x', after: ['y', 'z', 'y'], order: 'first', priority: 1 } });
    expect(hooks.plan('work')).toEqual([
      {
        plugin: 'a',
        version: '1.0.0',
        id: 'mine',
        wrapper: false,
        order: 'first',
        priority: 1,
        before: ['x'],
        after: ['y', 'z'],
        reason: 'order "first", priority 1',
      },
    ]);
  });
});

test('a plan changes nothing when it is changed', () => {
  const hooks = createWork();
  registerAll(hooks, { a: { before: ['b'] } });
  const [entry] = hooks.plan('work');
  expect(() => (entry!.before as string[]).push('c')).toThrow(TypeError);
  expect(hooks.plan('work')).toMatchObject([{ before: ['b'] }]);
});

describe('a cycle', () => {
  const CYCLES: Record<string, [options: Readonly<Record<string, object>>, path: string]> = {
    'of two that want to be before each other': [{ a: { before: 'b' }, b: { before: 'a' } }, 'b -> a -> b'],
    'of two that want to be after each other': [{ a: { after: 'b' }, b: { after: 'a' } }, 'b -> a -> b'],
    'of one that names the other twice': [{ a: {}, b: { before: 'a', after: 'a' } }, 'b -> a -> b'],
    'of three': [{ a: { before: 'b' }, b: { before: 'c' }, c: { before: 'a' } }, 'c -> a -> b -> c'],
    'across before and after': [
      { a: { before: 'b' }, c: { after: 'b' }, b: { before: 'c' }, d: { after: 'c', before: 'a' } },
      'd -> a -> b -> c -> d',
    ],
    'with the bands': [
      { a: { order: 'last' }, b: { order: 'first', after: 'a' } },
      'a (order "last") -> b (order "first") -> a (order "last")',
    ],
    'with the bands, from the other side': [
      { a: { order: 'first' }, b: { before: 'a' } },
      'b -> a (order "first") -> b',
    ],
    'of wrappers': [{ a: { wrapper: true, before: 'b' }, b: { wrapper: true, before: 'a' } }, 'b -> a -> b'],
  };

  test.each(Object.entries(CYCLES))('%s is refused with its path, and leaves no trace', (_, [options, path]) => {
    const hooks = createWork();
    const [last] = Object.entries(options).slice(-1);
    registerAll(hooks, Object.fromEntries(Object.entries(options).slice(0, -1)));
    const before = snapshotOf(hooks);
    const error = thrownBy(() => registerAll(hooks, Object.fromEntries([last!])));
    const text = `hook "work": each of these must run before the next: ${path}`;
    expect([error.code, error.message]).toEqual([
      'ORDER_CYCLE',
      `The plugin "${last![0]}" 1.0.0 cannot be registered: ${text}`,
    ]);
    expect(snapshotOf(hooks)).toEqual(before);
  });

  test('in several hooks is reported for all of them, and none of the other hooks is changed', () => {
    const hooks = createWork();
    const entry = { handler: () => {}, before: 'b' };
    hooks.register(plugin('a'), { work: entry, other: entry });
    const back = { handler: () => {}, before: 'a' };
    const error = thrownBy(() => hooks.register(plugin('b'), { work: back, other: back }));
    expect(error.data).toEqual({
      plugin: 'b',
      version: '1.0.0',
      hook: 'work',
      problems: ['work', 'other'].map((name) => ({
        code: 'ORDER_CYCLE',
        hook: name,
        problem: 'each of these must run before the next: b -> a -> b',
        path: ['b', 'a', 'b'],
      })),
    });
    hooks.register(plugin('b'), { work: () => {} });
    expect(hooks.plan('work').map(({ plugin: id, reason }) => [id, reason])).toEqual([
      ['a', 'registered as number 1'],
      ['b', 'registered as number 3'],
    ]);
  });

  test('through hookimpls of one plugin only is none', () => {
    const hooks = createWork();
    const handler = (): void => {};
    hooks.register(plugin('a'), {
      work: [
        { handler, before: 'b' },
        { handler, after: 'b' },
      ],
    });
    hooks.register(plugin('b'), { work: handler });
    expect(hooks.plan('work').map(({ plugin: id, id: which }) => id + which)).toEqual(['a1', 'b1', 'a2']);
  });

  test('of one plugin with itself is a mistake in its options', () => {
    const error = thrownBy(() => registerAll(createWork(), { a: { before: ['b', 'a'], after: 'a' } }));
    expect([error.code, error.message]).toEqual([
      'HOOKIMPL_INVALID',
      'The plugin "a" 1.0.0 cannot be registered: 2 problems\n- hook "work": "before" names the plugin itself\n- hook "work": "after" names the plugin itself',
    ]);
  });

  test('that hookimpls of one call would close makes that call fail, and no other', async () => {
    const hooks = createWork();
    registerAll(hooks, { a: { before: 'b' }, b: {} });
    const extra = { handler: () => {}, before: 'a', after: 'b' };
    await expect(hooks.execute('work', {}, { extra })).rejects.toMatchObject({ code: 'ORDER_CYCLE' });
    await expect(hooks.execute('work')).resolves.toBeUndefined();
  });
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createUntyped, plugin, snapshotOf, thrownBy } from './untyped-hooks.ts';
import { warningsOf } from './call-setup.ts';

const namesOf = (specs: readonly { readonly name: string }[]): string[] => specs.map(({ name }) => name);

describe('declare', () => {
  test('adds hookspecs behind those that are there, for all who hold the hooks', async () => {
    const hooks = createUntyped({ one: hook.collect() });
    const view = hooks.without('b');
    const declared = hooks.declare({ two: hook.collect(), three: hook.sync.collect() });
    for (const each of [hooks, view, declared]) {
      expect(namesOf(each.specs)).toEqual(['one', 'two', 'three']);
      expect(await each.execute('two')).toEqual([]);
      expect(await each.execute('one')).toEqual([]);
    }
    declared.register(plugin('a'), { one: () => 1, two: () => 2 });
    expect([await hooks.execute('one'), await hooks.execute('two')]).toEqual([[1], [2]]);
  });

  test('declares nothing where a name is taken, and names all that are', () => {
    const hooks = createUntyped({ one: hook.series(), two: hook.series() });
    const before = snapshotOf(hooks);
    const error = thrownBy(() => hooks.declare({ more: hook.series(), two: hook.first(), one: hook.series() }));
    expect([error.code, error.message, error.data]).toEqual([
      'HOOKSPEC_DUPLICATE',
      'There is a hookspec named "two", "one" already.',
      { hooks: ['two', 'one'] },
    ]);
    expect(snapshotOf(hooks)).toEqual(before);
  });

  test('declares nothing where a hookspec is wrong', () => {
    const hooks = createUntyped({ one: hook.series() });
    const error = thrownBy(() => hooks.declare({ fine: hook.series(), wrong: {}, ['__proto__']: hook.series() }));
    expect(error.code).toBe('HOOKSPEC_INVALID');
    expect(error.data['problems']).toHaveLength(2);
    expect(namesOf(hooks.specs)).toEqual(['one']);
    expect(thrownBy(() => hooks.declare(undefined)).code).toBe('HOOKSPEC_INVALID');
  });
});

describe('taking a declaration back', () => {
  test('makes its hooks unknown again, leaves the plugins and may be done twice', async () => {
    const hooks = createUntyped({ one: hook.collect() });
    const declared = hooks.declare({ two: hook.collect() });
    hooks.register(plugin('a'), { one: () => 1, two: () => 2 });
    await hooks.execute('two');
    declared.dispose();
    declared[Symbol.dispose]();
    expect(thrownBy(() => hooks.execute('two')).code).toBe('HOOK_UNKNOWN');
    expect(thrownBy(() => declared.execute('two')).code).toBe('HOOK_UNKNOWN');
    expect(hooks.plugins).toEqual([{ ...plugin('a'), hooks: ['one'] }]);
    expect(hooks.stats().map((row) => row.hook)).toEqual(['one', 'one']);
    expect(await hooks.execute('one')).toEqual([1]);
  });

  test('frees the names, and the plugins that implemented them take part again', async () => {
    const hooks = createUntyped({});
    const first = hooks.declare({ two: hook.collect() });
    hooks.register(plugin('a'), { two: () => 'a' });
    first.dispose();
    const second = hooks.declare({ two: hook.sync.collect() });
    first.dispose();
    expect(second.execute('two')).toEqual(['a']);
    expect(namesOf(hooks.specs)).toEqual(['two']);
  });

  test('does not end a call that runs', async () => {
    const hooks = createUntyped({});
    const declared = hooks.declare({ two: hook.collect() });
    hooks.register(plugin('a'), { two: [async () => declared.dispose(), () => 'behind'] });
    expect(await hooks.execute('two')).toEqual(['behind']);
    expect(thrownBy(() => hooks.execute('two')).code).toBe('HOOK_UNKNOWN');
  });

  test('lets a plugin be disposed of before and after it', () => {
    const hooks = createUntyped({});
    const declared = hooks.declare({ two: hook.collect() });
    const [a, b] = [hooks.register(plugin('a'), { two: () => 'a' }), hooks.register(plugin('b'), { two: () => 'b' })];
    a.dispose();
    declared.dispose();
    b.dispose();
    expect(hooks.plugins).toEqual([]);
  });
});

describe('an optional hookimpl', () => {
  test('waits for its hook, and takes part when that is declared', async () => {
    const hooks = createUntyped({ one: hook.collect() });
    const entry = (answer: string) => ({ optional: true, handler: () => answer });
    hooks.register(plugin('b'), { two: entry('b'), one: entry('one') });
    hooks.register(plugin('a'), { two: [entry('a1'), { ...entry('a2'), priority: 1 }] });
    hooks.register(plugin('gone'), { two: entry('gone') }).dispose();
    expect(hooks.plugins).toEqual([
      { ...plugin('b'), hooks: ['one'] },
      { ...plugin('a'), hooks: [] },
    ]);
    hooks.declare({ two: hook.collect() });
    expect(await hooks.execute('two')).toEqual(['a2', 'b', 'a1']);
    expect(hooks.plugins).toEqual([
      { ...plugin('b'), hooks: ['one', 'two'] },
      { ...plugin('a'), hooks: ['two'] },
    ]);
  });

  test('may be absent only where all of the list are optional', () => {
    const hooks = createUntyped({ one: hook.collect() });
    const entry = [{ optional: true, handler: () => {} }, () => {}];
    expect(thrownBy(() => hooks.register(plugin('a'), { two: entry })).code).toBe('HOOK_UNKNOWN');
    expect(thrownBy(() => hooks.register(plugin('a'), { two: [] })).code).toBe('HOOK_UNKNOWN');
    expect(thrownBy(() => hooks.register(plugin('a'), { two: null })).code).toBe('HOOK_UNKNOWN');
  });

  test('that does not fit goes to hook:error and harms nobody else', async () => {
    const hooks = createUntyped({});
    const errors: unknown[] = [];
    hooks.on('hook:error', ({ error, ...facts }) =>
      errors.push({ ...facts, code: error.code, message: error.message }),
    );
    hooks.register(plugin('a'), { two: { optional: true, handler: () => 'a', before: 'b' } });
    hooks.register(plugin('wrong'), { two: { optional: true, handler: () => 'wrong', filter: { pge: 1 } } });
    hooks.register(plugin('b'), { two: { optional: true, handler: () => 'b', before: 'a' } });
    hooks.register(plugin('c'), { two: { optional: true, handler: () => 'c' } });
    hooks.declare({ two: hook.collect({ args: { page: z.string().optional() } }) });
    const rejected = { hook: 'two', callId: 0 };
    expect(errors).toEqual([
      {
        ...rejected,
        plugin: 'wrong',
        code: 'HOOKIMPL_INVALID',
        message:
          'The plugin "wrong" 1.0.0 cannot be registered: hook "two": the filter path "pge" does not start with an argument of the hook (did you mean "page"?)',
      },
      {
        ...rejected,
        plugin: 'b',
        code: 'ORDER_CYCLE',
        message:
          'The plugin "b" 1.0.0 cannot be registered: hook "two": each of these must run before the next: b -> a -> b',
      },
    ]);
    expect(await hooks.execute('two')).toEqual(['a', 'c']);
    expect(namesOf(hooks.plan('two').map((each) => ({ name: each.plugin })))).toEqual(['a', 'c']);
  });

  test('that cannot be read does not keep its hook from being declared', async () => {
    const hooks = createUntyped({});
    const messages: unknown[] = [];
    hooks.on('hook:error', ({ error }) => messages.push(error.message));
    let reads = 0;
    const entry = {
      handler: () => {},
      get optional(): boolean {
        reads += 1;
        if (reads > 1) throw new Error('read twice');
        return true;
      },
    };
    hooks.register(plugin('a'), { two: entry });
    hooks.register(plugin('b'), { two: { optional: true, handler: () => 'b' } });
    hooks.declare({ two: hook.collect() });
    expect(messages).toEqual([
      'The plugin "a" 1.0.0 cannot be registered: hook "two": reading the hookimpl failed: read twice',
    ]);
    expect(await hooks.execute('two')).toEqual(['b']);
  });

  test('may be registered or disposed of by a listener while others are let in', async () => {
    const hooks = createUntyped({});
    const entry = (id: string) => ({ two: { optional: true, handler: () => id } });
    hooks.register(plugin('wrong'), { two: { optional: true, handler: 5 } });
    const leaving = hooks.register(plugin('leaving'), entry('leaving'));
    hooks.register(plugin('b'), entry('b'));
    hooks.on('hook:error', () => {
      leaving.dispose();
      hooks.register(plugin('new'), entry('new'));
    });
    hooks.declare({ two: hook.collect() });
    expect(await hooks.execute('two')).toEqual(['new', 'b']);
  });

  test('that does not fit is a process warning where nobody listens', async () => {
    const hooks = createUntyped({});
    hooks.register(plugin('a'), { two: { optional: true, handler: 'no function' } });
    const warnings = await warningsOf(() => hooks.declare({ two: hook.collect() }));
    expect(warnings).toEqual([
      {
        name: 'HooklineWarning',
        code: 'HOOKIMPL_INVALID',
        message:
          'The plugin "a" 1.0.0 cannot be registered: hook "two": "handler" must be a function, not the string "no function"',
      },
    ]);
  });

  test('takes part again when its hook goes and comes back', async () => {
    const hooks = createUntyped({});
    hooks.register(plugin('a'), { two: { optional: true, handler: () => 'a' } });
    for (let round = 0; round < 3; round++) {
      const declared = hooks.declare({ two: hook.collect() });
      expect(await hooks.execute('two')).toEqual(['a']);
      declared.dispose();
    }
    expect(hooks.plugins).toEqual([{ ...plugin('a'), hooks: [] }]);
  });
});

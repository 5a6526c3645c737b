import { defineHookspecs, hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createUntyped, plugin, thrownBy } from './untyped-hooks.ts';

const PROTO = '"__proto__": "__proto__" cannot be the name of a hook';

describe('defineHookspecs', () => {
  test('gives back the same object', () => {
    const specs = { work: hook.series() };
    expect(defineHookspecs(specs)).toBe(specs);
  });

  test('finds every mistake before any hooks are made', () => {
    const error = thrownBy(() => defineHookspecs({ work: hook.series({ timeoutMs: -1 }) }));
    expect([error.code, error.data['problems']]).toEqual([
      'HOOKSPEC_INVALID',
      [
        {
          hook: 'work',
          problem: '"timeoutMs" must be a number of milliseconds above 0 and at most 2147483647, not the number -1',
        },
      ],
    ]);
  });
});

describe('a set of hookspecs', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['work', 'the string "work"'],
    [[hook.series()], 'an array of 1'],
    [new Map([['work', hook.series()]]), 'an object of class Map'],
    [
      new (class Specs {
        work = hook.series();
      })(),
      'an object of class Specs',
    ],
  ])('must be a plain object: %o', (specs, given) => {
    expect(thrownBy(() => createUntyped(specs))).toMatchObject({
      code: 'HOOKSPEC_INVALID',
      message: `Hookspecs must be a plain object by hook name, not ${given}.`,
    });
  });

  test('may be a module, an object without prototype, or empty', async () => {
    const specs = Object.assign(Object.create(null) as object, { work: hook.collect() });
    expect(createUntyped(specs).specs.map(({ name }) => name)).toEqual(['work']);
    expect(
      createUntyped(await import('hookline/hookspecs/site').then(({ siteHookspecs }) => siteHookspecs)).specs,
    ).toHaveLength(17);
    expect(createUntyped({}).specs).toEqual([]);
  });

  test('is listed in its order, with every default filled in', () => {
    const hooks = createUntyped({ b: hook.sync.first({ summary: 'B.' }), a: hook.loop() });
    expect(hooks.specs.map(({ written: _, args: __, ...spec }) => spec)).toEqual([
      {
        name: 'b',
        kind: 'first',
        sync: true,
        onError: 'isolate',
        keep: 0,
        payload: 'shared',
        validate: 'results',
        concurrency: Infinity,
        maxRounds: 100,
        summary: 'B.',
      },
      {
        name: 'a',
        kind: 'loop',
        sync: false,
        onError: 'isolate',
        keep: 0,
        payload: 'shared',
        validate: 'results',
        concurrency: Infinity,
        maxRounds: 100,
      },
    ]);
  });

  test('cannot be changed from outside once it is declared', async () => {
    const specs: Record<string, unknown> = { work: hook.collect() };
    const hooks = createUntyped(specs);
    delete specs['work'];
    specs['more'] = hook.collect();
    expect(hooks.specs.map(({ name }) => name)).toEqual(['work']);
    expect(await hooks.execute('work')).toEqual([]);
    expect(Object.isFrozen(hook.collect())).toBe(true);
  });

  test('may be shared by many hooks, which share nothing else', async () => {
    const specs = { work: hook.collect() };
    const [left, right] = [createUntyped(specs), createUntyped(specs)];
    left.register(plugin('a'), { work: () => 'left' });
    expect([await left.execute('work'), await right.execute('work')]).toEqual([['left'], []]);
  });
});

describe('the name of a hook', () => {
  test.each(['then', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'a.b/c:d', '日本', '0'])(
    'may be "%s"',
    async (name) => {
      const hooks = createUntyped({ [name]: hook.collect({ args: { [name]: z.string() } }) });
      hooks.register(plugin(name), { [name]: (args: Record<string, string>) => args[name] });
      expect(await hooks.execute(name, { [name]: 'value' })).toEqual(['value']);
      expect(hooks.plan(name).map(({ plugin: id }) => id)).toEqual([name]);
      expect(hooks.stats().map((row) => [row.hook, row.plugin, row.calls])).toEqual([
        [name, undefined, 1],
        [name, name, 1],
      ]);
    },
  );

  test.each(['then', 'constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'is not taken for "%s" where no hook is called that',
    (name) => {
      const hooks = createUntyped({ work: hook.collect() });
      for (const run of [() => hooks.execute(name), () => hooks.executeWithReport(name), () => hooks.plan(name)]) {
        expect(thrownBy(run)).toMatchObject({ code: 'HOOK_UNKNOWN', data: { hook: name } });
      }
      expect(thrownBy(() => hooks.register(plugin('a'), { [name]: () => {} }))).toMatchObject({ code: 'HOOK_UNKNOWN' });
      expect(hooks.plugins).toEqual([]);
    },
  );

  test('is never __proto__, however the key came to be', () => {
    const byAssignment = Object.defineProperty({}, '__proto__', { value: hook.series(), enumerable: true });
    const byJson: unknown = JSON.parse('{"__proto__": {}}');
    for (const specs of [{ ['__proto__']: hook.series() }, byAssignment, byJson]) {
      const error = thrownBy(() => createUntyped(specs));
      expect(error.code).toBe('HOOKSPEC_INVALID');
      expect(error.message).toContain(PROTO);
    }
    const setsThePrototype = { __proto__: { inherited: hook.series() }, work: hook.series() };
    expect(thrownBy(() => createUntyped(setsThePrototype)).code).toBe('HOOKSPEC_INVALID');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test.each(['', ' ', 'a b', 'a\n', '\u0000', '\u00A0', 'x'.repeat(201)])('is not %j', (name) => {
    expect(thrownBy(() => createUntyped({ [name]: hook.series() }))).toMatchObject({
      code: 'HOOKSPEC_INVALID',
      message: `The hookspec "${name}": the name of a hook must be 1 to 200 characters without white space.`,
    });
  });

  test.each([undefined, null, 5, Symbol('work'), {}, ['work']])('has to be a string: %s', (name) => {
    const hooks = createUntyped({ work: hook.collect() });
    expect(thrownBy(() => hooks.execute(name))).toMatchObject({ code: 'HOOK_UNKNOWN', data: { hook: null } });
  });
});

describe('the options of createHooks', () => {
  test.each<[options: unknown, problem: string]>([
    [null, 'they must be an object, not null'],
    ['exact', 'they must be an object, not the string "exact"'],
    [{ timimg: 'off' }, 'there is no option "timimg" (did you mean "timing"?)'],
    [{ clocks: 1 }, 'there is no option "clocks" (did you mean "clock"?)'],
    [{ timing: 'exactly' }, '"timing" must be "exact" or "sampled" or "off", not the string "exactly"'],
    [{ backend: 'rust' }, '"backend" must be "tapable" or "loop", not the string "rust"'],
    [{ backend: null }, '"backend" must be "tapable" or "loop", not null'],
    [{ clock: 5 }, '"clock" must be a function, not the number 5'],
    [{ slowMs: -1 }, '"slowMs" must be a number of milliseconds, not the number -1'],
    [{ slowMs: NaN }, '"slowMs" must be a number of milliseconds, not the number NaN'],
    [{ slowMs: '5' }, '"slowMs" must be a number of milliseconds, not the string "5"'],
  ])('are checked: %o', (options, problem) => {
    expect(thrownBy(() => createUntyped({}, options))).toMatchObject({
      code: 'OPTIONS_INVALID',
      message: `The options of createHooks are not valid: ${problem}.`,
    });
  });

  test('may be undefined, all of them or each', () => {
    expect(createUntyped({}, undefined).specs).toEqual([]);
    expect(
      createUntyped({}, { timing: undefined, slowMs: undefined, backend: undefined, clock: undefined }).specs,
    ).toEqual([]);
    expect(createUntyped({}, { timing: 'off', slowMs: Infinity, backend: 'loop', clock: Date.now }).specs).toEqual([]);
  });
});

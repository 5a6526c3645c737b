import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createUntyped, plugin, thrownBy, type UntypedHooks } from './untyped-hooks.ts';
import { revoked, trapped } from '../errors/hostile-values.ts';

const handler = (): void => {};

function createWork(): UntypedHooks {
  return createUntyped({
    work: hook.series({ args: { page: z.unknown() }, timeoutMs: 100 }),
    sync: hook.sync.series(),
    free: hook.series(),
  });
}

/** The problems of one hookimpl of `work`. */
function problemsOf(entry: unknown, name = 'work'): unknown[] {
  const hooks = createWork();
  const error = thrownBy(() => hooks.register(plugin('acme.one'), { [name]: entry }));
  expect([error.code, hooks.plugins, hooks.plan(name)]).toEqual(['HOOKIMPL_INVALID', [], []]);
  return (error.data['problems'] as { readonly problem: string }[]).map(({ problem }) => problem);
}

const MOST = 2 ** 31 - 1;
const TIMEOUT = `"timeoutMs" must be a number of milliseconds above 0 and at most ${MOST}, not`;

describe('a mistake in a hookimpl is named', () => {
  test.each<[entry: unknown, problem: string]>([
    [null, 'expected a function or { handler, ... }, not null'],
    ['work', 'expected a function or { handler, ... }, not the string "work"'],
    [[[handler]], 'expected a function or { handler, ... }, not an array of 1'],
    [[undefined], 'expected a function or { handler, ... }, not undefined'],
    [[], 'the list of hookimpls is empty'],
    [{}, '"handler" must be a function, not undefined'],
    [{ handler: 'work' }, '"handler" must be a function, not the string "work"'],
  ])('%o', (entry, problem) => {
    expect(problemsOf(entry)).toEqual([problem]);
  });

  test.each<[options: object, problem: string]>([
    [{ prio: 1 }, 'there is no option "prio"'],
    [{ prioirty: 1 }, 'there is no option "prioirty" (did you mean "priority"?)'],
    [{ timeout: 1 }, 'there is no option "timeout" (did you mean "timeoutMs"?)'],
    [{ ['__proto__']: 1 }, 'there is no option "__proto__"'],
    [{ priority: NaN }, '"priority" must be a number, not the number NaN'],
    [{ priority: '10' }, '"priority" must be a number, not the string "10"'],
    [{ priority: 1n }, '"priority" must be a number, not the bigint 1'],
    [{ order: 'normal' }, '"order" must be "first" or "last", not the string "normal"'],
    [{ order: 1 }, '"order" must be "first" or "last", not the number 1'],
    [{ before: '' }, '"before" must be a plugin id or a list of them, not the string ""'],
    [{ after: [5] }, '"after" must be a plugin id or a list of them, not an array of 1'],
    [{ after: null }, '"after" must be a plugin id or a list of them, not null'],
    [{ before: new Set(['a']) }, '"before" must be a plugin id or a list of them, not an object of class Set'],
    [{ before: 'acme.one' }, '"before" names the plugin itself'],
    [{ after: ['b', 'acme.one'] }, '"after" names the plugin itself'],
    [{ wrapper: 1 }, '"wrapper" must be true or false, not the number 1'],
    [{ optional: 'yes' }, '"optional" must be true or false, not the string "yes"'],
    [{ id: '' }, '"id" must be a string that is not empty, not the string ""'],
    [{ id: 7 }, '"id" must be a string that is not empty, not the number 7'],
    [{ filter: 'page' }, '"filter" must be an object of paths and tests, not the string "page"'],
    [
      { filter: { pag: 1 } },
      'the filter path "pag" does not start with an argument of the hook (did you mean "page"?)',
    ],
    [{ timeoutMs: 0 }, `${TIMEOUT} the number 0`],
    [{ timeoutMs: MOST + 1 }, `${TIMEOUT} the number ${MOST + 1}`],
    [{ timeoutMs: 101 }, '"timeoutMs" may only lower the 100 ms of the hookspec, not raise them to 101 ms'],
  ])('%o', (options, problem) => {
    expect(problemsOf({ handler, ...options })).toEqual([problem]);
  });

  test('one that cannot be read', () => {
    expect(problemsOf(trapped({}))).toEqual(['reading the hookimpl failed: a trap']);
    expect(problemsOf(revoked([]))).toMatchObject([expect.stringContaining('proxy that has been revoked')]);
  });

  test('a time limit of synchronous code', () => {
    const problem = '"timeoutMs" needs an asynchronous hook: synchronous code cannot be stopped';
    expect(problemsOf({ handler, timeoutMs: 5 }, 'sync')).toEqual([problem]);
  });

  test('in a list by its place, with all others', () => {
    expect(problemsOf([{ handler, priority: 'x', id: '' }, handler, { handler, wrapper: 'x' }])).toEqual([
      'hookimpl 1: "priority" must be a number, not the string "x"',
      'hookimpl 1: "id" must be a string that is not empty, not the string ""',
      'hookimpl 3: "wrapper" must be true or false, not the string "x"',
    ]);
  });

  test('two of the same id, given or taken from the place in the list', () => {
    expect(
      problemsOf([
        { handler, id: 'x' },
        { handler, id: 'x' },
      ]),
    ).toEqual(['two hookimpls have the id "x"']);
    expect(problemsOf([{ handler, id: '2' }, handler])).toEqual(['two hookimpls have the id "2"']);
  });
});

describe('a hookimpl', () => {
  test('may have every option, undefined ones too', () => {
    const hooks = createWork();
    const none = Object.fromEntries(
      ['priority', 'before', 'after', 'order', 'wrapper', 'filter', 'timeoutMs', 'optional', 'id'].map((name) => [
        name,
        undefined,
      ]),
    );
    hooks.register(plugin('acme.one'), {
      work: [
        { handler, ...none },
        {
          handler,
          priority: 1,
          before: [],
          after: [],
          order: 'first',
          wrapper: false,
          filter: {},
          timeoutMs: 100,
          optional: true,
          id: 'x',
        },
      ],
      free: { handler, timeoutMs: MOST },
    });
    expect(hooks.plan('work').map(({ id }) => id)).toEqual(['x', '1']);
  });

  test('may have its handler from a class', async () => {
    class Answer {
      handler(): string {
        return 'answer';
      }
    }
    const hooks = createUntyped({ work: hook.collect() });
    hooks.register(plugin('a'), { work: new Answer() });
    expect(await hooks.execute('work')).toEqual(['answer']);
  });

  test('stays as it was registered, whatever becomes of the object that it was written as', async () => {
    const hooks = createUntyped({ work: hook.collect() });
    const entry = { handler: () => 'first', priority: 1, before: ['b'], id: 'x' };
    const list = [entry];
    hooks.register(plugin('a'), { work: list });
    Object.assign(entry, { handler: () => 'second', priority: -1, id: 'y' });
    entry.before.push('c');
    list.push(entry);
    expect(await hooks.execute('work')).toEqual(['first']);
    expect(hooks.plan('work')).toMatchObject([{ id: 'x', priority: 1, before: ['b'] }]);
  });
});

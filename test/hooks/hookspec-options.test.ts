import { hook, type Hookspec } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { createUntyped, thrownBy } from './untyped-hooks.ts';

type Builder = (options?: unknown) => Hookspec;
const { series, collect, first, waterfall, parallel, loop, sync } = hook as unknown as Record<string, Builder> & {
  readonly sync: Record<string, Builder>;
};

/** The problems that `createHooks` finds in one hookspec. */
function problemsOf(spec: unknown): unknown[] {
  const error = thrownBy(() => createUntyped({ work: spec }));
  expect(error.code).toBe('HOOKSPEC_INVALID');
  const problems = error.data['problems'] as { readonly hook: string; readonly problem: string }[];
  expect(problems.map((each) => each.hook)).toEqual(problems.map(() => 'work'));
  return problems.map(({ problem }) => problem);
}

const MOST = 2 ** 31 - 1;
const TIMEOUT = `"timeoutMs" must be a number of milliseconds above 0 and at most ${MOST}, not`;
const KEEP = '"historic" must be true or { keep } with a whole number above 0, not';

describe('a mistake in the options of a hookspec is named', () => {
  test.each<[options: object, problem: string]>([
    [{ onEror: 'fail' }, 'there is no option "onEror" (did you mean "onError"?)'],
    [{ zzz: 1 }, 'there is no option "zzz"'],
    [{ maxRounds: 5 }, '"maxRounds" is not an option of series hooks, only of loop'],
    [{ returns: z.string() }, '"returns" is not an option of series hooks, only of collect, first, parallel'],
    [{ onError: 'ignore' }, '"onError" must be "isolate", "fail", "aggregate", not the string "ignore"'],
    [{ onError: null }, '"onError" must be "isolate", "fail", "aggregate", not null'],
    [{ payload: true }, '"payload" must be "shared", "frozen", "cloned", not the boolean true'],
    [{ validate: 'args' }, '"validate" must be "all", "results", "none", not the string "args"'],
    [{ args: 'url' }, '"args" must be an object of zod schemas by argument name, not the string "url"'],
    [{ args: null }, '"args" must be an object of zod schemas by argument name, not null'],
    [{ args: [z.string()] }, '"args" must be an object of zod schemas by argument name, not an array of 1'],
    [
      { args: z.object({}) },
      '"args" must be an object of zod schemas by argument name, not an object of class ZodObject',
    ],
    [{ args: { url: 'string' } }, 'the argument "url" must be a zod schema, not the string "string"'],
    [{ args: { url: undefined } }, 'the argument "url" must be a zod schema, not undefined'],
    [{ args: { url: { parse() {} } } }, 'the argument "url" must be a zod schema, not an object'],
    [{ args: { ['__proto__']: z.string() } }, '"__proto__" cannot be the name of an argument'],
    [{ timeoutMs: 0 }, `${TIMEOUT} the number 0`],
    [{ timeoutMs: NaN }, `${TIMEOUT} the number NaN`],
    [{ timeoutMs: Infinity }, `${TIMEOUT} the number Infinity`],
    [{ timeoutMs: '5' }, `${TIMEOUT} the string "5"`],
    [{ historic: 'yes' }, `${KEEP} the string "yes"`],
    [{ historic: { keep: 0 } }, `${KEEP} the number 0`],
    [{ historic: { keep: 1.5 } }, `${KEEP} the number 1.5`],
    [{ historic: {} }, `${KEEP} an object`],
    [{ historic: null }, `${KEEP} null`],
    [{ since: 1 }, '"since" must be a string, not the number 1'],
    [{ summary: {} }, '"summary" must be a string, not an object'],
    [{ deprecated: true }, '"deprecated" must be { since, removeIn?, use?, message? }, not the boolean true'],
    [{ deprecated: {} }, '"deprecated" must be { since, removeIn?, use?, message? }, not an object'],
    [{ deprecated: { since: '1', use: 5 } }, '"use" of "deprecated" must be a string, not the number 5'],
    [{ deprecated: { since: '1', removedIn: '2' } }, '"deprecated" has no "removedIn" (did you mean "removeIn"?)'],
  ])('%o', (options, problem) => {
    expect(problemsOf(series!(options))).toEqual([problem]);
  });

  test.each<[what: string, spec: unknown, problem: string]>([
    [
      'concurrency of none',
      parallel!({ concurrency: 0 }),
      '"concurrency" must be a whole number above 0, not the number 0',
    ],
    ['half a round', loop!({ maxRounds: 0.5 }), '"maxRounds" must be a whole number above 0, not the number 0.5'],
    [
      'a schema that is none',
      collect!({ returns: String }),
      '"returns" must be a zod schema, not the function "String"',
    ],
    [
      'a waterfall without thread',
      waterfall!({ args: { a: z.string() } }),
      'a waterfall hook needs "thread", the argument that each answer replaces',
    ],
    [
      'a thread that is no argument',
      waterfall!({ args: { a: z.string(), b: z.string() }, thread: 'c' }),
      '"thread" must name an argument (a, b), not the string "c"',
    ],
    [
      'a thread where there are no arguments',
      waterfall!({ thread: 'a' }),
      '"thread" must name an argument (there is none), not the string "a"',
    ],
    [
      'a thread on a prototype',
      waterfall!({ args: { a: z.string() }, thread: 'toString' }),
      '"thread" must name an argument (a), not the string "toString"',
    ],
    [
      'a thread where none is needed',
      first!({ thread: 'a' }),
      '"thread" is not an option of first hooks, only of waterfall',
    ],
    [
      'a history of answers',
      first!({ historic: true }),
      'a first hook cannot be historic: a later plugin cannot take part in an answer that was already given',
    ],
    ['a synchronous parallel hook', sync['parallel']!(), 'a "parallel" hook cannot be synchronous'],
    [
      'a time limit of synchronous code',
      sync['series']!({ timeoutMs: 5 }),
      '"timeoutMs" needs an asynchronous hook: synchronous code cannot be stopped',
    ],
    ['no hookspec at all', undefined, 'expected the result of hook.<kind>(...), not undefined'],
    ['a builder that was not called', hook.series, 'expected the result of hook.<kind>(...), not a function'],
    ['options alone', { args: {} }, 'expected the result of hook.<kind>(...), not an object'],
    [
      'an unknown kind',
      { ...hook.series(), kind: 'constructor' },
      'expected the result of hook.<kind>(...), not an object',
    ],
    ['nothing written', { kind: 'series', written: null }, 'expected the result of hook.<kind>(...), not an object'],
    ['a hookspec by hand', { kind: 'series', written: {} }, 'expected the result of hook.<kind>(...), not an object'],
    ['options that are no object', series!('args'), 'the options must be an object, not the string "args"'],
    ['options that are null', series!(null), 'the options must be an object, not null'],
    ['options in an array', series!([]), 'the options must be an object, not an array of 0'],
  ])('%s', (_, spec, problem) => {
    expect(problemsOf(spec)).toEqual([problem]);
  });

  test('together with all others, of all hookspecs', () => {
    const error = thrownBy(() =>
      createUntyped({
        one: series!({ onEror: 1, payload: 2 }),
        two: waterfall!({ args: { a: 1 }, thread: 'b', timeoutMs: -1 }),
        fine: hook.series(),
        'white space': 5,
      }),
    );
    expect([error.code, error.message]).toEqual([
      'HOOKSPEC_INVALID',
      [
        '7 problems in the hookspecs:',
        '- "one": there is no option "onEror" (did you mean "onError"?)',
        '- "one": "payload" must be "shared", "frozen", "cloned", not the number 2',
        '- "two": the argument "a" must be a zod schema, not the number 1',
        '- "two": "thread" must name an argument (a), not the string "b"',
        `- "two": ${TIMEOUT} the number -1`,
        '- "white space": the name of a hook must be 1 to 200 characters without white space',
        '- "white space": expected the result of hook.<kind>(...), not the number 5',
      ].join('\n'),
    ]);
  });
});

test('every option may be undefined, and every valid value is taken', () => {
  const undefinedOptions = Object.fromEntries(
    ['args', 'onError', 'historic', 'payload', 'validate', 'since', 'deprecated', 'summary', 'timeoutMs'].map(
      (name) => [name, undefined],
    ),
  );
  const hooks = createUntyped({
    none: series!(undefinedOptions),
    all: parallel!({
      args: { a: z.string(), b: mini.string(), constructor: z.any() },
      returns: mini.number(),
      concurrency: Infinity,
      onError: 'aggregate',
      historic: { keep: 3 },
      payload: 'cloned',
      validate: 'all',
      since: '1.0.0',
      deprecated: { since: '1.0.0', removeIn: '2.0.0', use: 'none', message: 'Gone.' },
      summary: 'A hook.',
      timeoutMs: MOST,
    }),
    never: series!({ historic: false }),
  });
  expect(hooks.specs.map(({ name, kind, keep }) => ({ name, kind, keep }))).toEqual([
    { name: 'none', kind: 'series', keep: 0 },
    { name: 'all', kind: 'parallel', keep: 3 },
    { name: 'never', kind: 'series', keep: 0 },
  ]);
});

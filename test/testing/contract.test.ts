import { defineHookspecs, hook } from 'hookline';
import { checkContract, contractOf, createTestManager, fakePlugin } from 'hookline/testing';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkSchema } from '../../src/hooks/schema-check.ts';
import { schemaArbitrary } from '../../src/testing/contract/schema-arbitrary.ts';
import { assertBuilt } from '../tooling/assert-built.ts';

beforeAll(assertBuilt);

const hookspecs = defineHookspecs({
  tags: hook.collect({
    args: { words: z.array(z.string()).max(8), limit: z.int().min(0).max(5).optional() },
    returns: z.array(z.string()),
  }),
  shorten: hook.waterfall({ args: { text: z.string().max(40) }, thread: 'text' }),
  size: hook.sync.first({ args: { width: z.number().min(0).max(1000) }, returns: z.number().min(0) }),
  unchecked: hook.collect({ args: { n: z.int() }, returns: z.int(), validate: 'none' }),
  partly: hook.series({ args: { name: z.string(), own: z.custom<string>((value) => value === 5).optional() } }),
  custom: hook.series({ args: { value: z.custom<{ readonly brand: 'x' }>((value) => value === 5) } }),
});

const keeping = fakePlugin<typeof hookspecs>({
  manifest: { id: 'acme.keeping' },
  hooks: {
    tags: ({ words, limit = 5 }) => words.slice(0, limit),
    shorten: ({ text }) => text.slice(0, 10),
    size: ({ width }) => width / 2,
    unchecked: ({ n }) => n,
    partly: () => {},
    custom: () => {},
  },
});

describe('a contract', () => {
  test('is kept by a plugin that takes whatever the schemas allow', async () => {
    const result = await checkContract<typeof hookspecs>(keeping, { hookspecs, runs: 50 });
    expect({ ...result, toString: undefined }).toEqual({
      checked: ['tags', 'shorten', 'size', 'unchecked', 'partly'].map((name) => ({
        hook: name,
        plugin: 'acme.keeping',
        runs: 50,
      })),
      failures: [],
      skipped: [
        { hook: 'partly', reason: 'always without "own": nobody can make up a value of the type "custom"' },
        { hook: 'custom', reason: '"value": nobody can make up a value of the type "custom"' },
      ],
      toString: undefined,
    });
  });

  test('that a plugin breaks is named with the simplest arguments that show it', async () => {
    const breaking = fakePlugin<typeof hookspecs>({
      manifest: { id: 'acme.breaking' },
      hooks: {
        tags: ({ words }) => {
          if (words.length > 2) throw new Error('Too many words.');
          return words;
        },
        shorten: ({ text }) => `${text}${text}`,
        size: ({ width }) => 10 - width,
        unchecked: ({ n }) => (n > 100 ? 'many' : n) as number,
      },
    });
    await using host = await createTestManager<typeof hookspecs>({ hookspecs, plugins: [keeping, breaking] });
    const { failures, checked } = await checkContract(host, { seed: 7 });
    expect(checked).toHaveLength(9);
    expect(failures).toEqual([
      {
        hook: 'tags',
        plugin: 'acme.breaking',
        args: { words: ['', '', ''] },
        code: 'HOOK_FAILED',
        message: 'The hookimpl of the plugin "acme.breaking" 1.0.0 for the hook "tags" failed: Too many words.',
        seed: 7,
      },
      {
        hook: 'shorten',
        plugin: 'acme.breaking',
        args: { text: expect.stringMatching(/^.{21}$/su) as string },
        code: 'RESULT_INVALID',
        message: expect.stringContaining('"acme.breaking"') as string,
        seed: 7,
      },
      {
        hook: 'size',
        plugin: 'acme.breaking',
        args: { width: expect.any(Number) as number },
        code: 'RESULT_INVALID',
        message: expect.stringContaining('"acme.breaking"') as string,
        seed: 7,
      },
      {
        hook: 'unchecked',
        plugin: 'acme.breaking',
        args: { n: 101 },
        code: 'RESULT_INVALID',
        message:
          'The answer does not fit the hookspec: Invalid input: expected number, received string (got a string of length 4).',
        seed: 7,
      },
    ]);
    expect(host.manager.get('acme.breaking')!.state).toBe('active');
  });

  test('is a test for each hookspec, for any test runner', async () => {
    const tests = contractOf(hookspecs);
    expect(tests.map(({ hook: name, name: title }) => [name, title])).toEqual(
      Object.keys(hookspecs).map((name) => [name, `plugins keep to the hookspec "${name}"`]),
    );
    const [tags] = tests;
    await tags!.run(keeping, { runs: 20 });
    const failing = fakePlugin<typeof hookspecs>({ hooks: { tags: () => 'none' as never } });
    await expect(tags!.run(failing, { runs: 20 })).rejects.toMatchObject({
      code: 'TEST_CONTRACT_BROKEN',
      message: expect.stringMatching(
        /^The plugin "test\.plugin" does not keep to the hookspec "tags" with \{"words":\[\]\}: /,
      ) as string,
    });
  });

  test.each(['worker', 'process'] as const)('is tested in a %s as well', { timeout: 30_000 }, async (runner) => {
    const plugin = fakePlugin({
      manifest: { hooks: { shorten: {} } },
      code: '{ hooks: { shorten: ({ text }) => text.slice(1) } }',
    });
    const { failures, checked } = await checkContract<typeof hookspecs>(plugin, { hookspecs, runner, runs: 30 });
    expect([failures, checked]).toEqual([[], [{ hook: 'shorten', plugin: 'test.plugin', runs: 30 }]]);
  });

  test.each([
    [{ hooks: ['tag'] }, 'there is no hook "tag"'],
    [{ runs: 0 }, '"runs" must be a whole number above 0, not the number 0'],
  ])('%j is refused', async (options, problem) => {
    await expect(checkContract(keeping, { hookspecs, ...options } as never)).rejects.toThrow(
      `checkContract cannot be used like this: ${problem}.`,
    );
  });
});

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}

const Tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(Tree).max(2) }));

const SCHEMAS: Readonly<Record<string, z.core.$ZodType>> = {
  string: z.string(),
  'bounded string': z.string().min(3).max(9),
  'string of one length': z.string().length(4),
  'string with a beginning': z.string().startsWith('a'),
  'string with a pattern': z.string().regex(/^[a-z]{2,5}-\d+$/),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  'date and time': z.iso.datetime(),
  day: z.iso.date(),
  time: z.iso.time(),
  base64: z.base64(),
  nanoid: z.nanoid(),
  number: z.number(),
  'bounded number': z.number().gt(2).lt(3),
  integer: z.int(),
  'small integer': z.int().min(-3).max(3),
  multiple: z.number().multipleOf(5).min(10).max(100),
  int32: z.int32(),
  bigint: z.bigint(),
  boolean: z.boolean(),
  date: z.date().min(new Date('2020-01-01')),
  literal: z.literal(['a', 7, null]),
  enum: z.enum(['x', 'y']),
  null: z.null(),
  undefined: z.undefined(),
  any: z.any(),
  unknown: z.unknown(),
  json: z.json(),
  object: z.object({ a: z.string(), b: z.number().optional(), c: z.boolean().nullable() }),
  'strict object': z.strictObject({ a: z.string() }),
  'loose object': z.looseObject({ a: z.string() }),
  array: z.array(z.int()).min(2).max(4),
  tuple: z.tuple([z.string(), z.int()], z.boolean()),
  record: z.record(z.string(), z.int()),
  'record with known keys': z.record(z.enum(['a', 'b']), z.int()),
  map: z.map(z.string(), z.int()),
  set: z.set(z.int()).max(3),
  union: z.union([z.string(), z.object({ n: z.int() })]),
  'discriminated union': z.discriminatedUnion('type', [
    z.object({ type: z.literal('a'), x: z.int() }),
    z.object({ type: z.literal('b'), y: z.string() }),
  ]),
  intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() })),
  optional: z.string().optional(),
  nullable: z.string().nullable(),
  nullish: z.string().nullish(),
  default: z.string().default('x'),
  readonly: z.array(z.string()).readonly(),
  template: z.templateLiteral(['page-', z.int()]),
  tree: Tree,
  'refined number': z.int().refine((n) => n % 2 === 0),
  'optional custom': z.object({ own: z.custom<string>(() => false).optional() }),
};

describe('values are made up', () => {
  test.each(Object.entries(SCHEMAS))('for %s, and the schema accepts them', (_name, schema) => {
    const values = fc.sample(schemaArbitrary({ fc, path: [], onLeftOut: () => {} }, schema), { numRuns: 60, seed: 3 });
    expect(values.filter((value) => checkSchema(schema, value) !== undefined)).toEqual([]);
  });

  test.each([
    ['custom', z.object({ a: z.custom(() => true) }), '"a": nobody can make up a value of the type "custom"'],
    [
      'a check that refuses everything',
      z.string().refine(() => false),
      'its checks refuse everything that is made up for it',
    ],
    ['a transformation', z.string().transform((text) => text.length), 'nobody can make up a value of the type "pipe"'],
    [
      'a pattern that looks ahead',
      z.string().regex(/^(?=.*\d)(?!x)[a-z]+$/),
      'nobody can make up a text for its pattern',
    ],
  ])('but not for %s', (_name, schema, message) => {
    expect(() => schemaArbitrary({ fc, path: [], onLeftOut: () => {} }, schema)).toThrow(message);
  });
});

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}

const TreeSchema: z.ZodType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(TreeSchema);
  },
});

describe('schemas without an end', () => {
  const wide: z.ZodType = z.object(
    Object.defineProperties(
      {},
      Object.fromEntries(
        Array.from({ length: 30 }, (_, n) => [`k${n}`, { enumerable: true, get: () => wide.optional() }]),
      ),
    ),
  );
  const endless: z.ZodType = z.object({
    get self() {
      return endless;
    },
  });

  test.each([
    ['a tree', TreeSchema],
    ['a wide one', wide],
  ])('%s is made up a few levels deep', async (_name, schema) => {
    const specs = defineHookspecs({ take: hook.series({ args: { value: schema } }) });
    const plugin = fakePlugin<typeof specs>({ hooks: { take: () => {} } });
    const { checked, failures, skipped } = await checkContract<typeof specs>(plugin, { hookspecs: specs, runs: 5 });
    expect([checked.length, failures, skipped]).toEqual([1, [], []]);
  });

  test('one that has no value at all is left out, with the reason', async () => {
    const specs = defineHookspecs({ take: hook.series({ args: { value: endless } }) });
    const plugin = fakePlugin<typeof specs>({ hooks: { take: () => {} } });
    const { skipped } = await checkContract<typeof specs>(plugin, { hookspecs: specs, runs: 5 });
    expect(skipped).toEqual([{ hook: 'take', reason: expect.stringContaining('it contains itself without an end') }]);
  });
});

describe('limits far out', () => {
  const cases: readonly (readonly [string, z.ZodType])[] = [
    ['whole numbers above', z.int().min(1e12)],
    ['whole numbers below', z.int().max(-1e12)],
    ['multiples', z.number().multipleOf(5).min(1e12)],
    ['big integers', z.bigint().min(2n ** 80n)],
  ];

  test.each(cases)('%s are reached', (_name, schema) => {
    const arbitrary = schemaArbitrary({ fc, path: [], onLeftOut: () => {} }, schema);
    const values = fc.sample(arbitrary, { numRuns: 20, seed: 1 });
    expect(values.filter((value) => checkSchema(schema, value) !== undefined)).toEqual([]);
  });

  test('that contradict each other leave the hook out, with the reason', async () => {
    const specs = defineHookspecs({ take: hook.series({ args: { value: z.number().gt(5).lt(5) } }) });
    const plugin = fakePlugin<typeof specs>({ hooks: { take: () => {} } });
    const { skipped } = await checkContract<typeof specs>(plugin, { hookspecs: specs, runs: 5 });
    expect(skipped).toEqual([{ hook: 'take', reason: expect.stringContaining('within its limits') }]);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { print } from '../../../src/cli/scaffold/layout.ts';
import { sampleValue } from '../../../src/cli/scaffold/sample-value.ts';
import { toShape } from '../../../src/cli/scaffold/schema-shape.ts';
import { toLiteral } from '../../../src/cli/scaffold/to-literal.ts';
import { toZodSource } from '../../../src/cli/scaffold/zod-source.ts';

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

/** A schema, a value for it as code, and a schema with the same type as code. */
const CASES: readonly (readonly [string, z.ZodType, string, string])[] = [
  ['a name', z.string(), `'Ada'`, 'z.string()'],
  ['an address of mail', z.email(), `'ada@example.org'`, 'z.string()'],
  ['a long text', z.string().min(5), `'AdaAd'`, 'z.string()'],
  ['a short text', z.string().max(2), `'Ad'`, 'z.string()'],
  ['a pattern', z.string().regex(/^\d\.\d\.\d$/), `'1.0.0'`, 'z.string()'],
  ['a number', z.number(), '1', 'z.number()'],
  ['a number above 10', z.number().gt(10), '11', 'z.number()'],
  ['a number below 0', z.number().max(-3), '-3', 'z.number()'],
  ['a multiple', z.int().multipleOf(5), '5', 'z.int()'],
  ['a boolean', z.boolean(), 'true', 'z.boolean()'],
  ['one of several texts', z.enum(['a', 'b']), `'a'`, `z.enum(['a', 'b'])`],
  ['one of several numbers', z.literal([1, 2]), '1', 'z.literal([1, 2])'],
  ['a default', z.string().default('x'), `'x'`, 'z.string()'],
  ['a list', z.array(z.number()), '[1]', 'z.array(z.number())'],
  ['a tuple', z.tuple([z.number(), z.null()]), '[1, null]', 'z.tuple([z.number(), z.null()])'],
  [
    'an object',
    z.object({ a: z.number(), b: z.number().optional() }),
    '{ a: 1 }',
    'z.object({ a: z.number(), b: z.number().optional() })',
  ],
  ['an open object', z.looseObject({ 'a-b': z.number() }), `{ 'a-b': 1 }`, `z.looseObject({ 'a-b': z.number() })`],
  ['a record', z.record(z.string(), z.number()), '{}', 'z.record(z.string(), z.number())'],
  ['a union', z.union([z.never(), z.number()]), '1', 'z.union([z.never(), z.number()])'],
  ['a value or null', z.number().nullable(), '1', 'z.union([z.number(), z.null()])'],
  ['a date', z.date(), `new Date('1970-01-01T00:00:00.000Z')`, 'z.date()'],
  ['a big integer', z.bigint(), '1n', 'z.bigint()'],
  ['a set', z.set(z.string()), 'new Set()', 'z.set(z.unknown())'],
  ['anything', z.unknown(), '{}', 'z.unknown()'],
  [
    'a schema in itself',
    Tree,
    `{ name: 'Ada', children: [] }`,
    'z.object({ name: z.string(), children: z.array(z.unknown()) })',
  ],
];

describe('schemas in generated code', () => {
  test.each(CASES)('%s', (_, schema, value, source) => {
    const sample = sampleValue(schema, 'name');
    expect(sample === undefined ? undefined : print(toLiteral(sample.value), { indent: 0, taken: 0 })).toBe(value);
    expect(print(toZodSource(toShape(schema)), { indent: 0, taken: 0 })).toBe(source);
  });

  test.each([
    ['what only code knows', z.custom((value) => value === 42)],
    ['a refinement that no usual value meets', z.string().refine((text) => text === 'xyzzy')],
    ['one that asks asynchronously', z.string().refine(async () => true)],
    ['nothing at all', z.never()],
  ])('no value is made up for %s', (_, schema) => {
    expect(sampleValue(schema, 'name')).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { checkSchema, toProblemText } from '../../src/hooks/schema-check.ts';
import { unhandledOf } from './call-setup.ts';

const Page = z.object({ url: z.string(), tags: z.array(z.string()) });

describe('checkSchema', () => {
  test('finds nothing wrong with what fits', () => {
    expect(checkSchema(Page, { url: '/', tags: [] })).toBeUndefined();
    expect(checkSchema(z.undefined(), undefined)).toBeUndefined();
  });

  test('leads to each problem inside the value', () => {
    expect(checkSchema(Page, { url: 5, tags: ['a', null] })).toEqual([
      { path: ['url'], message: 'Invalid input: expected string, received number' },
      { path: ['tags', 1], message: 'Invalid input: expected string, received null' },
    ]);
  });

  test('takes schemas of zod mini', () => {
    const schema = mini.object({ url: mini.string().check(mini.minLength(2)) });
    expect(checkSchema(schema, { url: '/a' })).toBeUndefined();
    expect(checkSchema(schema, { url: '/' })).toMatchObject([{ path: ['url'] }]);
  });

  test('changes nothing: defaults and transforms have no effect', () => {
    const schema = z.object({ a: z.string().default('x'), b: z.string().transform(Number).optional() });
    const value = Object.freeze({});
    expect(checkSchema(schema, value)).toBeUndefined();
    expect(value).toEqual({});
  });

  test('cannot wait for an asynchronous check, whatever comes of it', () => {
    const refused = [{ path: [], message: 'the schema has asynchronous checks, which a hook cannot wait for' }];
    expect(
      checkSchema(
        z.string().refine(async () => true),
        'x',
      ),
    ).toEqual(refused);
    expect(
      checkSchema(
        z.string().refine(async () => false),
        'x',
      ),
    ).toEqual(refused);
    expect(checkSchema(z.object({ a: z.string().transform(async () => 1) }), { a: 'x' })).toEqual(refused);
    expect(
      checkSchema(
        z.string().refine(async () => true),
        5,
      ),
    ).toMatchObject([{ path: [] }]);
  });

  test('leaves no rejection behind where one check is asynchronous and another one throws', async () => {
    const schema = z.object({ a: z.string().refine(async () => true), b: z.string() }).refine(() => {
      throw new Error('bug in the schema');
    });
    expect(await unhandledOf(() => checkSchema(schema, { a: 'x', b: 'y' }))).toEqual([]);
  });

  test('makes a problem of a check that throws', () => {
    const schema = z.string().refine(() => {
      throw new Error('bug in the schema');
    });
    expect(checkSchema(schema, 'x')).toEqual([{ path: [], message: 'the schema threw: bug in the schema' }]);
  });

  test('makes a problem of a value whose getter throws', () => {
    const value = {
      get url(): string {
        throw new Error('no');
      },
    };
    expect(checkSchema(Page, value)).toEqual([{ path: [], message: 'the schema threw: no' }]);
  });

  test('writes keys that JSON does not have as text', () => {
    const schema = z.record(z.symbol(), z.number());
    expect(checkSchema(schema, { [Symbol('s')]: 'x' })).toMatchObject([{ path: ['Symbol(s)'] }]);
  });
});

describe('toProblemText', () => {
  test('names the places, and the value by its type', () => {
    const text = toProblemText(checkSchema(Page, { url: 5, tags: [] })!, { url: 5 });
    expect(text).toBe('at url: Invalid input: expected string, received number (got an object)');
    expect(toProblemText(checkSchema(Page, 5)!, 5)).toBe(
      'Invalid input: expected object, received number (got a number)',
    );
  });

  test('shows five problems and counts the rest', () => {
    const problems = Array.from({ length: 8 }, (_, index) => ({ path: ['list', index], message: 'wrong' }));
    expect(toProblemText(problems, [])).toBe(
      'at list.0: wrong; at list.1: wrong; at list.2: wrong; at list.3: wrong; at list.4: wrong; and 3 more (got an array of 0)',
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../src/manager/context/config-schema.ts';
import { checkConfig, type ConfigOutcome } from '../../../src/manager/context/plugin-config.ts';
import { identity } from './open-context.ts';

const PLUGIN = identity('acme.analytics', '1.2.0');

function check(schema: Schema | undefined, value?: unknown): Promise<ConfigOutcome> {
  return checkConfig({ plugin: PLUGIN, schema, value });
}

/** The problems that the verdict lists. */
async function problemsOf(schema: Schema | undefined, value?: unknown): Promise<string> {
  const outcome = await check(schema, value);
  if (!('verdict' in outcome)) throw new Error('expected a verdict');
  const { reason, ...rest } = outcome.verdict;
  expect(rest).toEqual({
    state: 'unconfigured',
    code: 'CONFIG_INVALID',
    remedy: 'Mend the keys that the message names.',
  });
  const start = 'The configuration of the plugin "acme.analytics" 1.2.0 is not valid: ';
  expect(reason.slice(0, start.length)).toBe(start);
  return reason.slice(start.length);
}

const object = (properties: object, rest: object = {}): Schema => ({ type: 'object', properties, ...rest });

describe('the configuration', () => {
  test('is a deeply frozen copy of what the operator wrote', async () => {
    const value = { site: 'x', list: [{ a: 1 }], absent: undefined };
    const outcome = (await check(object({ site: { type: 'string' } }), value)) as { config: typeof value };
    expect(outcome).toEqual({ config: { site: 'x', list: [{ a: 1 }] } });
    expect([outcome.config, outcome.config.list, outcome.config.list[0]].every(Object.isFrozen)).toBe(true);
    expect([Object.isFrozen(value), Object.isFrozen(value.list), outcome.config.list === value.list]).toEqual([
      false,
      false,
      false,
    ]);
    expect('absent' in outcome.config).toBe(false);
  });

  test('is empty where nobody wrote one and nothing is required', async () => {
    expect(await check(object({ a: { type: 'string' } }))).toEqual({ config: {} });
    expect(await check(undefined)).toEqual({ config: {} });
    expect(await check(undefined, {})).toEqual({ config: {} });
  });

  test('is refused for a plugin that has no schema, with the keys that would have no effect', async () => {
    expect(await problemsOf(undefined, { a: 1, b: 2 })).toBe(
      'its manifest has no schema for a configuration, but there are the keys "a", "b".',
    );
  });

  test('must be plain JSON', async () => {
    class Thing {
      readonly name = 'thing';
    }
    const value = {
      when: new Date(0),
      run: () => {},
      deep: [{ thing: new Thing() }],
      n: NaN,
      s: Symbol('x'),
      b: 1n,
      fine: null,
    };
    expect(await problemsOf(object({}), value)).toBe(
      [
        'the key "when" must be plain JSON, not an instance of a class',
        'the key "run" must be plain JSON, not a function',
        'the key "deep[0].thing" must be plain JSON, not an instance of a class',
        'the key "n" must be plain JSON, not a number that is not finite',
        'the key "s" must be plain JSON, not a symbol',
        'the key "b" must be plain JSON, not a bigint.',
      ].join('; '),
    );
  });

  test.each([
    [[], 'the configuration must be an object, not an array of 0.'],
    ['hunter2', 'the configuration must be an object, not a string of length 7.'],
    [null, 'the configuration must be an object, not null.'],
    [new Map(), 'the configuration must be plain JSON, not an instance of a class.'],
  ])('must be an object, not %o', async (value, problem) => {
    expect(await problemsOf(object({}), value)).toBe(problem);
  });

  test('must not hold itself', async () => {
    const value: Record<string, unknown> = { shared: [1], twice: undefined };
    value['twice'] = value['shared'];
    expect(await check(object({}), value)).toEqual({ config: { shared: [1], twice: [1] } });
    value['self'] = { value };
    expect(await problemsOf(object({}), value)).toBe('the key "self.value" holds itself.');
  });

  test('that cannot be read is refused', async () => {
    const value = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('hunter2');
      },
    });
    expect(await problemsOf(object({}), value)).toBe('the configuration cannot be read.');
  });

  test('cannot change the prototype of anything', async () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    expect(await problemsOf(object({}, { additionalProperties: false }), value)).toBe('there is no key "__proto__".');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('problems', () => {
  test('name missing keys, at every depth', async () => {
    const schema = object({ server: object({}, { required: ['port'] }) }, { required: ['site', 'server'] });
    expect(await problemsOf(schema)).toBe('the key "site" is missing; the key "server" is missing.');
    expect(await problemsOf(schema, { site: 'x', server: {} })).toBe('the key "server.port" is missing.');
  });

  test('come all at once, in the order of the schema', async () => {
    const schema = object(
      {
        site: { type: 'string' },
        port: { type: 'integer', minimum: 1 },
        pages: { type: 'array', items: object({ title: { type: 'string' } }) },
      },
      { required: ['token'] },
    );
    expect(await problemsOf(schema, { site: 5, port: 0, pages: [{ title: 'x' }, { title: null }] })).toBe(
      [
        'the key "token" is missing',
        'the key "site" must be a string, not a number',
        'the key "port" must be at least 1',
        'the key "pages[1].title" must be a string, not null.',
      ].join('; '),
    );
  });

  test('name the nearest key for one that the schema does not know', async () => {
    const schema = object(
      { server: { $ref: '#/$defs/server' } },
      { additionalProperties: false, $defs: { server: object({ address: {} }, { additionalProperties: false }) } },
    );
    expect(await problemsOf(schema, { sever: {}, server: { adress: 1 } })).toBe(
      'there is no key "server.adress" (did you mean "address"?); there is no key "sever" (did you mean "server"?).',
    );
  });

  test.each<[Schema, unknown, string]>([
    [{ type: 'integer' }, 7654321.5, 'the key "key" must be an integer, not a number.'],
    [{ type: ['string', 'null'] }, 7654321, 'the key "key" must be a string or null, not a number.'],
    [{ const: 'a' }, 'hunter2', 'the key "key" must be "a".'],
    [{ enum: ['a', 'b'] }, 'hunter2', 'the key "key" must be one of ["a","b"].'],
    [{ minimum: 8000000 }, 7654321, 'the key "key" must be at least 8000000.'],
    [{ maximum: 5 }, 7654321, 'the key "key" must be at most 5.'],
    [{ exclusiveMinimum: 8000000 }, 7654321, 'the key "key" must be more than 8000000.'],
    [{ exclusiveMaximum: -1.5 }, 7654321, 'the key "key" must be less than -1.5.'],
    [{ multipleOf: 0.25 }, 7654321.1, 'the key "key" must be a multiple of 0.25.'],
    [{ minLength: 10 }, 'hunter2', 'the key "key" must have at least 10 characters.'],
    [{ maxLength: 3 }, 'hunter2', 'the key "key" must have at most 3 characters.'],
    [{ pattern: '^x' }, 'hunter2', 'the key "key" does not match the pattern of the schema.'],
    [{ format: 'uri' }, 'hunter2', 'the key "key" must be of the format "uri".'],
    [{ not: { type: 'string' } }, 'hunter2', 'the key "key" is what the schema excludes.'],
    [
      { anyOf: [{ minLength: 10 }, { type: 'null' }] },
      'hunter2',
      'the key "key" fits none of the alternatives of the schema.',
    ],
    [
      { oneOf: [{ type: 'string' }, { minLength: 1 }] },
      'hunter2',
      'the key "key" must fit exactly one of the alternatives of the schema.',
    ],
    [{ minItems: 2 }, ['hunter2'], 'the key "key" must have at least 2 items.'],
    [{ maxItems: 0 }, ['hunter2'], 'the key "key" must have at most 0 items.'],
    [{ uniqueItems: true }, ['hunter2', 'hunter2'], 'the key "key" must not hold an item twice.'],
    [{ contains: { type: 'null' } }, ['hunter2'], 'the key "key" does not hold an item that the schema asks for.'],
    [
      { contains: { type: 'string' }, maxContains: 1, minContains: 0 },
      ['hunter2', 'x'],
      'the key "key" holds too many of the items that the schema limits.',
    ],
    [{ minProperties: 2 }, { a: 'hunter2' }, 'the key "key" must have at least 2 keys.'],
    [{ maxProperties: 0 }, { a: 'hunter2' }, 'the key "key" must have at most 0 keys.'],
    [
      { propertyNames: { pattern: '^x' } },
      { a: 'hunter2' },
      'the key "key" has a key with a name that is not allowed, "a".',
    ],
    [{ dependentRequired: { a: ['b'] } }, { a: 'hunter2' }, 'the key "key.b" is missing.'],
    [
      { allOf: [{ type: 'null' }, { minLength: 10 }] },
      'hunter2',
      'the key "key" must be null, not a string; the key "key" must have at least 10 characters.',
    ],
    [{ if: { type: 'string' }, then: { minLength: 10 } }, 'hunter2', 'the key "key" must have at least 10 characters.'],
    [
      { patternProperties: { '^a': { type: 'null' } } },
      { a: 'hunter2' },
      'the key "key.a" must be null, not a string.',
    ],
    [{ prefixItems: [{ type: 'null' }] }, ['hunter2'], 'the key "key[0]" must be null, not a string.'],
    [{ unevaluatedProperties: false }, { a: 'hunter2' }, 'there is no key "key.a".'],
    [{ dependentSchemas: { a: { minProperties: 2 } } }, { a: 'hunter2' }, 'the key "key" must have at least 2 keys.'],
  ])('of %j never show the value', async (schema, value, problem) => {
    expect(await problemsOf(object({ key: schema }), { key: value })).toBe(problem);
    expect(problem).not.toMatch(/hunter2|7654321/);
  });

  test('of a long list are cut', async () => {
    const items = Array.from({ length: 50 }, () => 1);
    expect(await problemsOf(object({ list: { items: { type: 'string' } } }), { list: items })).toMatch(
      /^the key "list\[0\]" must be a string, not a number; .*; and 30 more\.$/,
    );
  });

  test('read keys as they are written', async () => {
    const schema = object({ 'a/b ~%#ä': { type: 'string' } });
    expect(await problemsOf(schema, { 'a/b ~%#ä': 1 })).toBe('the key "a/b ~%#ä" must be a string, not a number.');
  });

  test.each([
    [{ $ref: '#/$defs/none' }, 'the schema cannot be used: Unresolved $ref "#/$defs/none".'],
    [{ pattern: '(' }, /^the schema cannot be used: Invalid regular expression/],
    [{ $ref: '#/properties/key' }, /^the schema cannot be used: Maximum call stack/],
    [
      { allOf: [{ $ref: '#/properties/key' }, { $ref: '#/properties/key' }] },
      /^the schema cannot be used: Maximum call stack/,
    ],
  ])('of a schema that cannot be used are problems of the plugin: %j', async (schema, problem) => {
    expect(await problemsOf(object({ key: schema }), { key: 'x' })).toEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
  });
});

describe('defaults', () => {
  test('are filled in at every depth, and do not replace what is there', async () => {
    const schema = object({
      port: { type: 'integer', default: 80 },
      host: { type: 'string', default: 'localhost' },
      empty: { type: ['string', 'null'], default: 'x' },
      server: object({ tls: { type: 'boolean', default: true }, timeouts: object({ readMs: { default: 5 } }) }),
      pages: { type: 'array', items: object({ draft: { default: false } }) },
      pair: { type: 'array', prefixItems: [object({ left: { default: 1 } }), object({ right: { default: 2 } })] },
      tags: { type: 'array', default: ['a'] },
    });
    expect(await check(schema, { host: 'example', empty: null, pages: [{}, { draft: true }], pair: [{}, {}] })).toEqual(
      {
        config: {
          port: 80,
          host: 'example',
          empty: null,
          server: { tls: true, timeouts: { readMs: 5 } },
          pages: [{ draft: false }, { draft: true }],
          pair: [{ left: 1 }, { right: 2 }],
          tags: ['a'],
        },
      },
    );
  });

  test('come through references and allOf', async () => {
    const schema = {
      ...object({ server: { $ref: '#/$defs/server' } }),
      allOf: [object({ port: { default: 80 } })],
      $defs: { server: object({ tls: { $ref: '#/$defs/flag' } }), flag: { type: 'boolean', default: true } },
    };
    expect(await check(schema)).toEqual({ config: { port: 80, server: { tls: true } } });
  });

  test('of an object that lacks a required key do not make it: it may well be absent', async () => {
    const proxy = object({ host: { type: 'string' }, port: { default: 8080 } }, { required: ['host'] });
    expect(await check(object({ proxy }))).toEqual({ config: {} });
    expect(await check(object({ proxy }), { proxy: { host: 'x' } })).toEqual({
      config: { proxy: { host: 'x', port: 8080 } },
    });
    expect(await problemsOf(object({ proxy }, { required: ['proxy'] }))).toBe('the key "proxy" is missing.');
  });

  test('of the whole configuration hold where nobody wrote one', async () => {
    const schema = object({ a: { default: 1 } }, { default: { b: 2 } });
    expect([await check(schema), await check(schema, {})]).toEqual([{ config: { b: 2, a: 1 } }, { config: { a: 1 } }]);
  });

  test('are not shared between configurations or with the schema', async () => {
    const schema = object({ list: { type: 'array', default: [{ a: 1 }] } });
    const [first, second] = (await Promise.all([check(schema), check(schema)])) as { config: { list: unknown[] } }[];
    expect(first).toEqual(second);
    expect(first!.config.list).not.toBe(second!.config.list);
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(Object.isFrozen((schema['properties'] as { list: { default: unknown } }).list.default)).toBe(false);
  });

  test('are checked like anything else', async () => {
    expect(await problemsOf(object({ port: { type: 'integer', default: 'x' } }))).toBe(
      'the key "port" must be an integer, not a string.',
    );
  });

  test('of a schema that holds itself come to an end', async () => {
    const child = { $ref: '#', default: {} };
    expect(await check(object({ child, depth: { default: 1 } }))).toEqual({
      config: { depth: 1, child: { depth: 1 } },
    });
    expect(await check(object({ child: { $ref: '#' }, depth: { default: 1 } }))).toMatchObject({
      config: { depth: 1 },
    });
  });

  test('of references that multiply are refused', async () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 30 }, (_, level) => {
        const next = { $ref: `#/$defs/d${level + 1}` };
        return [`d${level}`, object({ left: next, right: next })];
      }),
    );
    const schema = object(
      { root: { $ref: '#/$defs/d0' } },
      { $defs: { ...$defs, d30: object({ x: { default: 1 } }) } },
    );
    expect(await problemsOf(schema)).toBe('the schema cannot be used: its defaults make more than 10000 values.');
  });
});

test('the schema of a frozen manifest is left as it is', async () => {
  const schema = Object.freeze(object(Object.freeze({ a: Object.freeze({ type: 'string' }) })));
  expect(await check(schema, { a: 'x' })).toEqual({ config: { a: 'x' } });
});

test('older drafts of JSON Schema are understood', async () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...object({ n: { $ref: '#/definitions/n', type: 'string' } }),
    definitions: { n: { type: 'number' } },
  };
  // In draft 7 what stands beside a reference has no effect.
  expect(await check(schema, { n: 1 })).toEqual({ config: { n: 1 } });
});

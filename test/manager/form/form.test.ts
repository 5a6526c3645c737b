import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describeForm, formProblems, type FormField } from 'hookline';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../../src/manager/context/plugin-config.ts';
import { toManifestJsonSchema } from '../../../src/manifest/manifest-json-schema.ts';
import { ManifestSchema } from '../../../src/manifest/manifest.ts';
import { validFixtures } from '../../manifest/corpus.ts';
import { packageRoot } from '../../tooling/package-root.ts';

type Schema = Readonly<Record<string, unknown>>;

describe('the form of a configuration', () => {
  test('has a field for each key, with what may be given', () => {
    const form = describeForm({
      type: 'object',
      additionalProperties: false,
      required: ['siteName', 'mode'],
      properties: {
        siteName: { type: 'string', description: 'What people read.', minLength: 1, maxLength: 40, pattern: '^\\S' },
        mode: { enum: ['fast', 'exact'], default: 'fast', title: 'How' },
        retry_limit: { type: 'integer', minimum: 0, exclusiveMaximum: 10 },
        ratio: { $ref: '#/definitions/ratio' },
        verbose: { type: 'boolean' },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true, maxItems: 3 },
        server: { type: 'object', required: ['host'], properties: { host: { type: 'string' } } },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        other: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      },
      definitions: { ratio: { type: 'number', multipleOf: 0.25 } },
    });
    const text = (key: string, label: string): FormField => ({
      key,
      label,
      input: 'text',
      required: true,
      exact: true,
    });
    expect(form).toEqual({
      key: '',
      label: '',
      input: 'group',
      required: true,
      exact: false,
      open: false,
      fields: [
        { ...text('siteName', 'Site name'), help: 'What people read.', minLength: 1, maxLength: 40, pattern: '^\\S' },
        {
          key: 'mode',
          label: 'How',
          input: 'select',
          required: false,
          exact: true,
          default: 'fast',
          choices: ['fast', 'exact'],
        },
        {
          key: 'retry_limit',
          label: 'Retry limit',
          input: 'number',
          required: false,
          exact: true,
          min: 0,
          below: 10,
          step: 1,
        },
        { key: 'ratio', label: 'Ratio', input: 'number', required: false, exact: true, step: 0.25 },
        { key: 'verbose', label: 'Verbose', input: 'checkbox', required: false, exact: true },
        {
          key: 'tags',
          label: 'Tags',
          input: 'list',
          required: false,
          exact: true,
          maxItems: 3,
          unique: true,
          item: text('', ''),
        },
        {
          key: 'server',
          label: 'Server',
          input: 'group',
          required: false,
          exact: true,
          open: true,
          fields: [text('host', 'Host')],
        },
        { key: 'headers', label: 'Headers', input: 'map', required: false, exact: true, item: text('', '') },
        { key: 'other', label: 'Other', input: 'json', required: false, exact: false },
      ],
    });
  });

  test('says what is wrong with what was filled in, by key and without the value', () => {
    const form = describeForm({
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string' },
        port: { type: 'integer', maximum: 9 },
        tags: { type: 'array', items: { type: 'string' } },
      },
    });
    expect(formProblems(form, { port: 10, tags: ['a', 7], nam: 'x' })).toEqual([
      'the key "name" is missing',
      'the key "port" must be at most 9',
      'the key "tags[1]" must be a string, not a number',
      'the key "nam" is not known',
    ]);
    expect(formProblems(form, null)).toEqual(['the configuration must be an object, not null']);
  });

  test('ends where a schema refers to itself, and takes any schema', () => {
    const tree = { type: 'object', properties: { inner: { $ref: '#' } } };
    expect(describeForm(tree).exact).toBe(false);
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('type', 'enum', 'properties', 'items', '$ref', 'pattern', 'allOf', 'required'),
          fc.jsonValue(),
        ),
        (schema) => {
          expect(formProblems(describeForm(schema as Schema), {})).toBeInstanceOf(Array);
        },
      ),
    );
  });

  test('accepts what the validator, the JSON Schema and the check of the manager accept, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, anyObject, async (schema, value) => {
        const form = describeForm(schema);
        const outcome = await checkConfig({ plugin: { id: 'acme.a', version: '1.0.0' }, schema, value });
        const accepted = 'config' in outcome;
        expect([form.exact, formProblems(form, value).length === 0]).toEqual([true, accepted]);
        if ('config' in outcome) expect(formProblems(form, outcome.config)).toEqual([]);
        if (!JSON.stringify(schema).includes('"default"')) {
          expect(new Validator(schema, '7').validate(value).valid).toBe(accepted);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the form of manifests', () => {
  const schema = toManifestJsonSchema();
  const form = describeForm(schema);

  test.each(validFixtures.filter(({ format }) => format === 'json'))(
    'accepts what the manifest schema accepts: $name',
    ({ text }) => {
      const json: unknown = JSON.parse(text);
      expect([formProblems(form, json), ManifestSchema.safeParse(json).success]).toEqual([[], true]);
    },
  );

  test('has the keys, the defaults and what is required that the reference has', () => {
    const page = readFileSync(join(packageRoot, 'docs/reference/manifest.md'), 'utf8');
    const groups = groupsOf(form, '');
    expect(groups.length).toBeGreaterThan(8);
    expect(tablesOf(page)).toMatchObject(Object.fromEntries(groups));
  });
});

/** The tables of a group and of the groups in it, by the heading that the reference has for them. */
function groupsOf(field: FormField, path: string): (readonly [string, Readonly<Record<string, string>>])[] {
  const { fields = [], item } = field;
  const inner = fields.flatMap((each) => groupsOf(each, path === '' ? each.key : `${path}.${each.key}`));
  const items = item?.input === 'group' ? groupsOf(item, `${path}[]`) : [];
  const isWritten = fields.length > 0 && field.open === false && field.input === 'group';
  return [...(isWritten ? [[path, rowsOf(fields)] as const] : []), ...inner, ...items];
}

function rowsOf(fields: readonly FormField[]): Readonly<Record<string, string>> {
  const rows = fields.map((field): [string, string] => {
    const { key, required } = field;
    return [key, required ? 'required' : 'default' in field ? JSON.stringify(field.default) : ''];
  });
  return Object.fromEntries(rows);
}

/** What stands under "default" for each key, by heading. */
function tablesOf(page: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections = page.split(/^## /m).map((section): [string, Readonly<Record<string, string>>] => {
    const heading = section.split('\n', 1)[0]!.replaceAll('`', '');
    const rows = [...section.matchAll(/^\| `(\w|\$\w+|\w[\w$]*)` \| [^|]* \| ([^|]*) \|/gm)];
    const entries = rows.map(([, key = '', preset = '']): [string, string] => [key, preset.trim().replaceAll('`', '')]);
    return [heading === 'All keys' ? '' : heading, Object.fromEntries(entries)];
  });
  return Object.fromEntries(sections);
}

const KEYS = ['a', 'b', 'c', 'list'];
const key = fc.constantFrom(...KEYS);
const scalar = fc.oneof(
  fc.constantFrom('x', 'xy', 'Z1', ''),
  fc.integer({ min: -3, max: 12 }),
  fc.boolean(),
  fc.constant(null),
);
const small = fc.integer({ min: 0, max: 4 });

/** Schemas that a form can say as a whole. */
const { schema: anyField } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    fc.constant<Schema>({ type: 'boolean' }),
    fc.record(
      { type: fc.constant('string'), minLength: small, pattern: fc.constantFrom('^[a-z]', 'x', '') },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('string'), default: fc.constantFrom('x', 'xy') }, { requiredKeys: ['type'] }),
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        minimum: small,
        exclusiveMaximum: fc.integer({ min: 5, max: 9 }),
        multipleOf: fc.constantFrom(1, 2),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
    fc.record({ const: scalar }),
    fc.record(
      { type: fc.constant('array'), items: tie('schema'), maxItems: small, uniqueItems: fc.boolean() },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ type: fc.constant('object'), additionalProperties: tie('schema') }),
    groupOfSchemas(tie('schema')),
  ),
}));

function groupOfSchemas(field: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc
    .record({
      properties: fc.dictionary(key, field, { minKeys: 1, maxKeys: 3 }),
      required: fc.uniqueArray(key, { maxLength: 2 }),
      additionalProperties: fc.boolean(),
    })
    .map(({ properties, required, additionalProperties }) => ({
      type: 'object',
      properties,
      required: required.filter((name) => Object.hasOwn(properties, name)),
      additionalProperties,
    }));
}

const anySchema = groupOfSchemas(anyField);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));
const anyObject = fc.dictionary(key, anyValue, { maxKeys: 4 });

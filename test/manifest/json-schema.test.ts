import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { toManifestJsonSchema } from '../../src/manifest/manifest-json-schema.ts';
import { readDocument } from '../../src/manifest/read-document.ts';
import { packageRoot } from '../tooling/package-root.ts';
import { badFixtures, validFixtures, type Fixture } from './corpus.ts';

const validator = new Validator(toManifestJsonSchema(), '7');

/** Problems of texts, of hosts, of the JSON Schema inside a manifest, and advice: no schema of manifests can see them. */
const UNSEEN_CODES = [
  'MANIFEST_CONFIG_SCHEMA_INVALID',
  'MANIFEST_HOOK_UNKNOWN',
  'MANIFEST_ID_RESERVED',
  'MANIFEST_KEY_DUPLICATE',
  'MANIFEST_KEY_FORBIDDEN',
  'MANIFEST_PIN_EXACT',
  'MANIFEST_SYNTAX',
];

/** Contradictions between several places, which JSON Schema has no words for. */
const UNSEEN_FIXTURES = [
  'MANIFEST_API_MISSING/hyphen-range.json',
  'MANIFEST_API_MISSING/overlapping.json',
  'MANIFEST_API_MISSING/two-halves.json',
  'MANIFEST_INVALID/cli-argument-required-last.json',
  'MANIFEST_INVALID/cli-argument-twice.json',
  'MANIFEST_INVALID/cli-argument-variadic-first.json',
  'MANIFEST_INVALID/cli-option-boolean-required.json',
  'MANIFEST_INVALID/cli-option-choices-boolean.json',
  'MANIFEST_INVALID/cli-option-choices-type.json',
  'MANIFEST_INVALID/cli-option-default-no-choice.json',
  'MANIFEST_INVALID/cli-option-default-required.json',
  'MANIFEST_INVALID/cli-option-default-type.json',
  'MANIFEST_INVALID/cli-option-short-twice.json',
  'MANIFEST_INVALID/cli-option-twice.json',
  'MANIFEST_INVALID/cli-twice.json',
  'MANIFEST_INVALID/dependencies-after-itself.json',
  'MANIFEST_INVALID/dependencies-conflicts-itself.json',
  'MANIFEST_INVALID/dependencies-itself.json',
  'MANIFEST_INVALID/dependencies-optional-itself.json',
  'MANIFEST_INVALID/dependencies-required-and-conflict.json',
  'MANIFEST_INVALID/dependencies-required-and-optional.json',
  'MANIFEST_INVALID/hook-after-itself.json',
  'MANIFEST_INVALID/hook-before-itself.json',
  'MANIFEST_INVALID/hook-id-is-position.json',
  'MANIFEST_INVALID/hook-same-id-twice.json',
  'MANIFEST_INVALID/runner-prefer-below-min.json',
  'MANIFEST_INVALID/secrets-key-twice.json',
  'MANIFEST_INVALID/template-twice.json',
];

/** What the text says, as JSON: a schema knows nothing of numbers that JSON cannot write. */
function accepts({ text, format }: Fixture): boolean {
  return validator.validate(JSON.parse(JSON.stringify(readDocument(text, format).value))).valid;
}

test('the file in the package is the one that the schema gives', () => {
  const file = readFileSync(join(packageRoot, 'schema/plugin-1.json'), 'utf8');
  expect(file).toBe(`${JSON.stringify(toManifestJsonSchema(), null, 2)}\n`);
});

test.each(validFixtures)('it accepts $name', (fixture) => {
  expect(accepts(fixture)).toBe(true);
});

const seen = badFixtures.filter(({ code }) => !UNSEEN_CODES.includes(code));

describe('of the problems of structure', () => {
  test('it misses contradictions between several places, and nothing else', () => {
    expect(seen.filter(accepts).map(({ name }) => name)).toEqual(UNSEEN_FIXTURES);
  });
});

test('every key has a description', () => {
  expect(listUndescribed(toManifestJsonSchema(), '')).toEqual([]);
});

function listUndescribed(part: unknown, path: string): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { properties, ...others } = part as { readonly properties?: Readonly<Record<string, object>> };
  const own = Object.entries(properties ?? {}).flatMap(([key, value]) => [
    ...('description' in value || 'const' in value ? [] : [`${path}/${key}`]),
    ...listUndescribed(value, `${path}/${key}`),
  ]);
  return [...own, ...Object.entries(others).flatMap(([key, value]) => listUndescribed(value, `${path}/${key}`))];
}

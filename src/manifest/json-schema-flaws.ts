import { describeThrown } from '../errors/describe-value.ts';
import type { Flaw } from './flaw.ts';
import type { Path } from './manifest-path.ts';

type Written = Readonly<Record<string, unknown>>;

/** What is wrong at one place of a JSON Schema. */
export type SchemaFlaw = Omit<Flaw, 'code'>;

/** What is wrong with the value of a keyword; `root` is the whole schema. */
type Check = (value: unknown, path: Path, root: Written) => readonly SchemaFlaw[];

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const text = expect('a string', (value) => typeof value === 'string');
const flag = expect('true or false', (value) => typeof value === 'boolean');
const number = expect('a number', (value) => typeof value === 'number');
const aboveZero = expect('a number above 0', (value) => typeof value === 'number' && value > 0);
const count = expect('a whole number of 0 or more', (value) => Number.isInteger(value) && (value as number) >= 0);
const list = expect('an array', Array.isArray);
const choices = expect('an array that is not empty', (value) => Array.isArray(value) && value.length > 0);
const object = expect('an object', isObject);
const names = expect(
  'an array of names',
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
);
const type = expect(
  `one of ${TYPES.map((name) => `"${name}"`).join(', ')}, or an array of them`,
  (value) => [value].flat().length > 0 && [value].flat().every((name) => TYPES.includes(name as string)),
);

/** The keywords of JSON Schema, draft 7, with `$defs`. All others are notes for those who know them. */
const KEYWORDS: ReadonlyMap<string, Check> = new Map([
  ...each(text, ['$comment', '$id', '$schema', 'description', 'format', 'title']),
  ...each(flag, ['readOnly', 'uniqueItems', 'writeOnly']),
  ...each(number, ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum']),
  ...each(aboveZero, ['multipleOf']),
  ...each(count, ['maxItems', 'maxLength', 'maxProperties', 'minItems', 'minLength', 'minProperties']),
  ...each(list, ['examples']),
  ...each(choices, ['enum']),
  ...each(names, ['required']),
  ...each(type, ['type']),
  ...each(findFlaws, ['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'not', 'propertyNames']),
  ...each(findFlaws, ['then']),
  ...each(findInList, ['allOf', 'anyOf', 'oneOf']),
  ...each(findInItems, ['items']),
  ...each(findInMap, ['$defs', 'definitions', 'properties']),
  ...each(findInPatternMap, ['patternProperties']),
  ...each(findInDependencies, ['dependencies']),
  ...each(findInPattern, ['pattern']),
  ...each(findInReference, ['$ref']),
]);

/** What is wrong with a JSON Schema, as far as its keywords say. */
export function findSchemaFlaws(schema: Written): readonly SchemaFlaw[] {
  return findFlaws(schema, [], schema);
}

function each(check: Check, keywords: readonly string[]): readonly (readonly [string, Check])[] {
  return keywords.map((keyword) => [keyword, check]);
}

function expect(what: string, isValid: (value: unknown) => boolean): Check {
  return (value, path) => (isValid(value) ? [] : [{ must: `be ${what}`, path }]);
}

function findFlaws(schema: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (typeof schema === 'boolean') return [];
  if (!isObject(schema)) return [{ must: 'be a schema: an object, true or false', path }];
  return Object.entries(schema).flatMap(
    ([keyword, value]) => KEYWORDS.get(keyword)?.(value, [...path, keyword], root) ?? [],
  );
}

function findInList(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  return Array.isArray(value) && value.length > 0 ? findInItems(value, path, root) : choices(value, path, root);
}

function findInItems(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (!Array.isArray(value)) return findFlaws(value, path, root);
  return value.flatMap((item, index) => findFlaws(item, [...path, index], root));
}

function findInMap(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (!isObject(value)) return object(value, path, root);
  return Object.entries(value).flatMap(([key, part]) => findFlaws(part, [...path, key], root));
}

function findInPatternMap(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  const patterns = isObject(value) ? Object.keys(value) : [];
  const flaws = patterns.flatMap((pattern) => findInPattern(pattern, [...path, pattern], root));
  return [...flaws.map((flaw) => ({ ...flaw, inKey: true })), ...findInMap(value, path, root)];
}

function findInDependencies(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (!isObject(value)) return object(value, path, root);
  return Object.entries(value).flatMap(([key, part]) => {
    const check = Array.isArray(part) ? names : findFlaws;
    return check(part, [...path, key], root);
  });
}

function findInPattern(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (typeof value !== 'string') return text(value, path, root);
  const why = whyNoPattern(value);
  if (why === undefined) return [];
  const message = `The pattern ${JSON.stringify(value)} is not a regular expression: ${why}.`;
  return [{ message, hint: 'Mend the pattern.', path }];
}

function whyNoPattern(pattern: string): string | undefined {
  try {
    // The flag is the one of the validator.
    RegExp(pattern, 'u');
    return undefined;
  } catch (thrown) {
    return describeThrown(thrown).replace(/^Invalid regular expression: \/.*\/u?: /s, '');
  }
}

/** A schema stands alone: nothing is fetched for it. */
function findInReference(value: unknown, path: Path, root: Written): readonly SchemaFlaw[] {
  if (typeof value !== 'string') return text(value, path, root);
  const target = followPointer(value, root);
  if (typeof target === 'boolean' || isObject(target)) return [];
  const message = `The reference ${JSON.stringify(value)} leads to no part of the config schema.`;
  return [{ message, hint: 'Refer to a part of the same schema, such as "#/definitions/page".', path }];
}

function followPointer(reference: string, root: Written): unknown {
  if (!/^#(?:\/|$)/.test(reference)) return undefined;
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Written)[key]
        : undefined;
    }, root);
}

function isObject(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

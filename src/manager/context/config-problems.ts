import type { OutputUnit } from '@cfworker/json-schema';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { fromPointer, namePath, type ConfigPath } from './config-path.ts';
import { knownKeys, type Schema } from './config-schema.ts';

/** How many characters of the values that a schema allows are shown. */
const MAX_SHOWN = 200;

/** One thing that the validator found, in its own words, with the last number in them. */
interface Finding {
  readonly words: string;
  readonly limit: string;
}

/**
 * What is wrong with a value, in words that complete `the key "x" ...`. Never the validator's own words: some hold the value,
 * which may be secret.
 */
const PREDICATES: Readonly<Record<string, (finding: Finding) => string>> = {
  type: ({ words }) => typeProblem(words),
  const: ({ words }) => `must be ${shorten(words.replace(/^Instance does not match |\.$/g, ''))}`,
  enum: ({ words }) => `must be one of ${shorten(words.replace(/^Instance does not match any of |\.$/g, ''))}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ limit }) => `must be a multiple of ${limit}`,
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minItems: ({ limit }) => `must have at least ${limit} items`,
  maxItems: ({ limit }) => `must have at most ${limit} items`,
  minProperties: ({ limit }) => `must have at least ${limit} keys`,
  maxProperties: ({ limit }) => `must have at most ${limit} keys`,
  uniqueItems: () => 'must not hold an item twice',
  contains: () => 'does not hold an item that the schema asks for',
  minContains: () => 'holds too few of the items that the schema asks for',
  maxContains: () => 'holds too many of the items that the schema limits',
  pattern: () => 'does not match the pattern of the schema',
  format: ({ words }) => `must be of the format ${quoted(words)}`,
  not: () => 'is what the schema excludes',
  anyOf: () => 'fits none of the alternatives of the schema',
  oneOf: () => 'must fit exactly one of the alternatives of the schema',
  propertyNames: ({ words }) => `has a key with a name that is not allowed, ${quoted(words)}`,
};

/** Only say that something inside does not fit, which is reported as well. */
const OUTER = new Set([
  '$ref',
  '$recursiveRef',
  'allOf',
  'if',
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'dependentSchemas',
  'prefixItems',
  'items',
  'additionalItems',
  'unevaluatedItems',
]);

/** What lies inside these was only tried. */
const TRIED = new Set(['not', 'anyOf', 'oneOf', 'contains', 'minContains', 'maxContains', 'propertyNames']);

/** What the validator found, one sentence each, without any value of the configuration. */
export function describeProblems(document: Schema, units: readonly OutputUnit[]): readonly string[] {
  const tried = units.filter(({ keyword }) => TRIED.has(keyword)).map(({ keywordLocation }) => `${keywordLocation}/`);
  const told = units.filter(
    ({ keyword, keywordLocation }) => !OUTER.has(keyword) && !tried.some((place) => keywordLocation.startsWith(place)),
  );
  return [...new Set(told.map((unit) => describeUnit(document, unit)).filter((text) => text !== undefined))];
}

function describeUnit(document: Schema, { keyword, instanceLocation, error }: OutputUnit): string | undefined {
  const path = fromPointer(instanceLocation);
  if (keyword === 'false') return unknownKey(document, path);
  if (['required', 'dependentRequired', 'dependencies'].includes(keyword)) {
    const missing = /"([^"]*)"\.$/.exec(error)?.[1];
    return missing === undefined ? undefined : `${namePath([...path, missing])} is missing`;
  }
  const limit =
    error
      .match(/-?\d[\d.e+-]*(?=\D*$)/gi)
      ?.at(-1)
      ?.replace(/\.$/, '') ?? '';
  const predicate = PREDICATES[keyword]?.({ words: error, limit }) ?? 'does not fit the schema';
  return `${namePath(path)} ${predicate}`;
}

function unknownKey(document: Schema, path: ConfigPath): string {
  const key = path.at(-1);
  if (key === undefined) return 'the schema allows no configuration';
  return `there is no ${namePath(path).replace(/^the /, '')}${nearestInParentheses(key, knownKeys(document, path.slice(0, -1)))}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** From `Instance type "number" is invalid. Expected "string", "null".` */
function typeProblem(words: string): string {
  const [received = '', ...wanted] = Array.from(words.matchAll(/"([^"]*)"/g), ([, type = '']) => TYPES[type] ?? type);
  return `must be ${wanted.join(' or ')}, not ${received}`;
}

function quoted(words: string): string {
  return /".*"/s.exec(words)?.[0] ?? '';
}

function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

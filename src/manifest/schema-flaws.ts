import type { z } from 'zod';
import type { ErrorCode } from '../errors/catalogue.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { inOwner, type Flaw, type PlacedFlaw } from './flaw.ts';
import { formatPath, valueAt, type Path } from './manifest-path.ts';
import { PERMISSION_NAMES } from './permission.ts';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { readonly code: Code }>;

/** Places whose values have a code of their own, whatever is wrong with them; `*` stands for any key. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  id: 'MANIFEST_ID_INVALID',
  version: 'MANIFEST_VERSION_INVALID',
  api: 'MANIFEST_RANGE_INVALID',
  'engines.node': 'MANIFEST_RANGE_INVALID',
  'dependencies.plugins.*': 'MANIFEST_RANGE_INVALID',
  'dependencies.optional.*': 'MANIFEST_RANGE_INVALID',
  'dependencies.conflicts.*': 'MANIFEST_RANGE_INVALID',
  'requires.*': 'MANIFEST_RANGE_INVALID',
  'provides.*': 'MANIFEST_VERSION_INVALID',
  'config.schema': 'MANIFEST_CONFIG_SCHEMA_INVALID',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** What the schema finds wrong with a manifest, in our own words. */
export function toFlaws(issues: readonly Issue[], manifest: unknown): readonly PlacedFlaw[] {
  return issues.flatMap((issue) => fromIssue(issue, manifest, issue.path as Path));
}

function fromIssue(issue: Issue, manifest: unknown, path: Path): readonly PlacedFlaw[] {
  switch (issue.code) {
    case 'custom':
      return [{ ...(issue.params as { readonly flaw: Flaw }).flaw, path }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, issue.message.split(' ')));
    case 'invalid_key':
      return issue.issues.flatMap((each) => fromIssue(each, manifest, path)).map((each) => ({ ...each, inKey: true }));
    case 'invalid_union':
      return fromUnion(issue, manifest, path);
    case 'invalid_type':
      return [wrongType(issue, manifest, path)];
    default:
      return [wrongValue(path, describeLimit(issue))];
  }
}

function unknownKey(key: string, owner: Path, known: readonly string[]): PlacedFlaw {
  const path = [...owner, key];
  const nearest = nearestInParentheses(key, known);
  const message = `There is no key ${JSON.stringify(key)} ${inOwner(path)}${nearest}.`;
  const hint = nearest === '' ? `Remove it; the keys here are ${known.join(', ')}.` : undefined;
  return { code: 'MANIFEST_KEY_UNKNOWN', message, hint, path, inKey: true };
}

function wrongType({ expected }: IssueOf<'invalid_type'>, manifest: unknown, path: Path): PlacedFlaw {
  const value = valueAt(manifest, path);
  const must = expected === 'number' && typeof value === 'number' ? 'a finite number' : (TYPES[expected] ?? expected);
  if (path.length === 0) return wrongValue(path, 'be an object');
  // A key of YAML with nothing behind it is null.
  if (value === undefined || (value === null && formatPath(path) === 'api')) return missing(path, must);
  const flaw = wrongValue(path, `be ${must}`);
  const isUnquoted = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return isUnquoted ? { ...flaw, hint: `Write it in double quotes: "${value}".` } : flaw;
}

function missing(path: Path, type: string): PlacedFlaw {
  if (formatPath(path) === 'api') {
    const message = 'The key "api" is missing: it must say which versions of the plugin API the plugin supports.';
    return { code: 'MANIFEST_API_MISSING', message, path };
  }
  const where = path.length === 1 ? '' : ` ${inOwner(path)}`;
  const message = `The key ${JSON.stringify(path.at(-1))} is missing${where}: it must be ${type}.`;
  return { code: 'MANIFEST_INVALID', message, path };
}

function wrongValue(path: Path, must: string): PlacedFlaw {
  return { code: codeAt(path), must, path };
}

function codeAt(path: Path): ErrorCode {
  const place = path.join('.');
  const anyKey = [...path.slice(0, -1), '*'].join('.');
  return CODES[place] ?? CODES[anyKey] ?? 'MANIFEST_INVALID';
}

/** Of the forms that a value may have, one is plainly meant; or else the schema says what they are. */
function fromUnion(issue: IssueOf<'invalid_union'>, manifest: unknown, path: Path): readonly PlacedFlaw[] {
  if (path.at(-1) === 'name' && issue.errors.length === 0) return [wrongPermission(manifest, path)];
  const meant = issue.errors.filter((issues) => !issues.some(isOfOtherType));
  if (meant.length !== 1) return [wrongValue(path, issue.message)];
  return meant[0]!.flatMap((each) => fromIssue(each, manifest, [...path, ...(each.path as Path)]));
}

function isOfOtherType({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_union');
}

function wrongPermission(manifest: unknown, path: Path): PlacedFlaw {
  const name = valueAt(manifest, path);
  const names = PERMISSION_NAMES.map((each) => `"${each}"`).join(', ');
  if (name === undefined) return missing(path, `one of ${names}`);
  if (typeof name !== 'string') return wrongValue(path, `be one of ${names}`);
  const message = `There is no permission ${JSON.stringify(name)}${nearestInParentheses(name, PERMISSION_NAMES)}.`;
  return { code: 'MANIFEST_INVALID', message, hint: `The permissions are ${names}.`, path };
}

function describeLimit(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      // No array of a manifest has to have more.
      if (issue.origin === 'array') return 'have at least one item';
      return issue.inclusive === false ? `be more than ${issue.minimum}` : `be ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'array' ? `have at most ${issue.maximum} items` : `be at most ${issue.maximum}`;
    case 'invalid_value':
      return `be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    default:
      return 'be what the reference of manifests describes';
  }
}

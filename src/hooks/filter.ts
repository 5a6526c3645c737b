import { describeValue } from '../errors/describe-value.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { matchesGlob } from './glob.ts';

type Primitive = string | number | boolean | null;

/** What the value at one path must be: equal to a primitive, in a list, or a string of the given form. */
export type FilterTest =
  | Primitive
  | readonly Primitive[]
  | { readonly prefix: string | readonly string[] }
  | { readonly suffix: string | readonly string[] }
  | { readonly glob: string | readonly string[] };

/** Paths into the arguments (`page.url`), each with its test; a call matches when all of them hold. */
export type Filter = Readonly<Record<string, FilterTest>>;

/** Decides, from the arguments of a call, whether the hookimpl runs. */
export type Predicate = (args: unknown) => boolean;

const FORMS = {
  prefix: (text: string, pattern: string) => text.startsWith(pattern),
  suffix: (text: string, pattern: string) => text.endsWith(pattern),
  glob: (text: string, pattern: string) => matchesGlob(pattern, text),
};

const MAX_PATTERN = 1000;

/** What is wrong with a filter, in words; empty if it is valid. `argNames` are the arguments of the hookspec. */
export function filterProblems(filter: unknown, argNames: readonly string[]): string[] {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    return [`"filter" must be an object of paths and tests, not ${describeValue(filter)}`];
  }
  return Object.entries(filter).flatMap(([path, test]) => [
    ...pathProblems(path, argNames),
    ...testProblems(path, test),
  ]);
}

function pathProblems(path: string, argNames: readonly string[]): string[] {
  const name = path.split('.')[0]!;
  if (argNames.includes(name)) return [];
  return [
    `the filter path "${path}" does not start with an argument of the hook${nearestInParentheses(name, argNames)}`,
  ];
}

function testProblems(path: string, test: unknown): string[] {
  const wrong = `the filter test of "${path}" must be a string, number, boolean, null, a list of those, or one of { prefix }, { suffix }, { glob }, not ${describeValue(test)}`;
  if (isPrimitive(test)) return [];
  if (Array.isArray(test)) return test.every(isPrimitive) ? [] : [wrong];
  if (typeof test !== 'object' || test === null) return [wrong];
  const entries = Object.entries(test);
  const [form, patterns] = entries[0] ?? [];
  if (entries.length !== 1 || form === undefined || !Object.hasOwn(FORMS, form)) return [wrong];
  const valid = toList(patterns).every((pattern) => typeof pattern === 'string' && pattern.length <= MAX_PATTERN);
  return valid ? [] : [`the ${form} of the filter of "${path}" must be strings of at most ${MAX_PATTERN} characters`];
}

/**
 * The predicate of a valid filter. Reads own properties only, so a path never reaches a prototype; a getter that throws
 * makes the call not match.
 */
export function toPredicate(filter: Filter): Predicate {
  const tests = Object.entries(filter).map(([path, test]) => ({
    path: path.split('.'),
    accepts: toTest(test),
  }));
  return (args) => {
    try {
      return tests.every(({ path, accepts }) => accepts(readPath(args, path)));
    } catch {
      return false;
    }
  };
}

function toTest(test: FilterTest): (value: unknown) => boolean {
  if (isPrimitive(test) || Array.isArray(test)) {
    const accepted = new Set(toList(test));
    return (value) => accepted.has(value);
  }
  const [form, patterns] = Object.entries(test)[0] as [keyof typeof FORMS, string | readonly string[]];
  const matches = FORMS[form];
  // A copy: what the plugin makes of its list later has not been checked.
  const list = [...toList(patterns)] as readonly string[];
  return (value) => typeof value === 'string' && list.some((pattern) => matches(value, pattern));
}

function readPath(args: unknown, path: readonly string[]): unknown {
  let value = args;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function isPrimitive(value: unknown): value is Primitive {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

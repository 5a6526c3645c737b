import { describeType } from '../../errors/describe-value.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import { namePath, type ConfigPath } from '../context/config-path.ts';
import type { FormField, FormInput } from './form.ts';

/** What is wrong with a value that a form was filled in with: one sentence each, without any value. Defaults are filled in later. */
export function formProblems(form: FormField, value: unknown): readonly string[] {
  return [...problemsAt(form, value, [])].map(({ path, problem }) => `${namePath(path)} ${problem}`);
}

interface Found {
  readonly path: ConfigPath;
  readonly problem: string;
}

function* problemsAt(field: FormField, value: unknown, path: ConfigPath): Generator<Found> {
  const problem = CHECKS[field.input](field, value);
  if (problem !== undefined) {
    yield { path, problem };
    return;
  }
  if (field.input === 'group') yield* problemsInGroup(field, value as Readonly<Record<string, unknown>>, path);
  if (field.item === undefined) return;
  for (const [key, each] of Object.entries(value as object)) yield* problemsAt(field.item, each, [...path, key]);
}

function* problemsInGroup(
  { fields = [], open }: FormField,
  value: Readonly<Record<string, unknown>>,
  path: ConfigPath,
): Generator<Found> {
  for (const field of fields) {
    const inner = [...path, field.key];
    if (Object.hasOwn(value, field.key)) yield* problemsAt(field, value[field.key], inner);
    else if (field.required) yield { path: inner, problem: 'is missing' };
  }
  if (open === true) return;
  const known = new Set(fields.map(({ key }) => key));
  for (const key of Object.keys(value)) if (!known.has(key)) yield { path: [...path, key], problem: 'is not known' };
}

/** The end of a sentence, or `undefined`. */
type Check = (field: FormField, value: unknown) => string | undefined;

const CHECKS: Readonly<Record<FormInput, Check>> = {
  checkbox: (_, value) => (typeof value === 'boolean' ? undefined : `must be a boolean, not ${describeType(value)}`),
  group: (_, value) => (isPlainObject(value) ? undefined : `must be an object, not ${describeType(value)}`),
  json: () => undefined,
  list: (field, value) => {
    if (!Array.isArray(value)) return `must be an array, not ${describeType(value)}`;
    if (field.unique === true && new Set(value.map(toKey)).size < value.length) return 'must not hold an item twice';
    return outside(value.length, field.minItems, field.maxItems, 'items');
  },
  map: (_, value) => (isPlainObject(value) ? undefined : `must be an object, not ${describeType(value)}`),
  number: ({ min, max, above, below, step }, value) => {
    if (typeof value !== 'number') return `must be a number, not ${describeType(value)}`;
    if (step !== undefined && !isMultiple(value, step)) return `must be a multiple of ${step}`;
    if (above !== undefined && value <= above) return `must be more than ${above}`;
    if (below !== undefined && value >= below) return `must be less than ${below}`;
    return outside(value, min, max, '');
  },
  select: ({ choices = [] }, value) =>
    choices.some((choice) => toKey(choice) === toKey(value)) ? undefined : 'must be one of the choices',
  text: ({ minLength, maxLength, pattern }, value) => {
    if (typeof value !== 'string') return `must be a string, not ${describeType(value)}`;
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return 'does not match the pattern';
    return outside(Array.from(value).length, minLength, maxLength, 'characters');
  },
};

function outside(amount: number, min = -Infinity, max = Infinity, unit: string): string | undefined {
  const verb = unit === '' ? 'be' : 'have';
  if (amount < min) return `must ${verb} at least ${min} ${unit}`.trimEnd();
  return amount > max ? `must ${verb} at most ${max} ${unit}`.trimEnd() : undefined;
}

/** As exact as a division of floating point numbers is. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** The same for what is equal, whatever the order of its keys. */
function toKey(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) =>
      isPlainObject(each) ? Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)) : each,
    ) ?? 'undefined'
  );
}

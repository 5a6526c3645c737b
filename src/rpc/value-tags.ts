/** The only key of an object that stands for what JSON cannot hold. */
export const TAG = '\u0000';

/** Code that merges or copies objects takes these for more than keys. */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** To read a longer bigint would take its time. */
export const MAX_DIGITS = 1000;

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['-0', -0],
]);

/** The tag of a number that JSON does not know. */
export function tagOfNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === 0) return '-0';
  return value > 0 ? 'inf' : '-inf';
}

/** In an object, because the value may be `undefined`. */
export interface TaggedValue {
  readonly value: unknown;
}

const UNDEFINED: TaggedValue = { value: undefined };

/** What a tag stands for, sections aside; `undefined` if it is none. */
export function readTag(tag: string): TaggedValue | undefined {
  if (tag === 'u') return UNDEFINED;
  const number = NUMBERS.get(tag);
  if (number !== undefined) return { value: number };
  if (tag.length > MAX_DIGITS + 1) return undefined;
  if (/^n(?:0|-?[1-9]\d*)$/.test(tag)) return { value: BigInt(tag.slice(1)) };
  if (/^d(?:NaN|-?\d{1,16})$/.test(tag)) return { value: new Date(Number(tag.slice(1))) };
  return undefined;
}

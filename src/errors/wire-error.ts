import type { JsonValue } from './json-safe.ts';

/** How many causes of causes the wire form keeps. */
export const MAX_DEPTH = 8;
/** How many members of an AggregateError the wire form keeps. */
export const MAX_ERRORS = 16;
/** How many characters of a message or stack the wire form keeps. */
export const MAX_TEXT = 16_384;

/**
 * An error as plain JSON, to cross threads and processes. `code`, `hint` and `data` are there for Hookline errors, `code`
 * also for errors of Node; `thrown` stands in for a thrown value that is no error, and describes it in words.
 */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly hookline?: true;
  readonly code?: string;
  readonly hint?: string;
  readonly data?: JsonValue;
  readonly thrown?: string;
  readonly cause?: WireError;
  readonly errors?: readonly WireError[];
}

/** The string under `key`, cut to {@link MAX_TEXT}; `undefined` for anything else. */
export function readText(owner: object, key: string): string | undefined {
  const value = readProperty(owner, key);
  if (typeof value !== 'string') return undefined;
  return value.length <= MAX_TEXT ? value : `${value.slice(0, MAX_TEXT)}…`;
}

/** The property under `key`; `undefined` where its getter throws. */
export function readProperty(owner: object, key: string): unknown {
  try {
    return (owner as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

export function hasOwnProperty(owner: object, key: string): boolean {
  try {
    return Object.hasOwn(owner, key);
  } catch {
    return false;
  }
}

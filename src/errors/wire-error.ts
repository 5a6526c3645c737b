import type { JsonValue } from './json-safe.ts';

/** How many errors a chain of causes keeps, the outermost included. */
export const MAX_DEPTH = 8;
/** How many members of an AggregateError the wire form keeps. */
export const MAX_ERRORS = 16;
/** How many errors the wire form keeps in all: members of members of members would be far too many. */
export const MAX_TOTAL = 128;
/** Stands in for an error beyond the limits. */
export const LEFT_OUT = '(further causes left out)';
/** The name under which a thrown value travels that is no error. */
export const NON_ERROR = 'NonError';

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

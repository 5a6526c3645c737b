import type { JsonValue } from '../errors/json-safe.ts';

/** How many errors a chain of causes keeps, the outermost included. */
export const MAX_CAUSES = 4;
/** How many members of an AggregateError are kept. */
export const MAX_MEMBERS = 16;
/** How many errors are kept in all: members of members of members would be far too many. */
export const MAX_ERRORS = 32;
/** How many characters the data of one error may have as JSON. */
export const MAX_DATA = 4096;
/** Stands in for an error beyond the limits. */
export const LEFT_OUT = '(further causes left out)';

/**
 * An error on the wire. `hookline` and `hint` are there for Hookline errors. `thrown` stands in for a thrown value that is
 * no error, and describes it in words.
 */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly hookline?: true;
  readonly hint?: string;
  readonly code?: string;
  readonly data?: JsonValue;
  readonly thrown?: string;
  readonly cause?: PackedError;
  readonly errors?: readonly PackedError[];
}

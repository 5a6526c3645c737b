import { isBranded } from './brand.ts';
import { describeValue } from './describe-value.ts';
import { isErrorLike } from './error-like.ts';
import { toJsonSafe } from './json-safe.ts';
import { hasOwnProperty, readList, readProperty, readText } from './read-property.ts';
import { LEFT_OUT, MAX_DEPTH, MAX_ERRORS, MAX_TOTAL, NON_ERROR, type WireError } from './wire-error.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the parts of one error tree share. */
interface Walk {
  /** How many more errors are kept. */
  left: number;
  /** The errors that lead to this one: an error among its own causes is a cycle. */
  readonly path: Set<object>;
}

/** The wire form of anything that can be thrown. Never throws, whatever the getters of `thrown` do. */
export function toWire(thrown: unknown): WireError {
  return pack(thrown, MAX_DEPTH, { left: MAX_TOTAL, path: new Set() });
}

function pack(thrown: unknown, depth: number, walk: Walk): WireError {
  if (!isErrorLike(thrown)) return packNonError(describeValue(thrown));
  if (depth <= 0 || walk.left <= 0 || walk.path.has(thrown)) return { name: 'Error', message: LEFT_OUT };
  const name = readText(thrown, 'name') ?? 'Error';
  const message = readText(thrown, 'message') ?? '';
  // It crossed a boundary before, and is still what it was.
  if (name === NON_ERROR) return packNonError(message);
  walk.left -= 1;
  walk.path.add(thrown);
  const wire: Mutable<WireError> = { name, message };
  const stack = readText(thrown, 'stack');
  if (stack !== undefined) wire.stack = stack;
  const code = readText(thrown, 'code');
  if (code !== undefined) wire.code = code;
  if (isBranded(thrown)) {
    wire.hookline = true;
    wire.hint = readText(thrown, 'hint') ?? '';
    wire.data = toJsonSafe(readProperty(thrown, 'data'));
  }
  if (hasOwnProperty(thrown, 'cause')) wire.cause = pack(readProperty(thrown, 'cause'), depth - 1, walk);
  const errors = readList(thrown, 'errors', MAX_ERRORS);
  if (errors !== undefined) wire.errors = errors.map((error) => pack(error, depth - 1, walk));
  walk.path.delete(thrown);
  return wire;
}

function packNonError(description: string): WireError {
  return { name: NON_ERROR, message: description, thrown: description };
}

import type { ErrorCode } from './catalogue.ts';
import { describeValue } from './describe-value.ts';
import { HooklineError, type ErrorData } from './hookline-error.ts';
import { toJsonSafe, type JsonValue } from './json-safe.ts';
import { hasOwnProperty, MAX_DEPTH, MAX_ERRORS, readProperty, readText } from './wire-error.ts';

/**
 * Rebuilds an error from its wire form: a {@link HooklineError} where it was one, otherwise an `Error` with the same name,
 * message, stack, code and cause. Input that is no wire form gives an `Error` that says so; this function never throws.
 */
export function fromWire(wire: unknown): Error {
  return unpack(wire, MAX_DEPTH);
}

function unpack(wire: unknown, depth: number): Error {
  if (typeof wire !== 'object' || wire === null) return new Error(`(not a wire error: ${describeValue(wire)})`);
  if (depth <= 0) return new Error('(further causes left out)');
  const error = rebuild(wire, depth);
  const name = readText(wire, 'name');
  if (name !== undefined && name !== error.name) define(error, 'name', name);
  const stack = readText(wire, 'stack');
  if (stack !== undefined) define(error, 'stack', stack);
  return error;
}

function rebuild(wire: object, depth: number): Error {
  const message = readText(wire, 'message') ?? '';
  const cause = hasOwnProperty(wire, 'cause') ? { cause: unpackCause(readProperty(wire, 'cause'), depth - 1) } : {};
  const code = readText(wire, 'code');
  if (readProperty(wire, 'hookline') === true && code !== undefined) {
    // A code of a newer Hookline is kept as it is: a code is permanent, and whoever knows it can still tell it.
    return new HooklineError(code as ErrorCode, message, {
      ...cause,
      hint: readText(wire, 'hint'),
      data: toData(toJsonSafe(readProperty(wire, 'data'))),
    });
  }
  const errors = readProperty(wire, 'errors');
  const error = Array.isArray(errors)
    ? new AggregateError(errors.slice(0, MAX_ERRORS).map((each) => unpackCause(each, depth - 1)), message, cause)
    : new Error(message, cause);
  if (code !== undefined) Object.assign(error, { code });
  return error;
}

function toData(data: JsonValue): ErrorData {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as ErrorData) : {};
}

/** A thrown value that was no error comes back as its description: a string, as it could be thrown. */
function unpackCause(wire: unknown, depth: number): unknown {
  const thrown = typeof wire === 'object' && wire !== null ? readText(wire, 'thrown') : undefined;
  return thrown ?? unpack(wire, depth);
}

function define(error: Error, key: 'name' | 'stack', value: string): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
}


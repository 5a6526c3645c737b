import type { ErrorCode } from './catalogue.ts';
import { describeValue } from './describe-value.ts';
import { HooklineError, type ErrorData } from './hookline-error.ts';
import { toJsonSafe, type JsonValue } from './json-safe.ts';
import { hasOwnProperty, readList, readProperty, readText } from './read-property.ts';
import { LEFT_OUT, MAX_DEPTH, MAX_ERRORS, MAX_TOTAL } from './wire-error.ts';

/** What the parts of one error tree share. */
interface Walk {
  /** How many more errors are rebuilt: the other side need not keep to the limits. */
  left: number;
}

/**
 * Rebuilds an error from its wire form: a {@link HooklineError} where it was one, otherwise an `Error` with the same name,
 * message, stack, code and cause. What was thrown without being an error comes back as an `Error` named `NonError` that
 * describes it. Input that is no wire form gives an `Error` that says so; this function never throws.
 */
export function fromWire(wire: unknown): Error {
  return unpack(wire, MAX_DEPTH, { left: MAX_TOTAL });
}

function unpack(wire: unknown, depth: number, walk: Walk): Error {
  if (typeof wire !== 'object' || wire === null) return new Error(`(not a wire error: ${describeValue(wire)})`);
  if (depth <= 0 || walk.left <= 0) return new Error(LEFT_OUT);
  walk.left -= 1;
  const error = rebuild(wire, depth, walk);
  const name = readText(wire, 'name');
  if (name !== undefined && name !== error.name) define(error, 'name', name);
  const stack = readText(wire, 'stack');
  if (stack !== undefined) define(error, 'stack', stack);
  return error;
}

function rebuild(wire: object, depth: number, walk: Walk): Error {
  const message = readText(wire, 'message') ?? '';
  const cause = hasOwnProperty(wire, 'cause') ? { cause: unpack(readProperty(wire, 'cause'), depth - 1, walk) } : {};
  const code = readText(wire, 'code');
  if (readProperty(wire, 'hookline') === true && code !== undefined) {
    // A code of a newer Hookline is kept as it is: a code is permanent, and whoever knows it can still tell it.
    return new HooklineError(code as ErrorCode, message, {
      ...cause,
      hint: readText(wire, 'hint'),
      data: toData(toJsonSafe(readProperty(wire, 'data'))),
    });
  }
  const errors = readList(wire, 'errors', MAX_ERRORS);
  const error =
    errors === undefined
      ? new Error(message, cause)
      : new AggregateError(
          errors.map((each) => unpack(each, depth - 1, walk)),
          message,
          cause,
        );
  if (code !== undefined) Object.assign(error, { code });
  return error;
}

function toData(data: JsonValue): ErrorData {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as ErrorData) : {};
}

function define(error: Error, key: 'name' | 'stack', value: string): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
}

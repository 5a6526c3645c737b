import type { ErrorCode } from '../errors/catalogue.ts';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError, type ErrorData } from '../errors/hookline-error.ts';
import { toJsonSafe, type JsonValue } from '../errors/json-safe.ts';
import { hasOwnProperty, readList, readProperty, readText } from '../errors/read-property.ts';
import { LEFT_OUT, MAX_CAUSES, MAX_ERRORS, MAX_MEMBERS } from './packed-error.ts';

interface Walk {
  left: number;
}

/**
 * An error of the other side: a {@link HooklineError} where it was one, otherwise an `Error` with its name, message, code, data,
 * cause and stack. No class is looked up by name. `frames` are those of this side; they follow the remote ones below a line.
 * Input that no honest side sends gives an error as well; this function never throws.
 */
export function unpackError(packed: unknown, frames?: string): Error {
  const error = withoutFrames(() => unpack(packed, MAX_CAUSES, { left: MAX_ERRORS }));
  if (frames !== undefined && frames !== '') define(error, 'stack', `${error.stack ?? ''}\n--- host ---\n${frames}`);
  return error;
}

/** The frames of this file would say nothing about the errors, and to collect them takes longer than all the rest. */
function withoutFrames<Result>(make: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function unpack(packed: unknown, depth: number, walk: Walk): Error {
  if (typeof packed !== 'object' || packed === null) return new Error(`(not an error: ${describeValue(packed)})`);
  if (depth <= 0 || walk.left <= 0) return new Error(LEFT_OUT);
  walk.left -= 1;
  const error = rebuild(packed, depth - 1, walk);
  const name = readText(packed, 'name');
  if (name !== undefined && name !== error.name) define(error, 'name', name);
  define(error, 'stack', readText(packed, 'stack') ?? `${error.name}: ${error.message}`);
  return error;
}

function rebuild(packed: object, depth: number, walk: Walk): Error {
  const message = readText(packed, 'message') ?? '';
  const cause = hasOwnProperty(packed, 'cause') ? { cause: unpack(readProperty(packed, 'cause'), depth, walk) } : {};
  const code = readText(packed, 'code');
  const given = readProperty(packed, 'data');
  const data = given === undefined ? undefined : toJsonSafe(given);
  if (readProperty(packed, 'hookline') === true && code !== undefined) {
    // A code of a newer Hookline is kept as it is: a code is permanent, and whoever knows it can still tell it.
    const hint = readText(packed, 'hint');
    return new HooklineError(code as ErrorCode, message, { ...cause, hint, data: toData(data) });
  }
  const errors = readList(packed, 'errors', MAX_MEMBERS)?.map((each) => unpack(each, depth, walk));
  const error = errors === undefined ? new Error(message, cause) : new AggregateError(errors, message, cause);
  if (code !== undefined) Object.assign(error, { code });
  if (data !== undefined) Object.assign(error, { data });
  return error;
}

function toData(data: JsonValue | undefined): ErrorData {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as ErrorData) : {};
}

function define(error: Error, key: 'name' | 'stack', value: string): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
}

import { isBranded } from './brand.ts';
import { describeThrown, describeValue } from './describe-value.ts';
import { toJsonSafe } from './json-safe.ts';
import { hasOwnProperty, MAX_DEPTH, MAX_ERRORS, readProperty, readText, type WireError } from './wire-error.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The wire form of anything that can be thrown. Never throws, whatever the getters of `thrown` do. */
export function toWire(thrown: unknown): WireError {
  return pack(thrown, MAX_DEPTH, new Set());
}

function pack(thrown: unknown, depth: number, seen: Set<unknown>): WireError {
  if (!isErrorLike(thrown)) return { name: 'NonError', message: describeThrown(thrown), thrown: describeValue(thrown) };
  if (depth <= 0 || seen.has(thrown)) return { name: 'Error', message: '(further causes left out)' };
  seen.add(thrown);
  const wire: Mutable<WireError> = { name: readText(thrown, 'name') ?? 'Error', message: readText(thrown, 'message') ?? '' };
  const stack = readText(thrown, 'stack');
  if (stack !== undefined) wire.stack = stack;
  const code = readText(thrown, 'code');
  if (code !== undefined) wire.code = code;
  if (isBranded(thrown)) {
    wire.hookline = true;
    wire.hint = readText(thrown, 'hint') ?? '';
    wire.data = toJsonSafe(readProperty(thrown, 'data'));
  }
  if (hasOwnProperty(thrown, 'cause')) wire.cause = pack(readProperty(thrown, 'cause'), depth - 1, seen);
  const errors = readProperty(thrown, 'errors');
  if (Array.isArray(errors)) wire.errors = errors.slice(0, MAX_ERRORS).map((error) => pack(error, depth - 1, seen));
  seen.delete(thrown);
  return wire;
}

function isErrorLike(thrown: unknown): thrown is object {
  if (typeof thrown !== 'object' || thrown === null) return false;
  return thrown instanceof Error || isBranded(thrown) || (readText(thrown, 'message') !== undefined && readText(thrown, 'stack') !== undefined);
}


import { isBranded } from '../errors/brand.ts';
import { describeValue } from '../errors/describe-value.ts';
import { isErrorLike } from '../errors/error-like.ts';
import { toJsonSafe, type JsonValue } from '../errors/json-safe.ts';
import { hasOwnProperty, readList, readProperty, readText } from '../errors/read-property.ts';
import { NON_ERROR } from '../errors/wire-error.ts';
import { LEFT_OUT, MAX_CAUSES, MAX_DATA, MAX_ERRORS, MAX_MEMBERS, type PackedError } from './packed-error.ts';
import { isForbiddenKey, TAG } from './value-tags.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the parts of one error tree share. */
interface Walk {
  left: number;
  /** The errors that lead to this one: an error among its own causes is a cycle. */
  readonly path: Set<object>;
}

/**
 * Anything that can be thrown, as plain JSON. Never throws, whatever the getters of `thrown` do. By hand, because cloning
 * loses codes, names and members. Unlike the wire form of `toWire` it keeps the data of errors that are not Hookline's, and is
 * bounded more tightly: it comes from a side that may mean harm, and goes along with calls.
 */
export function packError(thrown: unknown): PackedError {
  return pack(thrown, MAX_CAUSES, { left: MAX_ERRORS, path: new Set() });
}

function pack(thrown: unknown, depth: number, walk: Walk): PackedError {
  if (!isErrorLike(thrown)) return packNonError(describeValue(thrown));
  if (depth <= 0 || walk.left <= 0 || walk.path.has(thrown)) return { name: 'Error', message: LEFT_OUT };
  walk.left -= 1;
  walk.path.add(thrown);
  const packed = packOne(thrown);
  if (packed.thrown === undefined) packOthers(thrown, packed, { depth: depth - 1, walk });
  walk.path.delete(thrown);
  return packed;
}

function packOne(error: object): Mutable<PackedError> {
  const name = readText(error, 'name') ?? 'Error';
  const message = readText(error, 'message') ?? '';
  // It crossed a boundary before, and is still what it was.
  if (name === NON_ERROR) return packNonError(message);
  const packed: Mutable<PackedError> = { name, message };
  const stack = readText(error, 'stack');
  if (stack !== undefined) packed.stack = stack;
  const code = readText(error, 'code');
  if (code !== undefined) packed.code = code;
  const data = readProperty(error, 'data');
  if (data !== undefined) packed.data = packData(data);
  if (isBranded(error)) {
    packed.hookline = true;
    packed.hint = readText(error, 'hint') ?? '';
  }
  return packed;
}

function packOthers(error: object, packed: Mutable<PackedError>, { depth, walk }: { depth: number; walk: Walk }): void {
  if (hasOwnProperty(error, 'cause')) packed.cause = pack(readProperty(error, 'cause'), depth, walk);
  const errors = readList(error, 'errors', MAX_MEMBERS);
  if (errors !== undefined) packed.errors = errors.map((each) => pack(each, depth, walk));
}

/** Keys that the other side would refuse would end the connection: an error must not do that. */
function packData(data: unknown): JsonValue {
  const safe = withoutForbidden(toJsonSafe(data, { nodes: 1000 }));
  return JSON.stringify(safe).length <= MAX_DATA ? safe : `(left out: more than ${MAX_DATA} characters)`;
}

function withoutForbidden(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutForbidden);
  const entries = Object.entries(value).filter(([key]) => !isForbiddenKey(key) && key !== TAG);
  return Object.fromEntries(entries.map(([key, property]) => [key, withoutForbidden(property)]));
}

function packNonError(description: string): PackedError {
  return { name: NON_ERROR, message: description, thrown: description };
}

import { describeType, describeValue } from '../errors/describe-value.ts';
import { isPlainObject } from '../hooks/plain-object.ts';
import type { RpcLimits } from './limits.ts';
import { valueUnsendable } from './rpc-errors.ts';
import { MAX_SECTIONS, type EncodedValue } from './packet.ts';
import { isTransferred } from './transfer.ts';
import { isForbiddenKey, MAX_DIGITS, TAG, tagOfNumber } from './value-tags.ts';

interface Walk {
  /** How many more nodes the value may have. */
  left: number;
  readonly depth: number;
  /** The keys that lead to the value that is looked at, for messages. */
  readonly keys: (string | number)[];
  sections: Uint8Array[] | undefined;
  transfers: Set<ArrayBuffer> | undefined;
}

const NONE: readonly never[] = [];

/**
 * Writes a value as the wire carries it. What crosses is exactly what was there: what JSON would change on the way is tagged or
 * refused. `undefined` under a key is left out.
 *
 * @throws RPC_VALUE_UNSENDABLE, which says where; whatever a getter throws
 */
export function encodeValue(value: unknown, { depth, nodes }: Pick<RpcLimits, 'depth' | 'nodes'>): EncodedValue {
  const walk: Walk = { left: nodes, depth, keys: [], sections: undefined, transfers: undefined };
  const text = JSON.stringify(toSendable(value, 0, walk));
  const { sections, transfers } = walk;
  if (sections === undefined) return { text, sections: NONE, transfers: NONE, size: text.length };
  const bytes = sections.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { text, sections, transfers: transfers === undefined ? NONE : [...transfers], size: text.length + bytes };
}

/** The value itself where JSON can hold it, otherwise a copy with tags. */
function toSendable(value: unknown, level: number, walk: Walk): unknown {
  if (--walk.left < 0) throw unsendable('more than can be sent at once', level, walk);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged(tagOfNumber(value), level, walk);
    case 'undefined':
      return tagged('u', level, walk);
    case 'bigint':
      return tagged(tagOfBigint(value, level, walk), level, walk);
    case 'object':
      return value === null ? value : objectToSendable(value, level, walk);
    default:
      throw unsendable(describeType(value), level, walk);
  }
}

function objectToSendable(value: object, level: number, walk: Walk): unknown {
  if (level >= walk.depth) throw unsendable(`something deeper than ${walk.depth} levels, or circular`, level, walk);
  if (Array.isArray(value)) return arrayToSendable(value, level, walk);
  if (isPlainObject(value)) return recordToSendable(value, level, walk);
  if (value instanceof Uint8Array) {
    if ((walk.sections ??= []).push(value) > MAX_SECTIONS) throw unsendable('one Uint8Array too many', level, walk);
    if (isTransferred(value)) (walk.transfers ??= new Set()).add(value.buffer as ArrayBuffer);
    return tagged('b', level, walk);
  }
  if (value instanceof Date) return tagged(`d${value.getTime()}`, level, walk);
  throw unsendable(describeValue(value), level, walk);
}

function arrayToSendable(value: readonly unknown[], level: number, walk: Walk): readonly unknown[] {
  // A sparse array can be long beyond all measure.
  const { length } = value;
  if (length > walk.left) throw unsendable('more than can be sent at once', level, walk);
  let copy: unknown[] | undefined;
  for (let index = 0; index < length; index++) {
    const item = value[index];
    walk.keys[level] = index;
    const sendable = toSendable(item, level + 1, walk);
    if (sendable !== item) (copy ??= value.slice(0, index))[index] = sendable;
    else if (copy !== undefined) copy[index] = item;
  }
  return copy ?? value;
}

function recordToSendable(value: Readonly<Record<string, unknown>>, level: number, walk: Walk): object {
  let changes: Record<string, unknown> | undefined;
  let hasTagKey = false;
  for (const key of Object.keys(value)) {
    walk.keys[level] = key;
    if (isForbiddenKey(key)) throw unsendable(`the key "${key}"`, level + 1, walk);
    if (key === TAG) hasTagKey = true;
    const property = value[key];
    if (property === undefined) continue;
    const sendable = toSendable(property, level + 1, walk);
    if (sendable !== property) (changes ??= {})[key] = sendable;
  }
  const record = changes === undefined ? value : withChanges(value, changes);
  if (!hasTagKey) return record;
  walk.left -= 1;
  return { [TAG]: record };
}

/** In the order of the original: the sections are in that order as well. */
function withChanges(value: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.keys(value).map((key) => [key, Object.hasOwn(changes, key) ? changes[key] : value[key]]),
  );
}

function tagOfBigint(value: bigint, level: number, walk: Walk): string {
  const digits = String(value);
  if (digits.length > MAX_DIGITS) throw unsendable(`a bigint of more than ${MAX_DIGITS} digits`, level, walk);
  return `n${digits}`;
}

function tagged(tag: string, level: number, walk: Walk): object {
  if (level >= walk.depth) throw unsendable(`something deeper than ${walk.depth} levels`, level, walk);
  return { [TAG]: tag };
}

function unsendable(what: string, level: number, { keys }: Walk): Error {
  return valueUnsendable(pathOf(keys.slice(0, level)), what);
}

/** The beginning and the end of the path: a deep one is no use in full. */
function pathOf(keys: readonly (string | number)[]): string {
  return keys.length <= 12 ? keys.join('.') : `${keys.slice(0, 6).join('.')} … ${keys.slice(-6).join('.')}`;
}

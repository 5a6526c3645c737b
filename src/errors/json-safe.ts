import { describeValue } from './describe-value.ts';
import { readText } from './read-property.ts';

/** What `JSON.stringify` writes and `JSON.parse` reads back unchanged. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface JsonLimits {
  /** Levels of nesting that are kept; deeper ones are described in words. Default 8. */
  readonly depth?: number;
  /** Objects, arrays and primitives that are kept in all. Default 2,000. */
  readonly nodes?: number;
  /** Characters of a string that are kept. Default 10,000. */
  readonly text?: number;
}

/** What the parts of one value share. */
interface Walk {
  /** How many more nodes are kept. */
  left: number;
  readonly text: number;
  /** The objects that lead to this one: an object inside itself is a cycle. */
  readonly path: Set<object>;
}

/**
 * A JSON-safe copy of any value. Never throws and never runs longer than the limits allow: cycles, functions, symbols,
 * bigints, buffers, getters that throw and whatever lies beyond the limits become a short description in words.
 */
export function toJsonSafe(value: unknown, { depth = 8, nodes = 2000, text = 10_000 }: JsonLimits = {}): JsonValue {
  return copy(value, depth, { left: nodes, text, path: new Set() });
}

function copy(value: unknown, depth: number, walk: Walk): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.length <= walk.text ? value : `${value.slice(0, walk.text)}…`;
  // JSON knows no -0, and -0 + 0 is 0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value !== 'object') return describeValue(value);
  if (walk.path.has(value)) return '(circular)';
  walk.left -= 1;
  if (depth <= 0 || walk.left <= 0) return describeValue(value);
  walk.path.add(value);
  try {
    return copyObject(value, depth, walk);
  } catch (thrown) {
    return `(unreadable: ${describeValue(thrown)})`;
  } finally {
    walk.path.delete(value);
  }
}

function copyObject(value: object, depth: number, walk: Walk): JsonValue {
  if (Array.isArray(value)) return copyItems(Array.prototype.values.call(value), value.length, depth, walk);
  if (value instanceof Map) return copyItems(Map.prototype.entries.call(value), value.size, depth, walk);
  if (value instanceof Set) return copyItems(Set.prototype.values.call(value), value.size, depth, walk);
  if (value instanceof Error) {
    return { name: readText(value, 'name') ?? 'Error', message: readText(value, 'message') ?? '' };
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? describeValue(value) : value.toISOString();
  // Even the keys of a large buffer would be more than the limits allow.
  if (ArrayBuffer.isView(value)) return describeValue(value);
  return copyRecord(value, depth, walk);
}

function copyItems(items: Iterable<unknown>, count: number, depth: number, walk: Walk): JsonValue {
  const result: JsonValue[] = [];
  for (const item of items) {
    if (--walk.left <= 0) {
      result.push(`(${count - result.length} more)`);
      break;
    }
    result.push(copy(item, depth - 1, walk));
  }
  return result;
}

function copyRecord(value: object, depth: number, walk: Walk): JsonValue {
  const result: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const key of Object.keys(value)) {
    if (--walk.left <= 0) {
      result['…'] = 'more keys';
      break;
    }
    if (key !== '__proto__') result[key] = copyProperty(value, key, depth, walk);
  }
  return { ...result };
}

function copyProperty(owner: object, key: string, depth: number, walk: Walk): JsonValue {
  let property: unknown;
  try {
    property = (owner as Record<string, unknown>)[key];
  } catch (thrown) {
    return `(getter threw ${describeValue(thrown)})`;
  }
  return copy(property, depth - 1, walk);
}

import { describeValue } from './describe-value.ts';

/** What `JSON.stringify` writes and `JSON.parse` reads back unchanged. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface JsonLimits {
  /** Levels of nesting that are kept; deeper ones are described in words. Default 8. */
  readonly depth?: number;
  /** Objects, arrays and primitives that are kept in all. Default 2,000. */
  readonly nodes?: number;
}

/**
 * A JSON-safe copy of any value. Never throws and never runs longer than the limits allow: cycles, functions, symbols,
 * bigints, getters that throw and whatever lies beyond the limits become a short description in words.
 */
export function toJsonSafe(value: unknown, limits: JsonLimits = {}): JsonValue {
  const budget = { nodes: limits.nodes ?? 2000 };
  return copy(value, limits.depth ?? 8, budget, new Set());
}

function copy(value: unknown, depth: number, budget: { nodes: number }, ancestors: Set<object>): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.length <= 10_000 ? value : `${value.slice(0, 10_000)}…`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value instanceof Date) return describeValue(value);
  if (ancestors.has(value)) return '(circular)';
  budget.nodes -= 1;
  if (depth <= 0 || budget.nodes <= 0) return describeValue(value);
  ancestors.add(value);
  try {
    return Array.isArray(value)
      ? copyArray(value, depth, budget, ancestors)
      : copyObject(value, depth, budget, ancestors);
  } catch (thrown) {
    return `(unreadable: ${describeValue(thrown)})`;
  } finally {
    ancestors.delete(value);
  }
}

function copyArray(value: readonly unknown[], depth: number, budget: { nodes: number }, ancestors: Set<object>): JsonValue {
  const result: JsonValue[] = [];
  for (let index = 0; index < value.length; index++) {
    if (--budget.nodes <= 0) {
      result.push(`(${value.length - index} more)`);
      break;
    }
    result.push(copy(value[index], depth - 1, budget, ancestors));
  }
  return result;
}

function copyObject(value: object, depth: number, budget: { nodes: number }, ancestors: Set<object>): JsonValue {
  if (value instanceof Error) return { name: String(value.name), message: String(value.message) };
  if (value instanceof Map || value instanceof Set) return copyArray([...value], depth, budget, ancestors);
  const result: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const key of Object.keys(value)) {
    if (--budget.nodes <= 0) {
      result['…'] = 'more keys';
      break;
    }
    if (key !== '__proto__') result[key] = copyProperty(value, key, depth, budget, ancestors);
  }
  return { ...result };
}

function copyProperty(
  owner: object,
  key: string,
  depth: number,
  budget: { nodes: number },
  ancestors: Set<object>,
): JsonValue {
  let property: unknown;
  try {
    property = (owner as Record<string, unknown>)[key];
  } catch (thrown) {
    return `(getter threw ${describeValue(thrown)})`;
  }
  return copy(property, depth - 1, budget, ancestors);
}

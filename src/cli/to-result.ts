import { type JsonValue, toJsonSafe } from '../errors/json-safe.ts';

/** More than anybody reads, and still an end to it. */
const LIMITS = { depth: 64, nodes: 1_000_000, text: 100_000_000 };

/** A value that a plugin gave, for a document. */
export function toResult(value: unknown): JsonValue {
  return toJsonSafe(value, LIMITS);
}

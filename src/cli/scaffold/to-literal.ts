import { arrayOf, objectOf, toText, type Layout } from './layout.ts';

/** A value as code: what JSON has, and dates, big integers, sets and maps. */
export function toLiteral(value: unknown): Layout {
  if (typeof value === 'string') return toText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `new Date(${toText(value.toISOString())})`;
  if (value instanceof Set) return 'new Set()';
  if (value instanceof Map) return 'new Map()';
  if (Array.isArray(value)) return arrayOf(value.map(toLiteral));
  if (typeof value === 'object' && value !== null) {
    return objectOf(Object.entries(value).map(([key, each]) => [key, toLiteral(each)]));
  }
  return String(value);
}

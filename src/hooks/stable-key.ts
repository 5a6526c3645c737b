import { describeType } from '../errors/describe-value.ts';
import { isPlainObject } from './plain-object.ts';

/** Deeper than this is most likely a circle. */
const DEEPEST = 64;

/**
 * One text for equal plain data: primitives, dates, arrays, and objects in any order of their keys. Members that are `undefined`
 * are left out. Anything else gives the `problem`.
 */
export function stableKey(value: unknown): { readonly key: string } | { readonly problem: string } {
  try {
    return { key: print(value, '', 0) };
  } catch (thrown) {
    if (thrown instanceof NoKey) return { problem: thrown.message };
    return { problem: 'reading the arguments failed' };
  }
}

class NoKey extends Error {}

function print(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    default:
      return printObject(value, path, depth);
  }
}

function printObject(value: unknown, path: string, depth: number): string {
  if (value === null) return 'null';
  if (depth > DEEPEST) throw new NoKey(`"${path.split('.')[0]}" has more than ${DEEPEST} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => print(item, path, depth + 1)).join(',')}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (!isPlainObject(value)) throw new NoKey(`"${path}" is ${describeType(value)}`);
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${print(value[name], path === '' ? name : `${path}.${name}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}

import { isErrorLike } from './error-like.ts';
import { readText } from './read-property.ts';

/** How many characters of a value a description shows. */
const MAX_SHOWN = 60;

/** Names any value and its type in a few words for an error message; never throws. */
export function describeValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return `an unreadable ${typeof value}`;
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${quote(value)}`;
    case 'number':
    case 'boolean':
    case 'bigint':
      return `the ${typeof value} ${shorten(String(value))}`;
    case 'undefined':
      return 'undefined';
    case 'symbol':
      return `the symbol ${shorten(String(value))}`;
    case 'function':
      return nameOf(value) === '' ? 'a function' : `the function "${nameOf(value)}"`;
    case 'object':
      return describeObject(value);
  }
}

function describeObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isErrorLike(value)) {
    return `the ${shorten(readText(value, 'name') ?? 'Error')} ${quote(readText(value, 'message') ?? '')}`;
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'an invalid Date' : `the Date ${value.toISOString()}`;
  }
  const { constructor } = value as { constructor?: unknown };
  const name = typeof constructor === 'function' ? nameOf(constructor) : '';
  return name === '' || name === 'Object' ? 'an object' : `an object of class ${name}`;
}

/** A class may have put anything in place of its name. */
function nameOf({ name }: { readonly name: unknown }): string {
  return typeof name === 'string' ? shorten(name) : '';
}

function quote(text: string): string {
  return JSON.stringify(shorten(text));
}

function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** Names the type and the size of any value, never the value itself: it may be secret. */
export function describeType(value: unknown): string {
  if (typeof value === 'string') return `a string of length ${value.length}`;
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object' && typeof value !== 'function') return `a ${typeof value}`;
  if (typeof value === 'function') return 'a function';
  try {
    return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  } catch {
    return 'an object';
  }
}

/** The text of anything that can be thrown, for the end of a message; never throws. */
export function describeThrown(thrown: unknown): string {
  const message = isErrorLike(thrown) ? readText(thrown, 'message') : undefined;
  return message === undefined || message === '' ? describeValue(thrown) : message;
}

import { isBranded } from './brand.ts';
import { readText } from './read-property.ts';

/** What can be relied on of an error: nothing, but a message may be there. */
interface ErrorLike {
  readonly message: unknown;
}

/** Whether `value` is an error, also one of another realm or copy of the package; never throws. */
export function isErrorLike(value: unknown): value is ErrorLike {
  if (typeof value !== 'object' || value === null) return false;
  return (
    isInstance(value) ||
    isBranded(value) ||
    (readText(value, 'message') !== undefined && readText(value, 'stack') !== undefined)
  );
}

function isInstance(value: object): boolean {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

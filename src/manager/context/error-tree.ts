import { isErrorLike } from '../../errors/error-like.ts';
import { readList, readProperty } from '../../errors/read-property.ts';

/** How many errors of one tree are looked at. */
const MAX_ERRORS = 128;
/** How many own properties of an error are looked at. */
const MAX_PROPERTIES = 200;

export interface ErrorTree {
  readonly errors: readonly object[];
  /** Whether that is all of them. */
  readonly complete: boolean;
}

/** An error with its causes, the members of an AggregateError, and whatever errors its own properties hold. Never throws. */
export function errorTree(root: object): ErrorTree {
  const errors = new Set([root]);
  for (const error of errors) {
    for (const next of errorsIn(error)) {
      if (errors.size >= MAX_ERRORS) return { errors: [...errors], complete: false };
      errors.add(next);
    }
  }
  return { errors: [...errors], complete: true };
}

function errorsIn(error: object): readonly object[] {
  const members = readList(error, 'errors', MAX_ERRORS) ?? [];
  return [...members, readProperty(error, 'cause'), ...Object.values(ownProperties(error))].filter(isErrorLike);
}

/** The own properties, those that `console.log` does not show included; nothing where a trap throws. */
export function ownProperties(owner: object): Readonly<Record<string, unknown>> {
  const properties: Record<string, unknown> = {};
  try {
    for (const key of Object.getOwnPropertyNames(owner).slice(0, MAX_PROPERTIES)) {
      if (key !== '__proto__') properties[key] = readProperty(owner, key);
    }
  } catch {
    // Then nobody else can read it either.
  }
  return properties;
}

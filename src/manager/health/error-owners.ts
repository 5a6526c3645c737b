import { isErrorLike } from '../../errors/error-like.ts';
import { readList, readProperty } from '../../errors/read-property.ts';
import { ownersOfStack, type StackOwner } from './stack-owners.ts';

/** How many errors of a tree of causes are looked at. */
const MAX_ERRORS = 32;

/**
 * Whose code an error comes from: its own stack decides, then those of its cause and of the errors that it gathers, the
 * nearest first. Nobody's if no stack lies in a claimed folder. Takes anything that can be thrown, and never throws.
 */
export function ownersOfError(thrown: unknown): readonly StackOwner[] {
  const errors: unknown[] = [thrown];
  // A cycle ends at the bound.
  for (let index = 0; index < Math.min(errors.length, MAX_ERRORS); index++) {
    const error = errors[index];
    if (!isErrorLike(error)) continue;
    const owners = ownersOfStack(readProperty(error, 'stack'), readProperty(error, 'message'));
    if (owners.length > 0) return owners;
    errors.push(readProperty(error, 'cause'), ...(readList(error, 'errors', MAX_ERRORS) ?? []));
  }
  return [];
}

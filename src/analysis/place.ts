import type { Node } from './ast.ts';
import type { Place } from './scope.ts';

export type { Place } from './scope.ts';

/** The places around one, from the inside out. */
export function* placesAround(place: Place): Iterable<Place> {
  for (let each = place.parent; each !== undefined; each = each.parent) yield each;
}

/** Past what only changes the type of a value: `(x as T)!`, `await x`. */
export function placeOfValue(start: Place): Place {
  let place = start;
  while (place.parent !== undefined && place.key === 'expression' && isTransparent(place.parent.node)) {
    place = place.parent;
  }
  return place;
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
]);

export function isTransparent(node: Node): boolean {
  return TRANSPARENT.has(node.type);
}

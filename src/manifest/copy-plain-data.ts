import { describeValue } from '../errors/describe-value.ts';
import type { PlacedFlaw } from './flaw.ts';
import { MAX_MANIFEST_DEPTH } from './limits.ts';
import type { Path } from './manifest-path.ts';

export interface PlainCopy {
  readonly value: unknown;
  readonly flaws: readonly PlacedFlaw[];
}

/**
 * A copy of what JSON could hold as well, so that a manifest in code means what it would mean in a file, and nobody changes
 * it later. What is `undefined` is left out.
 */
export function copyPlainData(value: unknown): PlainCopy {
  const flaws: PlacedFlaw[] = [];
  return { value: copy(value, [], flaws), flaws };
}

function copy(value: unknown, path: Path, flaws: PlacedFlaw[]): unknown {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  // Deep enough for the check to find it too deep; a cycle ends here as well.
  if (path.length > MAX_MANIFEST_DEPTH + 1) return null;
  if (Array.isArray(value)) return Array.from(value, (each, index) => copy(each ?? null, [...path, index], flaws));
  if (isPlain(value)) return copyObject(value, path, flaws);
  const message = `A manifest can hold what JSON can hold, not ${describeValue(value)}.`;
  flaws.push({
    code: 'MANIFEST_INVALID',
    message,
    hint: 'Write strings, finite numbers, true, false, null, arrays and plain objects.',
    path,
  });
  return null;
}

function copyObject(value: object, path: Path, flaws: PlacedFlaw[]): unknown {
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const plain = copy((value as Record<string, unknown>)[key], [...path, key], flaws);
    if (plain === undefined) continue;
    // An assignment would change the prototype.
    Object.defineProperty(object, key, { value: plain, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

/** Objects of literals, of other realms too. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

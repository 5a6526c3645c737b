import type { PlacedFlaw } from './flaw.ts';
import { MAX_MANIFEST_DEPTH } from './limits.ts';
import type { Path } from './manifest-path.ts';

/** Keys through which a copy of an object could change other objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export interface Inspection {
  /** How many keys all objects have together, as far down as was looked. */
  readonly keys: number;
  readonly flaws: readonly PlacedFlaw[];
}

interface Walk {
  keys: number;
  readonly flaws: PlacedFlaw[];
  /** The keys that lead to where the walk is. */
  readonly path: (string | number)[];
}

/** Looks for what must not be anywhere in a manifest: forbidden keys, and more nesting than can be walked safely. */
export function inspectValue(value: unknown): Inspection {
  const walk: Walk = { keys: 0, flaws: [], path: [] };
  inspect(value, walk);
  return walk;
}

function inspect(value: unknown, walk: Walk): void {
  if (typeof value !== 'object' || value === null) return;
  if (walk.path.length > MAX_MANIFEST_DEPTH) {
    walk.flaws.push(tooDeep([...walk.path]));
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) inspectPart(index, item, walk);
  } else {
    for (const key of Object.keys(value)) {
      walk.keys += 1;
      if (FORBIDDEN_KEYS.has(key)) walk.flaws.push(forbiddenKey([...walk.path, key]));
      inspectPart(key, (value as Record<string, unknown>)[key], walk);
    }
  }
}

function inspectPart(step: string | number, part: unknown, walk: Walk): void {
  walk.path.push(step);
  inspect(part, walk);
  walk.path.pop();
}

function tooDeep(path: Path): PlacedFlaw {
  const message = `The manifest is nested deeper than ${MAX_MANIFEST_DEPTH} levels.`;
  return { code: 'MANIFEST_INVALID', message, hint: 'Make it flatter.', path };
}

function forbiddenKey(path: Path): PlacedFlaw {
  const message = `The key ${JSON.stringify(path.at(-1))} is forbidden.`;
  return { code: 'MANIFEST_KEY_FORBIDDEN', message, path, inKey: true };
}

/** A copy, so that the rest of a manifest can be checked in spite of such keys. */
export function withoutForbiddenKeys(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => (FORBIDDEN_KEYS.has(key) ? undefined : part));
}

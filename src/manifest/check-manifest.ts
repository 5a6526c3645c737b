import { findExactPins } from './exact-pins.ts';
import type { PlacedFlaw } from './flaw.ts';
import { inspectValue, withoutForbiddenKeys } from './inspect-value.ts';
import { ManifestSchema, type Manifest } from './manifest.ts';
import { toFlaws } from './schema-flaws.ts';
import { findSelfReferences } from './self-reference.ts';

export interface CheckedManifest {
  /** There unless a flaw is an error. */
  readonly manifest: Manifest | undefined;
  readonly flaws: readonly PlacedFlaw[];
}

/** Checks all of a manifest that can be checked without its host and its files. */
export function checkManifest(value: unknown): CheckedManifest {
  const { flaws } = inspectValue(value);
  if (flaws.length === 0) return checkSafe(value);
  // What is too deep cannot be walked further.
  if (flaws.some(({ code }) => code !== 'MANIFEST_KEY_FORBIDDEN')) return { manifest: undefined, flaws };
  return { manifest: undefined, flaws: [...flaws, ...checkSafe(withoutForbiddenKeys(value)).flaws] };
}

function checkSafe(value: unknown): CheckedManifest {
  const { data, error } = ManifestSchema.safeParse(value);
  const errors = [...(error === undefined ? [] : toFlaws(error.issues, value)), ...findSelfReferences(value)];
  return { manifest: errors.length === 0 ? data : undefined, flaws: [...errors, ...findExactPins(value)] };
}

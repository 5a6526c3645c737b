import { describeThrown } from '../errors/describe-value.ts';
import { checkManifest } from './check-manifest.ts';
import { toProblem } from './flaw.ts';
import { MAX_PROBLEMS } from './limits.ts';
import { valueAt } from './manifest-path.ts';
import type { ParsedManifest } from './parse-manifest.ts';
import { isPluginId } from './plugin-id.ts';
import type { Problem } from './problem.ts';
import { copyPlainData } from './copy-plain-data.ts';

export interface ToManifestOptions {
  /** Where the manifest comes from, for its problems. */
  readonly file?: string;
}

/** Checks a manifest that is an object in code, and takes a copy of it. Never throws. */
export function toManifest(value: unknown, options: ToManifestOptions = {}): ParsedManifest {
  try {
    return check(value, options);
  } catch (thrown) {
    const message = `The manifest cannot be read: ${describeThrown(thrown)}.`;
    const problem = toProblem({ code: 'MANIFEST_INVALID', message, path: [] }, value);
    return { id: undefined, manifest: undefined, problems: [{ ...problem, ...options }] };
  }
}

function check(value: unknown, options: ToManifestOptions): ParsedManifest {
  const copy = copyPlainData(value);
  const { manifest, flaws } = checkManifest(copy.value);
  const all = [...copy.flaws, ...flaws].slice(0, MAX_PROBLEMS);
  const problems = all.map((flaw): Problem => ({ ...toProblem(flaw, valueAt(copy.value, flaw.path)), ...options }));
  const id = valueAt(copy.value, ['id']);
  return { id: isPluginId(id) ? id : undefined, manifest: copy.flaws.length === 0 ? manifest : undefined, problems };
}

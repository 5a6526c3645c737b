import type { PlacedFlaw } from './flaw.ts';
import { valueAt } from './manifest-path.ts';
import { pinnedVersion } from './version-range.ts';

const PLUGINS = ['dependencies', 'plugins'];

/** Dependencies on exactly one version: warnings, for they are sometimes meant. */
export function findExactPins(manifest: unknown): readonly PlacedFlaw[] {
  const ranges = valueAt(manifest, PLUGINS);
  if (typeof ranges !== 'object' || ranges === null) return [];
  return Object.entries(ranges).flatMap(([id, range]: [string, unknown]) => {
    const version = typeof range === 'string' ? pinnedVersion(range) : undefined;
    if (version === undefined) return [];
    const message = `The dependency on "${id}" allows only the version ${version}, so the plugin cannot be combined with one that needs a later one.`;
    const hint = `Write "^${version}".`;
    return [{ code: 'MANIFEST_PIN_EXACT', severity: 'warning', message, hint, path: [...PLUGINS, id] }];
  });
}

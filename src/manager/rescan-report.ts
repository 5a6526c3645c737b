import type { PluginStatus } from './plugin-status.ts';

/** What a look into the sources has changed. */
export interface RescanReport {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Those with another version, or in another folder. */
  readonly changed: readonly string[];
}

export function toRescanReport(before: readonly PluginStatus[], after: readonly PluginStatus[]): RescanReport {
  const [old, now] = [factsById(before), factsById(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].filter(([id, facts]) => old.has(id) && old.get(id) !== facts).map(([id]) => id),
  };
}

function factsById(plugins: readonly PluginStatus[]): ReadonlyMap<string, string> {
  return new Map(plugins.map(({ id, version, folder }) => [id, JSON.stringify([version, folder])]));
}

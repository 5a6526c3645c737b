import type { PluginStatus } from './plugin-status.ts';

/** What a look into the sources has changed. */
export interface RescanReport {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /**
   * Those with another version, in another folder, or whose trust has changed: a plugin from a source that is not trusted is
   * no longer trusted when its content has changed.
   */
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
  const facts = new Map<string, string>();
  for (const { id, version, folder, trusted, state } of plugins) {
    // Of several copies, the one that takes part counts.
    const isBehind = state === 'shadowed' || state === 'invalid';
    if (!isBehind || !facts.has(id)) facts.set(id, JSON.stringify([version, folder, trusted]));
  }
  return facts;
}

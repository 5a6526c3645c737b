import { createManifestCache, type ManifestCache } from '../../src/discovery/manifest-cache.ts';
import type { Finding, FoundPlugin, Source } from '../../src/discovery/source.ts';

export interface Host {
  readonly cache?: ManifestCache;
  readonly hookNames?: readonly string[];
}

/** Looks into a source as a host does that has the hook "render" and the prefix "house". */
export function findPlugins(source: Source, { cache, hookNames = ['render'] }: Host = {}): Promise<Finding> {
  return source.find({
    hookNames: new Set(hookNames),
    reservedPrefixes: new Set(['hookline', 'house']),
    cache: cache ?? createManifestCache(),
  });
}

/** What each plugin is called, with the codes of its problems behind it. */
export function summarise(plugins: readonly FoundPlugin[]): readonly string[] {
  return plugins.map(({ id, problems }) => [id, ...problems.map(({ code }) => code)].join(' '));
}

import type { FoundPlugin, Source } from '../../discovery/source.ts';

/** Plugins that were found before, with the word of whoever named them that they may run. */
export function fixedSource(plugins: readonly FoundPlugin[]): Source {
  const trusted = plugins.map((plugin) => ({ ...plugin, trusted: true }));
  return { name: 'checked', trusted: true, find: async () => ({ plugins: trusted, problems: [] }) };
}

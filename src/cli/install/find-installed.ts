import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from '../../discovery/directory.ts';
import { createManifestCache } from '../../discovery/manifest-cache.ts';
import type { FindOptions, FoundPlugin } from '../../discovery/source.ts';

/** A plugin as it lies in a folder of plugins. */
export interface InstalledPlugin {
  /** Of its folder, or of the link to it. */
  readonly name: string;
  readonly isLink: boolean;
  readonly found: FoundPlugin;
}

/** The plugins of a folder of plugins that have this id, those that cannot run too. */
export async function findInstalled(
  plugins: string,
  id: string,
  find?: FindOptions,
): Promise<readonly InstalledPlugin[]> {
  const alone = { hookNames: new Set<string>(), reservedPrefixes: new Set<string>(), cache: createManifestCache() };
  const finding = await directory(plugins).find(find ?? alone);
  const matching = finding.plugins.filter((plugin) => plugin.id === id);
  if (matching.length === 0) return [];
  const names = await readdir(plugins);
  const installed = await Promise.all(
    names.map(async (name) => {
      const real = await realpath(join(plugins, name)).catch(() => undefined);
      const found = matching.find(({ folder }) => folder === real);
      const isLink = found !== undefined && (await lstat(join(plugins, name))).isSymbolicLink();
      return found === undefined || name.startsWith('.') ? [] : [{ name, isLink, found }];
    }),
  );
  return installed.flat();
}

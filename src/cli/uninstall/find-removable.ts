import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readPackageFile } from '../../analysis/package-file.ts';
import type { Source } from '../../discovery/source.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import { findInstalled, type InstalledPlugin } from '../install/find-installed.ts';

/** A plugin that lies in a folder of plugins, and so can be removed. */
export interface Removable extends InstalledPlugin {
  /** Of plugins. */
  readonly root: string;
}

/** Where a plugin lies; others have put it where it is. @throws UNINSTALL_REFUSED */
export async function findRemovable(plugin: PluginStatus, sources: readonly Source[]): Promise<Removable> {
  for (const { folder: root } of sources) {
    if (root === undefined) continue;
    const installed = await findInstalled(root, plugin.id);
    // A link and what it leads to may lie side by side: the folder itself is the plugin.
    const [first] = installed
      .filter(({ found }) => found.folder === plugin.folder)
      .toSorted((left, right) => Number(left.isLink) - Number(right.isLink));
    if (first !== undefined) return { ...first, root };
  }
  throw await notRemovable(plugin);
}

async function notRemovable(plugin: PluginStatus): Promise<HooklineError> {
  const { folder, source } = plugin;
  const packageName =
    source.startsWith('nodeModules(') && folder !== undefined ? (await readPackageFile(folder))?.name : undefined;
  const where =
    folder === undefined ? 'it is in the code of the host' : `it lies in ${folder}, which is no folder of plugins`;
  if (packageName === undefined) {
    return uninstallRefused(plugin, where, 'Take it out of the set-up of the host, which names it.');
  }
  const reason = 'npm has installed it';
  return uninstallRefused(plugin, reason, `Write "npm uninstall ${packageName}" in ${await hostOf(folder!)}.`);
}

/** The folder around `node_modules`. */
async function hostOf(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => folder);
  const at = real.lastIndexOf('node_modules');
  return at > 0 ? dirname(real.slice(0, at + 1)) : 'the folder of the host';
}

export function uninstallRefused({ id }: Pick<PluginStatus, 'id'>, reason: string, hint: string): HooklineError {
  return new HooklineError('UNINSTALL_REFUSED', `The plugin "${id}" was not uninstalled: ${reason}.`, {
    hint,
    data: { plugin: id, reason },
  });
}

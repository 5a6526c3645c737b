import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '../../discovery/is-inside.ts';
import type { HostView } from '../validate/host-view.ts';
import { findInstalled, type InstalledPlugin } from './find-installed.ts';
import { exists } from './folder-change.ts';
import { installRefused } from './install-refused.ts';

/** Where a plugin goes in a folder of plugins. */
export interface Place {
  readonly name: string;
  /** What is there now, and would be replaced. */
  readonly before: InstalledPlugin | undefined;
}

/** The folder of the version that is there, or else one with the id as its name. @throws INSTALL_REFUSED */
export async function choosePlace(id: string, plugins: string, view: HostView | undefined): Promise<Place> {
  const installed = await findInstalled(plugins, id, view?.find);
  const [before] = installed;
  if (installed.length > 1) {
    const names = installed.map(({ name }) => `"${name}"`).join(' and ');
    throw refused(id, `the folders ${names} in ${plugins} both have this id`, 'Remove one of them.');
  }
  if (before?.isLink) {
    throw refused(id, `${join(plugins, before.name)} is a link, to ${before.found.folder}`, 'Remove the link first.');
  }
  await assertNowhereElse(id, plugins, view);
  const name = before?.name ?? id;
  if (before === undefined && (await exists(join(plugins, name)))) {
    throw refused(id, `${join(plugins, name)} is there already, and is not this plugin`, 'Move it away.');
  }
  return { name, before };
}

/** Two plugins of one id: the host would leave one of them out. */
async function assertNowhereElse(id: string, plugins: string, view: HostView | undefined): Promise<void> {
  const root = await realpath(plugins).catch(() => plugins);
  const other = view?.plugins.find(
    (plugin) => plugin.id === id && (plugin.folder === undefined || !isInside(root, plugin.folder)),
  );
  // What a link in the folder leads to was looked at before.
  if (other === undefined) return;
  const where = other.folder === undefined ? other.source : `${other.folder}, from ${other.source}`;
  const hint = `Remove the one that is there, such as with "hookline uninstall ${id}".`;
  throw refused(id, `the host has a plugin of this id already: ${where}; it would be a second one in ${plugins}`, hint);
}

function refused(id: string, problem: string, hint: string): Error {
  return installRefused({ what: id, problems: [problem], hint: `Nothing was changed. ${hint}` });
}

import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { mapBounded } from '../../discovery/map-bounded.ts';
import type { CommandContext } from '../command.ts';
import { viewHost, type HostView } from './host-view.ts';
import { readPluginAt } from './validate-plugin.ts';

/** The plugins that a command is about, and the host that they are held against. */
export interface Targets {
  readonly plugins: readonly FoundPlugin[];
  /** Absent without a set-up. */
  readonly view: HostView | undefined;
  /** Whether somebody named them one by one, and not just all of the host. */
  readonly isNamed: boolean;
}

type Parts = Pick<CommandContext, 'cwd' | 'openSetup'>;

/**
 * The plugins that are meant: the one at a path, those in the folders below it, or the one with this id; without anything the
 * one in the working folder, else all of the host.
 *
 * @throws PLUGIN_UNKNOWN, and what `openSetup` throws if only the host could tell
 */
export async function findTargets(named: string | undefined, { cwd, openSetup }: Parts): Promise<Targets> {
  const view = await viewIfThere(openSetup);
  if (named === undefined) {
    if (await isPlugin(cwd)) return { plugins: [await readPluginAt(cwd, view)], view, isNamed: true };
    // Without a set-up there is nothing to look at, and it says why.
    if (view === undefined) await openSetup();
    return { plugins: view?.plugins ?? [], view, isNamed: false };
  }
  const path = resolve(cwd, named);
  if (!existsSync(path)) return { plugins: [ofId(named, view)], view, isNamed: true };
  const plugins = await mapBounded(await foldersAt(path), (folder) => readPluginAt(folder, view));
  return { plugins, view, isNamed: true };
}

/** Plugins can be looked at without a host. Whatever else is wrong with a set-up is told. */
export async function viewIfThere(openSetup: Parts['openSetup']): Promise<HostView | undefined> {
  try {
    return await viewHost(await openSetup());
  } catch (thrown) {
    if (isHooklineError(thrown) && thrown.code === 'HOST_CONFIG_MISSING' && thrown.data['file'] === undefined) {
      return undefined;
    }
    throw thrown;
  }
}

const MANIFESTS = ['plugin.json', 'PLUGIN.md', 'SKILL.md'];

/** The folders of plugins in a folder that is none itself; else the path. */
async function foldersAt(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory() || (await isPlugin(path))) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isFile() && !/^(?:\.|node_modules$)/.test(entry.name));
  const folders = names.map(({ name }) => join(path, name)).toSorted();
  const found = await mapBounded(folders, async (folder) => ((await isPlugin(folder)) ? [folder] : []));
  return found.flat().length === 0 ? [path] : found.flat();
}

async function isPlugin(folder: string): Promise<boolean> {
  if (MANIFESTS.some((name) => existsSync(join(folder, name)))) return true;
  if (!existsSync(join(folder, 'package.json'))) return false;
  const { manifestFile } = await readPluginAt(folder);
  return manifestFile !== undefined;
}

function ofId(id: string, view: HostView | undefined): FoundPlugin {
  const plugins = view?.plugins ?? [];
  const found = plugins.find((plugin) => plugin.id === id);
  if (found !== undefined) return found;
  const nearest = nearestInParentheses(
    id,
    plugins.map((plugin) => plugin.id),
  );
  throw new HooklineError('PLUGIN_UNKNOWN', `There is no folder and no plugin "${id}"${nearest}.`, {
    hint: 'Name the folder of a plugin, or the id of a plugin of the host.',
    data: { plugin: id },
  });
}

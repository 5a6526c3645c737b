import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareNames } from './compare-names.ts';
import { mapBounded } from './map-bounded.ts';
import { isIgnored, readPluginFolder } from './read-plugin-folder.ts';
import type { Finding, FindOptions, Source } from './source.ts';
import { type Origin, parseSourceOptions, type SourceOptions } from './source-options.ts';
import { sourceUnreadable } from './source-unreadable.ts';
import { showPath, toAbsolutePath } from './to-absolute-path.ts';

/**
 * A folder of plugin folders, sorted by name. Hidden folders, `node_modules`, files and empty folders are skipped; a folder
 * without a manifest is an invalid plugin. A folder that does not exist has no plugins, and a warning says so.
 *
 * @param path a path, relative to the working directory of now, or a `file:` URL
 * @throws SOURCE_INVALID
 */
export function directory(path: string | URL, sourceOptions?: SourceOptions): Source {
  const { trusted, firstParty } = parseSourceOptions(sourceOptions, 'directory');
  const root = toAbsolutePath(path, 'directory');
  const origin: Origin = { name: `directory(${showPath(path)})`, trusted, firstParty };
  const find: Source['find'] = (options) => findInFolder(root, origin, options);
  return { name: origin.name, trusted, folder: root, watched: [root], find };
}

async function findInFolder(root: string, origin: Origin, options: FindOptions): Promise<Finding> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    const names = entries.filter((entry) => !isIgnored(entry.name)).toSorted((a, b) => compareNames(a.name, b.name));
    const plugins = await mapBounded(names, async (entry) =>
      (await isFolder(root, entry)) ? readPluginFolder(join(root, entry.name), origin, options) : undefined,
    );
    return { plugins: plugins.filter((plugin) => plugin !== undefined), problems: [] };
  } catch (thrown) {
    return { plugins: [], problems: [sourceUnreadable(origin.name, root, thrown)] };
  }
}

/** A link that leads nowhere counts: it was meant to be a plugin. */
async function isFolder(root: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return (await stat(join(root, entry.name))).isDirectory();
  } catch {
    return true;
  }
}

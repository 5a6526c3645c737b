import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { SiteError } from './site-error.ts';
import { toMessage } from './error-message.ts';

/** Where a build reads and writes: absolute, with symbolic links followed. */
export interface Folders {
  readonly source: string;
  readonly out: string;
  readonly cache: string;
  /** Absent if the user has no plugins of their own. */
  readonly plugins: PluginFolder | undefined;
}

/** A folder of plugin folders. */
export interface PluginFolder {
  readonly path: string;
  /** Whether the user named it, so that it need not be the one that lies beside the configuration. */
  readonly isNamed: boolean;
}

/** The name of the folder of plugins beside the configuration. */
const PLUGIN_FOLDER = 'site.plugins';

export interface FolderOptions {
  readonly source: string;
  readonly out: string;
  /** Default: a folder under `.cache/site`, one for each source folder. */
  readonly cache?: string | undefined;
  /** Default: `site.plugins` beside the configuration, if it is there. */
  readonly plugins?: string | undefined;
  /** The configuration, if it does not lie in the source folder. */
  readonly configFile?: string | undefined;
}

/** Finds the folders, and refuses those that would make the site overwrite its own source. */
export async function resolveFolders(options: FolderOptions): Promise<Folders> {
  const source = await resolveFolder(options.source, 'source');
  const out = await resolveExisting(resolve(options.out));
  if (isInside(source, out)) {
    throw new SiteError(
      `The output folder "${options.out}" holds the source folder "${options.source}". Choose another one with --out.`,
    );
  }
  const cache = await resolveExisting(resolve(options.cache ?? join('.cache', 'site', toFolderName(source))));
  const beside = options.configFile === undefined ? source : dirname(resolve(options.configFile));
  const plugins = await resolvePluginFolder({ plugins: options.plugins, beside });
  return { source, out, cache, plugins };
}

/** Whether `path` is `folder` or lies in it. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function resolveFolder(folder: string, role: 'source' | 'plugin'): Promise<string> {
  try {
    const path = await realpath(folder);
    if ((await stat(path)).isDirectory()) return path;
  } catch (error) {
    throw new SiteError(`The ${role} folder "${folder}" cannot be read: ${toMessage(error)}.`, {
      cause: error,
    });
  }
  throw new SiteError(`The ${role} "${folder}" is a file. Give the folder that holds it.`);
}

interface PluginFolderOptions {
  /** The folder that the user named. */
  readonly plugins: string | undefined;
  /** The folder of the configuration. */
  readonly beside: string;
}

/** The folder with the user's own plugins, if there is one. */
export async function resolvePluginFolder({ plugins, beside }: PluginFolderOptions): Promise<PluginFolder | undefined> {
  if (plugins !== undefined) return { path: await resolveFolder(plugins, 'plugin'), isNamed: true };
  const path = join(beside, PLUGIN_FOLDER);
  const isThere = await stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  return isThere ? { path: await realpath(path), isNamed: false } : undefined;
}

/** Follows the links of the part of a path that exists. */
async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await resolveExisting(parent), basename(path));
  }
}

function toFolderName(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}

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
}

export interface FolderOptions {
  readonly source: string;
  readonly out: string;
  /** Default: a folder under `.cache/site`, one for each source folder. */
  readonly cache?: string | undefined;
}

/** Finds the folders, and refuses those that would make the site overwrite its own source. */
export async function resolveFolders(options: FolderOptions): Promise<Folders> {
  const source = await resolveSource(options.source);
  const out = await resolveExisting(resolve(options.out));
  if (isInside(source, out)) {
    throw new SiteError(
      `The output folder "${options.out}" holds the source folder "${options.source}". Choose another one with --out.`,
    );
  }
  const cache = await resolveExisting(resolve(options.cache ?? join('.cache', 'site', toFolderName(source))));
  return { source, out, cache };
}

/** Whether `path` is `folder` or lies in it. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function resolveSource(source: string): Promise<string> {
  try {
    const path = await realpath(source);
    if ((await stat(path)).isDirectory()) return path;
  } catch (error) {
    throw new SiteError(`The source folder "${source}" cannot be read: ${toMessage(error)}.`, {
      cause: error,
    });
  }
  throw new SiteError(`The source "${source}" is a file. Give the folder that holds it.`);
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

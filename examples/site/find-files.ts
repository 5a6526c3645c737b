import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeAsset } from './asset-policy.ts';
import type { BuildLog } from './build-log.ts';
import { CONFIG_FILES } from './config-file.ts';
import { systemCode, toMessage } from './error-message.ts';
import { type Folders, isInside } from './folders.ts';
import { OWNED_FILES_NAME } from './owned-files.ts';
import { toPageFormat } from './page-name.ts';
import { createPathFilter, type PathFilter } from './path-filter.ts';

/** What the source folder holds: paths relative to it, with `/` between names, in a stable order. */
export interface FoundFiles {
  readonly pages: readonly string[];
  readonly assets: readonly string[];
}

export interface FindFilesOptions {
  readonly folders: Folders;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly log: BuildLog;
}

/**
 * Lists the source folder. Hidden files, `node_modules`, the output, the cache, plugins and earlier outputs are left out. Links to
 * folders are not followed, so there are no circles; links to files are, if they stay in the folder.
 */
export async function findFiles({ folders, include, exclude, log }: FindFilesOptions): Promise<FoundFiles> {
  const search: Search = {
    folders,
    log,
    filter: createPathFilter(include, exclude),
    pages: [],
    assets: [],
  };
  const waiting = [''];
  for (let prefix = waiting.pop(); prefix !== undefined; prefix = waiting.pop()) {
    waiting.push(...(await searchFolder(prefix, search)));
  }
  return { pages: search.pages.toSorted(byCodeUnits), assets: search.assets.toSorted(byCodeUnits) };
}

interface Search {
  readonly folders: Folders;
  readonly log: BuildLog;
  readonly filter: PathFilter;
  readonly pages: string[];
  readonly assets: string[];
}

/** Searches one folder, given as a prefix, and returns the prefixes of those in it. */
async function searchFolder(prefix: string, search: Search): Promise<string[]> {
  const entries = await list(prefix, search);
  if (prefix !== '' && entries.some(({ name }) => name === OWNED_FILES_NAME)) return [];

  const subfolders: string[] = [];
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || CONFIG_FILES.includes(path)) continue;
    if (entry.isDirectory()) {
      if (search.filter.mayHold(path) && !isOwnFolder(path, search.folders)) subfolders.push(`${path}/`);
    } else if (search.filter.takes(path) && (await isReadable(entry, path, search))) {
      await addFile(path, search);
    }
  }
  return subfolders;
}

async function list(prefix: string, { folders, log }: Search): Promise<Dirent[]> {
  try {
    return await readdir(join(folders.source, prefix), { withFileTypes: true });
  } catch (error) {
    log.fail(prefix === '' ? '.' : prefix, `The folder cannot be read: ${toMessage(error)}.`);
    return [];
  }
}

function isOwnFolder(path: string, { source, out, cache, plugins }: Folders): boolean {
  const absolute = join(source, path);
  return absolute === out || absolute === cache || absolute === plugins?.path;
}

/** Whether an entry is a file, or a link to one in the source folder. */
async function isReadable(entry: Dirent, path: string, { folders, log }: Search): Promise<boolean> {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) {
    if (toPageFormat(path) !== undefined) log.warn(path, 'Left out: it is not a regular file.');
    return false;
  }
  try {
    const target = await realpath(join(folders.source, path));
    const isFile = (await stat(target)).isFile();
    if (!isInside(target, folders.source)) {
      log.warn(path, 'Left out: the link leads out of the source folder.');
    } else if (!isFile) log.warn(path, 'Left out: links to folders are not followed.');
    return isFile && isInside(target, folders.source);
  } catch (error) {
    const message = systemCode(error) === 'ENOENT' ? 'what the link leads to does not exist' : toMessage(error);
    // Somebody meant this to be a page, so the site is not complete without it.
    if (toPageFormat(path) === undefined) log.warn(path, `Left out: ${message}.`);
    else log.fail(path, `The page cannot be read: ${message}.`);
    return false;
  }
}

async function addFile(path: string, { folders, pages, assets, log }: Search): Promise<void> {
  if (toPageFormat(path) !== undefined) {
    pages.push(path);
    return;
  }
  try {
    const verdict = await judgeAsset(path, join(folders.source, path));
    if (verdict === 'copy') assets.push(path);
    if (verdict === 'active') log.warn(path, 'Left out: the image holds active content.');
  } catch (error) {
    log.fail(path, `The file cannot be read: ${toMessage(error)}.`);
  }
}

/** The same order on every machine, whatever its language. */
function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

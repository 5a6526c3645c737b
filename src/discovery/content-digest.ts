import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { HooklineError } from '../errors/hookline-error.ts';
import { mapBounded } from './map-bounded.ts';
import { describeSystemError } from './system-error.ts';

/** How much of a file is in memory at a time. */
const PIECE_BYTES = 65_536;

/** A link may lead to anything. */
const MOST_FILES = 200_000;

/** Something in the tree of a folder. */
interface Item {
  /** Relative to the folder, with `/` between its parts on every system. */
  readonly path: string;
  readonly entry: Dirent;
}

/**
 * The SHA-256 of all that lies in the folder of a plugin: each path, kind and content, installed packages and what is hidden
 * included, since all of it can be imported. A link counts with the path that it shows, and with the content of the file or
 * folder that it leads to, which may lie elsewhere; a folder is counted once, whatever leads to it.
 *
 * @throws MANIFEST_UNREADABLE if any of it cannot be read
 */
export async function contentDigest(folder: string): Promise<string> {
  try {
    const items = await listTree(folder);
    const lines = await mapBounded(items, async ({ path, entry }) =>
      JSON.stringify([path, ...(await describeContent(join(folder, path), entry))]),
    );
    return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
  } catch (cause) {
    const reason = describeSystemError(cause);
    throw new HooklineError('MANIFEST_UNREADABLE', `The content of the folder "${folder}" cannot be read: ${reason}.`, {
      hint: 'Mend the permissions of the folder and of all files in it.',
      data: { folder, reason },
      cause,
    });
  }
}

/** Level by level, so that the number of folders under way stays bounded however they are nested. */
async function listTree(folder: string): Promise<readonly Item[]> {
  const all: Item[] = [];
  const seen = new Set([await realpath(folder)]);
  for (let level = await listFolder(folder, ''); level.length > 0;) {
    all.push(...level);
    if (all.length > MOST_FILES) throw new Error(`there are more than ${MOST_FILES} files`);
    const folders = [...level.filter(({ entry }) => entry.isDirectory()), ...(await followLinks(folder, level, seen))];
    level = (await mapBounded(folders, ({ path }) => listFolder(folder, path))).flat();
  }
  return all;
}

/** The links that lead to a folder outside of those that are counted already. Adds those to `seen`. */
async function followLinks(root: string, level: readonly Item[], seen: Set<string>): Promise<readonly Item[]> {
  const links = level.filter(({ entry }) => entry.isSymbolicLink()).toSorted(byPath);
  const targets = await mapBounded(links, async (link) => ({ link, target: await folderOf(join(root, link.path)) }));
  // One after another and in order: the same tree gives the same digest.
  const isKnown = (target: string): boolean => {
    return [...seen].some((known) => isWithin(target, known) || isWithin(known, target));
  };
  return targets.flatMap(({ link, target }) => {
    if (target === undefined || isKnown(target)) return [];
    seen.add(target);
    return [link];
  });
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);
const byPath = (left: Item, right: Item): number => (left.path < right.path ? -1 : 1);

/** Where a link leads to, if that is a folder. */
async function folderOf(link: string): Promise<string | undefined> {
  try {
    const target = await realpath(link);
    return (await stat(target)).isDirectory() ? target : undefined;
  } catch {
    return undefined;
  }
}

async function listFolder(root: string, path: string): Promise<readonly Item[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  return entries.map((entry) => ({ path: path === '' ? entry.name : `${path}/${entry.name}`, entry }));
}

async function describeContent(file: string, entry: Dirent): Promise<readonly string[]> {
  if (entry.isFile()) return ['file', await digestFile(file)];
  if (entry.isDirectory()) return ['folder'];
  if (!entry.isSymbolicLink()) return ['special'];
  const target = await readlink(file);
  return (await leadsToFile(file)) ? ['link', target, await digestFile(file)] : ['link', target];
}

async function leadsToFile(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isFile();
  } catch {
    return false;
  }
}

/** In pieces: a file may be larger than the memory. Streams would do the same, at twice the price for small files. */
async function digestFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    for (let read = await handle.read(buffer); read.bytesRead > 0; read = await handle.read(buffer)) {
      hash.update(buffer.subarray(0, read.bytesRead));
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

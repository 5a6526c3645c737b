import { readdir, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A link in the folder of a plugin that leads out of it. */
export interface LinkOut {
  /** The link, relative to the folder. */
  readonly path: string;
  /** Where it leads, absolute. */
  readonly target: string;
}

/** Enough for a message; a folder with one such link is refused anyway. */
const MAX_FOUND = 20;

/**
 * Links below a folder whose target is outside of it, the first 20 in the order of their paths. The permission model follows
 * links, so a plugin with one reads whatever the link names. A link to what does not exist counts by what it names, because
 * that may be made later. The folder itself may be a link.
 */
export async function findLinksOut(folder: string): Promise<readonly LinkOut[]> {
  const root = await realpath(folder);
  const found: LinkOut[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined && found.length < MAX_FOUND; next = waiting.pop()) {
    const entries = await readdir(next, { withFileTypes: true });
    const inOrder = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const links = inOrder.filter((entry) => entry.isSymbolicLink());
    for (const { name } of links) {
      const target = await targetOf(join(next, name));
      if (!isInside(root, target)) found.push({ path: relative(root, join(next, name)), target });
    }
    const folders = inOrder.filter((entry) => entry.isDirectory());
    waiting.push(...folders.toReversed().map(({ name }) => join(next, name)));
  }
  return found.slice(0, MAX_FOUND);
}

async function targetOf(link: string): Promise<string> {
  try {
    return await realpath(link);
  } catch {
    // Dangling, in a circle or not readable: then by name.
    return resolve(dirname(link), await readlink(link));
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

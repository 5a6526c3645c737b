import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The texts of all files under a folder by their paths, with `/`; installed packages and what was built left out. */
export async function readFolder(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(?:^|\/)(?:node_modules|dist)\//.test(path) && !path.startsWith('node_modules'));
  const texts = files.toSorted().map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

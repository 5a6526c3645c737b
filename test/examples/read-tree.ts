import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of all files in a folder, sorted, with `/` between names; links are listed and not followed. */
export async function listTree(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

export function readText(folder: string, path: string): Promise<string> {
  return readFile(join(folder, path), 'utf8');
}

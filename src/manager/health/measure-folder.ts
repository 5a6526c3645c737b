import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** More files than anybody keeps in a data folder: to count them would take too long. */
const MOST_FILES = 100_000;

/** How many bytes the files of a folder have, as far as it matters: not more than about `enough`. Links are not followed. */
export async function measureFolder(folder: string, enough: number): Promise<number> {
  const folders = [folder];
  let bytes = 0;
  let files = 0;
  for (const each of folders) {
    for await (const entry of await opendir(each).catch(nothing)) {
      files += 1;
      if (files > MOST_FILES) return Infinity;
      const path = join(each, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else bytes += await sizeOf(path);
      if (bytes > enough) return bytes;
    }
  }
  return bytes;
}

/** What is not there any more, or cannot be read, has no size. */
async function sizeOf(path: string): Promise<number> {
  return lstat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function nothing(): readonly never[] {
  return [];
}

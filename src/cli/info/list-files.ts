import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Of so many files the paths are given. */
const MOST_PATHS = 1000;

export interface FolderFacts {
  readonly count: number;
  /** From the folder, with slashes, sorted; the first 1000. */
  readonly paths: readonly string[];
  readonly bytes: number;
  /** ISO dates: when the folder was made, and when a file in it was last written. */
  readonly installedAt: string;
  readonly updatedAt: string;
}

/** What lies in the folder of a plugin, but for the packages that are installed in it. Links are not followed. */
export async function listFiles(folder: string): Promise<FolderFacts> {
  const { birthtime, mtime } = await stat(folder);
  const paths: string[] = [];
  let [bytes, updated] = [0, mtime.getTime()];
  for (const pending = [folder]; pending.length > 0;) {
    const current = pending.pop()!;
    for (const entry of await readdir(current, { withFileTypes: true })) {
      const path = join(current, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules') pending.push(path);
      if (!entry.isFile()) continue;
      const file = await stat(path);
      paths.push(relative(folder, path).split(sep).join('/'));
      bytes += file.size;
      updated = Math.max(updated, file.mtimeMs);
    }
  }
  // Some file systems do not know when a file was made.
  const installed = birthtime.getTime() > 0 ? birthtime : mtime;
  return {
    count: paths.length,
    paths: paths.toSorted().slice(0, MOST_PATHS),
    bytes,
    installedAt: installed.toISOString(),
    updatedAt: new Date(updated).toISOString(),
  };
}

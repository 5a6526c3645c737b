import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FoundPlugin } from '../../discovery/source.ts';
import { mapBounded } from '../../discovery/map-bounded.ts';

/** Where a file lies that a manifest asks for. That of a plugin in code, which has no folder, lies in the working directory. */
export function locateFile(path: string, { folder = '' }: Pick<FoundPlugin, 'folder'>): string {
  return resolve(folder, path);
}

/** Those of the files and folders, by their absolute paths, that are not there or cannot be read. */
export async function findMissingFiles(files: Iterable<string>): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  await mapBounded([...new Set(files)], async (file) => {
    await access(file, constants.R_OK).catch(() => missing.add(file));
  });
  return missing;
}

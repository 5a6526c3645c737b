import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { unwritable } from '../scaffold/write-folder.ts';
import { stagingFolder } from './folder-change.ts';

/** A folder with these files that nobody takes for a plugin yet; gone at the end, unless it has become one. @throws FOLDER_UNWRITABLE */
export async function stageFiles(plugins: string, files: readonly ArchiveFile[], signal: AbortSignal): Promise<string> {
  const folder = stagingFolder(plugins);
  try {
    await mkdir(folder, { recursive: true });
    for (const { path, bytes } of files) {
      signal.throwIfAborted();
      await mkdir(dirname(join(folder, path)), { recursive: true });
      // Only new files: were two paths one to this disk after all, the second would fail.
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
    }
    return folder;
  } catch (thrown) {
    // What could not be made may not be removable either.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    throw signal.aborted ? thrown : unwritable(plugins, thrown);
  }
}

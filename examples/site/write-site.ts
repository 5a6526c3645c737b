import { copyFile, lstat, mkdir, realpath, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { ExportFile } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import { toMessage } from './error-message.ts';
import { type Folders, isInside } from './folders.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { loadOwnedFiles, OWNED_FILES_NAME, saveOwnedFiles } from './owned-files.ts';

export interface WriteSiteOptions {
  readonly folders: Folders;
  readonly files: readonly ExportFile[];
  /** What people call an output file, if they know it by another name. */
  readonly subjects: ReadonlyMap<string, string>;
  readonly log: BuildLog;
}

/** Writes the files, deletes those of earlier builds that are no more, and returns the paths that were written. */
export async function writeSite({ folders, files, subjects, log }: WriteSiteOptions): Promise<string[]> {
  const { out } = folders;
  await mkdir(out, { recursive: true });
  const owned = await loadOwnedFiles(out);
  const writable: ExportFile[] = [];
  for (const file of files) {
    const fault = await findFault(file, folders, owned);
    if (fault === undefined) writable.push(file);
    else log.fail(subjects.get(file.path) ?? file.path, fault);
  }
  await saveOwnedFiles(out, new Set([...owned, ...writable.map(({ path }) => path)]));

  const faults = await mapConcurrently(writable, (file) => tryToWrite(file, folders));
  for (const [index, { path }] of writable.entries()) {
    const fault = faults[index];
    if (fault !== undefined) log.fail(subjects.get(path) ?? path, `The file cannot be written: ${fault}.`);
  }
  const written = writable.map(({ path }) => path).filter((_, index) => faults[index] === undefined);
  await removeStale(out, owned, new Set(written));
  await saveOwnedFiles(out, written);
  return written;
}

async function findFault(
  file: ExportFile,
  { out, source }: Folders,
  owned: ReadonlySet<string>,
): Promise<string | undefined> {
  const { path } = file;
  if (!isPlace(path)) {
    return 'The file is not written: its path is no place in the site.';
  }
  if ('copyFrom' in file && !isInside(join(source, file.copyFrom), source)) {
    return 'The file is not written: it would be copied from outside of the source folder.';
  }
  const there = await lstat(join(out, path)).catch(() => undefined);
  if (there === undefined || (owned.has(path) && there.isFile())) return undefined;
  return 'The file is not written: there is one in the output folder that this builder did not write.';
}

/** Whether a path is one of the site: relative, in its shortest form, and not the builder's own list. */
function isPlace(path: string): boolean {
  const isShortest = posix.normalize(path) === path && !path.endsWith('/') && !path.includes('\0');
  return isShortest && !posix.isAbsolute(path) && !/^\.\.?(?:\/|$)/.test(path) && path !== OWNED_FILES_NAME;
}

/** Writes one file; returns what went wrong. */
async function tryToWrite(file: ExportFile, { out, source }: Folders): Promise<string | undefined> {
  const target = join(out, file.path);
  try {
    await mkdir(dirname(target), { recursive: true });
    if (!(await staysInside(target, out))) return 'a folder on its path is a link out of the output folder';
    if ('content' in file) await writeFile(target, file.content);
    else await copyFile(join(source, file.copyFrom), target);
    return undefined;
  } catch (error) {
    return toMessage(error);
  }
}

/** A link in the output folder could lead to anywhere. */
async function staysInside(target: string, out: string): Promise<boolean> {
  return isInside(await realpath(dirname(target)), out);
}

async function removeStale(out: string, owned: ReadonlySet<string>, written: ReadonlySet<string>): Promise<void> {
  for (const path of owned) {
    const target = join(out, path);
    if (written.has(path) || !isInside(target, out) || target === out) continue;
    try {
      if (!(await staysInside(target, out))) continue;
      await rm(target, { force: true });
      await removeEmptyFolders(dirname(target), out);
    } catch {
      // Gone with its folder, or somebody put a folder in its place: neither is ours to mend.
    }
  }
}

async function removeEmptyFolders(folder: string, out: string): Promise<void> {
  for (let current = folder; current !== out && isInside(current, out); current = dirname(current)) {
    try {
      await rmdir(current);
    } catch {
      // It holds something else.
      return;
    }
  }
}

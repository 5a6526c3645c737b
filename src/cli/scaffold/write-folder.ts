import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeSystemError, isAbsent } from '../../discovery/system-error.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { Files } from './plugin-plan.ts';

/**
 * Makes a folder with these files: all of it, or nothing.
 *
 * @throws FOLDER_EXISTS, FOLDER_UNWRITABLE
 */
export async function writeFolder(folder: string, files: Files): Promise<void> {
  await assertAbsent(folder);
  const parent = dirname(folder);
  // Beside it, so that it can be renamed; hidden, so that no source takes it for a plugin.
  const temporary = join(parent, `.${randomUUID()}`);
  let first: string | undefined;
  try {
    first = await mkdir(parent, { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(temporary, path)), { recursive: true });
      await writeFile(join(temporary, path), content, { flag: 'wx' });
    }
    await rename(temporary, folder);
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true });
    if (first !== undefined) await removeEmpty(parent, first);
    // Somebody else may have made it meanwhile.
    await assertAbsent(folder);
    throw unwritable(folder, thrown);
  }
}

/** Takes away the folders that were made on the way, unless somebody has put something there meanwhile. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  if (folder !== first) await removeEmpty(dirname(folder), first);
}

/** @throws FOLDER_EXISTS, FOLDER_UNWRITABLE */
export async function assertAbsent(folder: string): Promise<void> {
  try {
    await lstat(folder);
  } catch (thrown) {
    if (isAbsent(thrown)) return;
    throw unwritable(folder, thrown);
  }
  throw new HooklineError('FOLDER_EXISTS', `There is something at ${folder} already.`, {
    hint: 'Give another folder with "--folder", or another id.',
    data: { folder },
  });
}

export function unwritable(folder: string, thrown: unknown): HooklineError {
  return new HooklineError(
    'FOLDER_UNWRITABLE',
    `Nothing can be written to ${folder}: ${describeSystemError(thrown)}.`,
    {
      hint: 'Mend the permissions of the folder, or choose another one.',
      data: { folder },
      cause: thrown,
    },
  );
}

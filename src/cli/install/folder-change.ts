import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from '../../discovery/system-error.ts';
import { isHooklineError } from '../../errors/hookline-error.ts';
import { acquireFileLock } from '../../manager/state/file-lock.ts';
import { unwritable } from '../scaffold/write-folder.ts';

/** Hidden, so that no source takes them for plugins. */
const LOCK = '.hookline-lock';
const STAGED = '.hookline-staged.';
const PREVIOUS = '.hookline-previous.';
const REMOVED = '.hookline-removed.';

/** How long what is unpacked may wait for an answer before it counts as left behind. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** A folder beside those of the plugins, for one that is to become one of them. */
export function stagingFolder(plugins: string): string {
  return join(plugins, STAGED + randomUUID());
}

/**
 * Changes a folder of plugins while no other process does; first mends what a process left behind that was ended in the middle.
 *
 * @throws FOLDER_UNWRITABLE, STATE_LOCKED
 */
export async function changeFolder<Result>(plugins: string, change: () => Promise<Result>): Promise<Result> {
  try {
    await mkdir(plugins, { recursive: true });
    const lock = await acquireFileLock(join(plugins, LOCK));
    try {
      await mendFolder(plugins);
      return await change();
    } finally {
      await lock.release();
    }
  } catch (thrown) {
    throw isHooklineError(thrown) ? thrown : unwritable(plugins, thrown);
  }
}

/** Puts a staged folder in the place of a plugin. If that fails, the plugin is there as before. Only within `changeFolder`. */
export async function replaceFolder(plugins: string, name: string, staged: string): Promise<void> {
  const [target, previous] = [join(plugins, name), join(plugins, PREVIOUS + name)];
  const isThere = await exists(target);
  if (isThere) await rename(target, previous);
  try {
    await rename(staged, target);
  } catch (thrown) {
    if (isThere) await rename(previous, target);
    throw thrown;
  }
  if (isThere) await rm(previous, { recursive: true, force: true });
}

/** Takes something away at once, in a way that can be undone until `remove` is called. */
export async function setAside(
  folder: string,
  name: string,
): Promise<{ undo(): Promise<void>; remove(): Promise<void> }> {
  const [path, aside] = [join(folder, name), join(folder, REMOVED + randomUUID())];
  await rename(path, aside);
  return {
    undo: () => rename(aside, path),
    remove: () => rm(aside, { recursive: true, force: true }),
  };
}

/** A version that was set aside and never replaced comes back; everything else that is left over goes. */
async function mendFolder(plugins: string): Promise<void> {
  for (const name of await readdir(plugins)) {
    const path = join(plugins, name);
    if (name.startsWith(PREVIOUS)) {
      const target = join(plugins, name.slice(PREVIOUS.length));
      await ((await exists(target)) ? rm(path, { recursive: true, force: true }) : rename(path, target));
    } else if (name.startsWith(REMOVED) || (name.startsWith(STAGED) && (await isStale(path)))) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function isStale(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > STALE_MS;
}

/** A link that leads nowhere is there, too. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (thrown) {
    if (isAbsent(thrown)) return false;
    throw thrown;
  }
}

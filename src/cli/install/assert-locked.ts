import { contentDigest } from '../../discovery/content-digest.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { readLock } from '../../manager/lockfile/read-lock.ts';
import { toIntegrity } from '../../manager/lockfile/lock-verdict.ts';
import type { Manifest } from '../../manifest/manifest.ts';

/** Only what was locked, byte by byte. @throws LOCKFILE_INVALID, LOCK_MISMATCH */
export async function assertLocked({ id, version }: Manifest, folder: string, lockFile: string): Promise<void> {
  const { plugins } = await readLock(lockFile);
  const locked = plugins.find((plugin) => plugin.id === id);
  if (locked === undefined) throw mismatch(`The plugin "${id}" ${version} is not in the lock ${lockFile}.`);
  if (locked.version !== version) {
    throw mismatch(`The plugin "${id}" ${version} is locked in version ${locked.version} in ${lockFile}.`);
  }
  if (locked.integrity === toIntegrity(await contentDigest(folder))) return;
  throw mismatch(`The content of the plugin "${id}" ${version} is not that of the lock ${lockFile}.`);

  function mismatch(message: string): HooklineError {
    return new HooklineError('LOCK_MISMATCH', message, {
      hint: 'Nothing was changed. Install what the lock names, or leave out "--locked" and make the lock anew.',
      data: { plugin: id, version, lock: lockFile },
    });
  }
}

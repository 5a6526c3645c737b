import { resolve } from 'node:path';
import { describeSystemError } from '../../discovery/system-error.ts';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { LockDocument } from './lock-document.ts';

/**
 * Writes a lock to a file, as a whole or not at all. The same lock gives the same bytes.
 *
 * @throws LOCKFILE_INVALID for what is no lock, LOCKFILE_UNWRITABLE
 */
export async function writeLock(path: string, lock: LockDocument): Promise<void> {
  const file = resolve(path);
  // Loaded here: most hosts have no lock.
  const { parseLock } = await import('./parse-lock.ts');
  const document = parseLock(lock, 'lock that is to be written');
  try {
    await writeFileAtomically(file, `${JSON.stringify(document, undefined, 2)}\n`, { durable: true });
  } catch (cause) {
    const message = `The lock file "${file}" was not written: ${describeSystemError(cause)}.`;
    throw new HooklineError('LOCKFILE_UNWRITABLE', message, { data: { file }, cause });
  }
}

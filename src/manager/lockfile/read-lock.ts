import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeSystemError, isAbsent } from '../../discovery/system-error.ts';
import type { LockDocument } from './lock-document.ts';
import { lockInvalid } from './lock-invalid.ts';

/**
 * Reads a lock file.
 *
 * @throws LOCKFILE_INVALID if it is not there, damaged, or of a newer format
 */
export async function readLock(path: string): Promise<LockDocument> {
  const file = resolve(path);
  const name = `lock file "${file}"`;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = isAbsent(cause) ? 'there is no such file' : describeSystemError(cause);
    throw lockInvalid(name, reason, { cause });
  });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The message of the parser quotes the file.
    throw lockInvalid(name, 'it is not JSON');
  }
  // Loaded here: most hosts have no lock.
  const { parseLock } = await import('./parse-lock.ts');
  return parseLock(json, name);
}

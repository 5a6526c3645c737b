import type { FoundPlugin } from '../../discovery/source.ts';
import { grantedTexts, type GrantSheet } from '../permissions/grant-sheet.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { Verdict } from '../resolution/verdict.ts';
import type { LockDocument } from './lock-document.ts';

/** A plugin as it is now. */
export interface LockSubject {
  readonly found: FoundPlugin;
  /** Of the content of its folder; `undefined` if it could not be read as a whole, or the plugin is in code. */
  readonly digest: string | undefined;
  readonly sheet: GrantSheet;
}

const REMEDY = 'Install what the lock names, or look at the plugin and make the lock anew.';

/** Why a plugin is not what was locked, or `undefined` if it is. */
export function lockVerdict({ found, digest, sheet }: LockSubject, lock: LockDocument): Verdict | undefined {
  const { id, folder, manifest } = found;
  const version = manifest?.version ?? '';
  const locked = lock.plugins.find((plugin) => plugin.id === id);
  if (locked === undefined) return mismatch(`The plugin "${id}" ${version} is not in the lock.`);
  if (locked.version !== version) {
    return mismatch(`The plugin "${id}" ${version} is locked in version ${locked.version}.`);
  }
  const integrity = toIntegrity(digest);
  if (folder !== undefined && integrity === undefined) {
    return mismatch(
      `The files of the plugin "${id}" ${version} cannot all be read: whether they are those of the lock is not known.`,
    );
  }
  if (locked.integrity !== integrity) {
    return mismatch(`The content of the plugin "${id}" ${version} is not that of the lock.`);
  }
  const allowed = new Set(locked.permissions);
  const more = grantedTexts(sheet).filter((text) => !allowed.has(text));
  if (more.length === 0) return undefined;
  return mismatch(`The plugin "${id}" ${version} may do more than was locked: ${more.join(', ')}.`);
}

/** As it stands in a lock. */
export function toIntegrity(digest: string | undefined): string | undefined {
  return digest === undefined ? undefined : `sha256:${digest}`;
}

/** Why none of the plugins runs, where it is not known what was locked. */
export function unreadableLock(reason: string, remedy: string): Verdict {
  return { state: 'untrusted', code: 'LOCKFILE_INVALID', reason, remedy };
}

/** What is locked and was not found. */
export function findMissing(lock: LockDocument, found: ReadonlySet<string>): readonly Problem[] {
  return lock.plugins
    .filter(({ id }) => !found.has(id))
    .map(({ id, version, source }) => ({
      code: 'LOCK_MISMATCH',
      severity: 'error',
      message: `The plugin "${id}" ${version} is in the lock, from ${source}, but no plugin with this id was found.`,
      hint: `Install "${id}" ${version}, or make the lock anew.`,
    }));
}

function mismatch(reason: string): Verdict {
  return { state: 'untrusted', code: 'LOCK_MISMATCH', reason, remedy: REMEDY };
}

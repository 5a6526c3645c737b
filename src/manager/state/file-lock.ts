import { mkdir, readdir, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAbsent, systemCode } from '../../discovery/system-error.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { createOwnerName, isGone, parseOwnerName } from './lock-owner.ts';

export interface FileLockOptions {
  /** An owner that has not refreshed the lock for this long has lost it, in milliseconds. Default 10,000. */
  readonly staleMs?: number;
  /** How long to wait for the lock, in milliseconds. Default 15,000: longer than a dead owner can keep it. */
  readonly timeoutMs?: number;
}

/** A lock across processes, held until it is released. */
export interface FileLock extends AsyncDisposable {
  /** Whether nobody has taken the lock over. It can be lost by a process that was suspended for longer than `staleMs`. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** What a rename to the path of a lock gives that somebody holds; the last three on Windows. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES', 'EBUSY']);

const MOST_BETWEEN_TRIES_MS = 100;

/**
 * Takes the lock that the folder `path` stands for. The folder holds one file, whose name is the owner's; every step is
 * one rename, so that of several processes exactly one succeeds:
 *
 * - A folder that has the file already is renamed to `path`, which fails as long as `path` is there and not empty.
 * - The lock of a dead owner is taken over by renaming the owner's file. Whoever comes second does not find that name.
 *
 * @throws STATE_LOCKED, and what the system says of a folder that cannot be written
 */
export async function acquireFileLock(path: string, options: FileLockOptions = {}): Promise<FileLock> {
  const { staleMs = 10_000, timeoutMs = 15_000 } = options;
  const giveUpAt = performance.now() + timeoutMs;
  for (let pause = 2; ; pause = Math.min(pause * 2, MOST_BETWEEN_TRIES_MS)) {
    const own = createOwnerName();
    const owner = await readOwner(path);
    if (owner === undefined ? await claim(path, own) : await takeOver({ path, owner, own, staleMs })) {
      await removeLeftovers(path);
      return hold(path, own, staleMs);
    }
    if (performance.now() >= giveUpAt) throw await lockedError(path, timeoutMs);
    // Two that wait must not try in step.
    await sleep(pause * (0.5 + Math.random()));
  }
}

async function claim(path: string, own: string): Promise<boolean> {
  const prepared = `${path}.${own}`;
  await mkdir(prepared);
  try {
    await writeFile(join(prepared, own), '');
    // Where an empty folder is not replaced, one that was left behind would be there for ever.
    await rmdir(path).catch(() => {});
    await rename(prepared, path);
    return true;
  } catch (thrown) {
    await rm(prepared, { recursive: true, force: true });
    if (TAKEN.has(systemCode(thrown))) return false;
    throw thrown;
  }
}

interface TakeOver {
  readonly path: string;
  readonly owner: string;
  readonly own: string;
  readonly staleMs: number;
}

async function takeOver({ path, owner, own, staleMs }: TakeOver): Promise<boolean> {
  if (!(await isStale(path, owner, staleMs))) return false;
  return rename(join(path, owner), join(path, own)).then(
    () => true,
    () => false,
  );
}

/** The name of the file in the lock; `undefined` if the lock is free. */
async function readOwner(path: string): Promise<string | undefined> {
  const names = await readdir(path).catch((thrown: unknown) => {
    if (isAbsent(thrown)) return [];
    throw thrown;
  });
  // A file manager may have put something into the folder.
  return names.find((name) => parseOwnerName(name) !== undefined) ?? names[0];
}

async function isStale(path: string, name: string, staleMs: number): Promise<boolean> {
  const owner = parseOwnerName(name);
  if (owner !== undefined && isGone(owner)) return true;
  const file = await stat(join(path, name)).catch(() => undefined);
  if (file === undefined) return false;
  // The file of a lock that was taken over still has the time of the last owner.
  return Date.now() - Math.max(file.mtimeMs, owner?.since ?? 0) > staleMs;
}

/** Folders that were prepared by processes that died before they could rename them. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const owner = name.startsWith(prefix) ? parseOwnerName(name.slice(prefix.length)) : undefined;
    if (owner === undefined || !isGone(owner)) continue;
    await rm(join(dirname(path), name), { recursive: true, force: true }).catch(() => {});
  }
}

function hold(path: string, own: string, staleMs: number): FileLock {
  const file = join(path, own);
  const refresh = (): void => {
    const now = new Date();
    // A lock that was lost is noticed by whoever asks `isHeld`.
    utimes(file, now, now).catch(() => {});
  };
  const timer = setInterval(refresh, staleMs / 4).unref();
  const release = async (): Promise<void> => {
    clearInterval(timer);
    await unlink(file).catch(() => {});
    // Not empty if another process has taken the lock in between, and then it is not ours to remove.
    await rmdir(path).catch(() => {});
  };
  return { isHeld: () => exists(file), release, [Symbol.asyncDispose]: release };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function lockedError(path: string, timeoutMs: number): Promise<HooklineError> {
  const name = await readOwner(path).catch(() => undefined);
  const owner = name === undefined ? undefined : parseOwnerName(name);
  const holder =
    owner === undefined
      ? 'another process'
      : `the process ${owner.pid} on "${owner.host}" since ${new Date(owner.since).toISOString()}`;
  return new HooklineError(
    'STATE_LOCKED',
    `The lock "${path}" was not free within ${timeoutMs} ms: ${holder} holds it.`,
    {
      data: { path, timeoutMs, ...(owner === undefined ? {} : { owner }) },
    },
  );
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { systemCode } from '../../discovery/system-error.ts';

/** Who holds a lock, or did. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** When it took the lock, in milliseconds since 1970. */
  readonly since: number;
}

/** A clock that is set back a little must not make a process older than its own locks. */
const CLOCK_TOLERANCE_MS = 2000;

/** A file name that says who the owner is, and that no other owner ever has. */
export function createOwnerName(): string {
  return [Date.now(), process.pid, encodeURIComponent(hostname()), randomUUID()].join('~');
}

/** Gives `undefined` for a name that no owner has. */
export function parseOwnerName(name: string): LockOwner | undefined {
  const [, since, pid, host] = /^(\d{1,15})~(\d{1,10})~([^~]*)~[\da-f-]{36}$/.exec(name) ?? [];
  if (since === undefined || pid === undefined || host === undefined) return undefined;
  try {
    return { since: Number(since), pid: Number(pid), host: decodeURIComponent(host) };
  } catch {
    return undefined;
  }
}

/** Whether the process of an owner is known to be gone. Of other hosts nothing is known. */
export function isGone({ pid, host, since }: LockOwner): boolean {
  if (host !== hostname()) return false;
  // In a container that was started again, process 1 finds the locks of the process 1 before it.
  if (pid === process.pid) return since < Date.now() - process.uptime() * 1000 - CLOCK_TOLERANCE_MS;
  try {
    process.kill(pid, 0);
    return false;
  } catch (thrown) {
    return systemCode(thrown) === 'ESRCH';
  }
}

import type { LockDocument, LockedPlugin } from '../../manager/lockfile/lock-document.ts';

/** One thing in which two locks differ. */
export interface LockDifference {
  /** Absent if it is about the host. */
  readonly plugin?: string;
  readonly what: string;
}

/** How what runs differs from what was locked; by plugin. Where a plugin was found is for people, and differs from machine to machine. */
export function compareLocks(before: LockDocument, after: LockDocument): readonly LockDifference[] {
  const ids = [...new Set([...before.plugins, ...after.plugins].map(({ id }) => id))].toSorted();
  return [
    ...changed('the host', `${before.host.name} ${before.host.api}`, `${after.host.name} ${after.host.api}`).map(
      (what) => ({ what }),
    ),
    ...ids.flatMap((plugin) => {
      const [left, right] = [before, after].map(({ plugins }) => plugins.find(({ id }) => id === plugin));
      return comparePlugins(left, right).map((what) => ({ plugin, what }));
    }),
  ];
}

function comparePlugins(before: LockedPlugin | undefined, after: LockedPlugin | undefined): readonly string[] {
  if (before === undefined) return [`${after!.version} is not in the lock file`];
  if (after === undefined) return [`${before.version} is in the lock file, and is not there or cannot run`];
  return [
    ...changed('the version', before.version, after.version),
    ...(before.integrity === after.integrity ? [] : ['the content differs']),
    ...changed('the dependencies', showRecord(before.dependencies), showRecord(after.dependencies)),
    ...changed('the permissions', before.permissions.join(', '), after.permissions.join(', ')),
    ...changed('the place in the order', String(before.order), String(after.order)),
  ];
}

function changed(what: string, before: string, after: string): string[] {
  return before === after
    ? []
    : [`${what}: ${before === '' ? 'none' : before} was locked, now ${after === '' ? 'none' : after}`];
}

function showRecord(record: Readonly<Record<string, string>>): string {
  return Object.entries(record)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, version]) => `${id} ${version}`)
    .join(', ');
}

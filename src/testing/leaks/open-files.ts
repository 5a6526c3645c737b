import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const TABLE = '/proc/self/fd';

/** The regular files and folders that the process has open, by descriptor; `undefined` where the system does not tell. */
export function listOpenFiles(): ReadonlyMap<string, string> | undefined {
  let descriptors: readonly string[];
  try {
    descriptors = readdirSync(TABLE);
  } catch {
    return undefined;
  }
  const files = descriptors.flatMap((descriptor): (readonly [string, string])[] => {
    const target = targetOf(descriptor);
    // The table itself is open while it is read; devices and shared memory are opened by the system.
    const isFile = target?.startsWith('/') === true && !/^\/(?:dev|proc|sys|memfd:)/.test(target);
    return isFile ? [[descriptor, target]] : [];
  });
  return new Map(files);
}

/** It may have been closed since. */
function targetOf(descriptor: string): string | undefined {
  try {
    return readlinkSync(join(TABLE, descriptor));
  } catch {
    return undefined;
  }
}

/** The files that are open now and were not before. */
export function newlyOpen(before: ReadonlyMap<string, string> | undefined): readonly string[] {
  const now = listOpenFiles();
  if (before === undefined || now === undefined) return [];
  return [...now].filter(([descriptor, file]) => before.get(descriptor) !== file).map(([, file]) => file);
}

/** The modules of a plugin that the process has loaded last. */
interface LoadedModules {
  /** What `modulesSignature` gave for them. */
  readonly signature: string;
  readonly copy: number;
}

interface SharedModules {
  lastCopy: number;
  /** By the path of the entry. */
  readonly byEntry: Map<string, LoadedModules>;
}

const KEY = Symbol.for('hookline.modules.1');

/** Of all managers in the process, also those of another copy of this package: modules stay in memory under their address. */
function shared(): SharedModules {
  const holder = globalThis as { [KEY]?: SharedModules };
  return (holder[KEY] ??= { lastCopy: 0, byEntry: new Map() });
}

/**
 * The number of the copy from which an entry is to run: the one that is loaded if the files are still those, and a new one if
 * they are not, if its import failed, or if `isFresh` asks for it. 0 stands for the modules as anybody would import them.
 */
export function takeModules(entryFile: string, signature: string, isFresh: boolean): number {
  const modules = shared();
  const known = modules.byEntry.get(entryFile);
  if (known?.signature === signature && !isFresh) return known.copy;
  const copy = known === undefined && !isFresh ? 0 : (modules.lastCopy += 1);
  modules.byEntry.set(entryFile, { signature, copy });
  return copy;
}

/** Importing them has failed. They would fail again in the same way, whatever was mended elsewhere. */
export function spoilModules(entryFile: string): void {
  const { byEntry } = shared();
  const known = byEntry.get(entryFile);
  if (known !== undefined) byEntry.set(entryFile, { ...known, signature: '' });
}

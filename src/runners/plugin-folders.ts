import { dirname } from 'node:path';
import { HooklineError } from '../errors/hookline-error.ts';

/** A plugin, and the folder that all its files are in: absolute, links resolved. */
export interface PluginFolder {
  readonly id: string;
  readonly folder: string;
}

/** By folder; of all managers of the process. */
const known = new Map<string, { readonly id: string; count: number }>();
/** By the folder of a file, whose it is: looked up for every import of the process. */
const owners = new Map<string, PluginFolder | undefined>();

/** Makes the folders of plugins known; gives the undo. */
export function knowPluginFolders(folders: readonly PluginFolder[]): () => void {
  for (const { id, folder } of folders) {
    const entry = known.get(folder);
    if (entry === undefined) known.set(folder, { id, count: 1 });
    else entry.count += 1;
  }
  owners.clear();
  return () => {
    for (const { folder } of folders) {
      const entry = known.get(folder);
      if (entry !== undefined && (entry.count -= 1) === 0) known.delete(folder);
    }
    owners.clear();
  };
}

/** The plugin that a file belongs to: that of the innermost folder. */
export function ownerOf(file: string): PluginFolder | undefined {
  const folder = dirname(file);
  if (!owners.has(folder)) owners.set(folder, findOwner(folder));
  return owners.get(folder);
}

/** What is wrong with an import, if a plugin reaches into another one with it. A plugin inside another is a part of it. */
export function pluginImportError(from: string, to: string): HooklineError | undefined {
  const importer = ownerOf(from);
  if (importer === undefined) return undefined;
  const owner = ownerOf(to);
  if (owner === undefined || owner.id === importer.id || isNested(importer.folder, owner.folder)) return undefined;
  const message = `The plugin "${importer.id}" imports a file of the plugin "${owner.id}": "${from}" imports "${to}".`;
  return new HooklineError('ENTRY_IMPORTS_PLUGIN', message, {
    data: { plugin: importer.id, other: owner.id, file: from, imported: to },
  });
}

function findOwner(start: string): PluginFolder | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const entry = known.get(folder);
    if (entry !== undefined) return { id: entry.id, folder };
    if (folder === dirname(folder)) return undefined;
  }
}

function isNested(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

function isWithin(folder: string, outer: string): boolean {
  for (let each = folder; ; each = dirname(each)) {
    if (each === outer) return true;
    if (each === dirname(each)) return false;
  }
}

import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { DEPENDENCY_LISTS, type PackageFile, readPackageFile } from './package-file.ts';

const MAX_ENTRIES = 50_000;

export interface AddonSearch {
  readonly folder: string;
  /** Of the folder. */
  readonly packageFile: PackageFile | undefined;
  /** Whether to look into all packages that are installed there, also into those that only the development needs. */
  readonly packages: boolean;
}

/** Compiled addons in the folder of a plugin, and the files that have them compiled. */
export async function findAddons({ folder, packageFile, packages }: AddonSearch): Promise<readonly string[]> {
  const leftOut = packages || packageFile === undefined ? NOTHING : await packagesToDevelop(folder, packageFile);
  const waiting = [folder];
  const found: string[] = [];
  let entriesLeft = MAX_ENTRIES;
  for (let next = waiting.pop(); next !== undefined && entriesLeft > 0; next = waiting.pop()) {
    if (leftOut.has(next)) continue;
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    entriesLeft -= entries.length;
    for (const entry of entries) {
      if (entry.isDirectory()) waiting.push(join(next, entry.name));
      else if (entry.name.endsWith('.node') || entry.name === 'binding.gyp') found.push(join(next, entry.name));
    }
  }
  return found.toSorted();
}

const NOTHING: ReadonlySet<string> = new Set();
const NEEDED = DEPENDENCY_LISTS.filter((list) => list !== 'peerDependencies');

/** The folders of packages that compilers and tests of a plugin need, and the plugin does not. */
async function packagesToDevelop(folder: string, packageFile: PackageFile): Promise<ReadonlySet<string>> {
  const { devDependencies } = JSON.parse(packageFile.text) as { readonly devDependencies?: unknown };
  const toDevelop = Object.keys(devDependencies ?? {});
  const toRun = DEPENDENCY_LISTS.flatMap((list) => Object.keys(packageFile.lists[list]));
  const needed = await packagesBelow(folder, toRun, NEEDED);
  return new Set([...(await packagesBelow(folder, toDevelop, DEPENDENCY_LISTS))].filter((each) => !needed.has(each)));
}

/** Where the named packages lie in a folder, and those that they name in these lists, and so on. */
async function packagesBelow(
  folder: string,
  roots: readonly string[],
  lists: readonly (typeof DEPENDENCY_LISTS)[number][],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await add(roots, folder);
  // A set is walked in the order of adding, past what is added meanwhile.
  for (const each of found) {
    const named = (await readPackageFile(each))?.lists;
    const names = named === undefined ? [] : lists.flatMap((list) => Object.keys(named[list]));
    await add(names, each);
  }
  return found;

  async function add(wanted: readonly string[], from: string): Promise<void> {
    for (const name of wanted) {
      const target = await findPackage(name, from, folder);
      if (target !== undefined) found.add(target);
    }
  }
}

/** Where Node finds a package, from a folder upwards to that of the plugin. */
async function findPackage(name: string, from: string, folder: string): Promise<string | undefined> {
  for (let at = from; isWithin(at, folder); at = dirname(at)) {
    const target = await realpath(join(at, 'node_modules', name)).catch(() => undefined);
    if (target !== undefined) return isWithin(target, folder) && target !== folder ? target : undefined;
  }
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

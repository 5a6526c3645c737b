import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageFile } from './package-file.ts';
import { readPackageFile } from './package-file.ts';

/** What is tried in place of an ending that compilers change. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
};
const ENDINGS = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.jsx', '.tsx', '.json', '.node'];

export interface ResolveOptions {
  /** The folder of the plugin, links resolved. */
  readonly folder: string;
  readonly packageFile: PackageFile | undefined;
  /** Whether packages installed in the folder are followed. */
  readonly packages: boolean;
}

/** The file inside the folder that a module names, absolute, links resolved; `undefined` for all else. */
export async function resolveImport(
  specifier: string,
  from: string,
  { folder, packageFile, packages }: ResolveOptions,
): Promise<string | undefined> {
  const path = toPath(specifier, from);
  if (path !== undefined) return findFile(path, folder);
  const own = targetInOwnPackage(specifier, packageFile);
  if (own !== undefined) return findFile(resolve(folder, own), folder);
  return packages ? resolvePackage(specifier, from, folder) : undefined;
}

/** The path that a specifier names, absolute; `undefined` if it is the name of a package. */
export function toPath(specifier: string, from: string): string | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return resolve(dirname(from), specifier.replace(/[?#].*$/, ''));
  if (isAbsolute(specifier)) return specifier;
  if (!specifier.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(specifier);
  } catch {
    return undefined;
  }
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** `acme` of `acme/deep/file`, `@acme/one` of `@acme/one/file`. */
export function packageNameOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

async function findFile(path: string, folder: string): Promise<string | undefined> {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const renamed = (WRITTEN_AS[ending] ?? []).map((other) => path.slice(0, -ending.length) + other);
  const candidates = [
    path,
    ...renamed,
    ...ENDINGS.map((other) => path + other),
    ...ENDINGS.map((each) => join(path, `index${each}`)),
  ];
  for (const candidate of await withMain(path, candidates)) {
    const found = await realFile(candidate, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A folder may say which file it means. */
async function withMain(path: string, candidates: readonly string[]): Promise<readonly string[]> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const main = isFolder ? (await readPackageFile(path))?.main : undefined;
  return main === undefined
    ? candidates
    : [join(path, main), join(path, `${main}.js`), join(path, main, 'index.js'), ...candidates];
}

async function realFile(path: string, folder: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) return undefined;
    const real = await realpath(path);
    return isInside(real, folder) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** `#internal` and the plugin's own name, by its package.json. */
function targetInOwnPackage(specifier: string, packageFile: PackageFile | undefined): string | undefined {
  if (packageFile === undefined) return undefined;
  const { name, imports, exports, main } = packageFile;
  if (specifier.startsWith('#')) return targetIn(imports, specifier);
  if (name === undefined || packageNameOf(specifier) !== name) return undefined;
  return targetOf({ exports, main }, `.${specifier.slice(name.length)}`);
}

function targetOf({ exports, main }: Pick<PackageFile, 'exports' | 'main'>, key: string): string | undefined {
  if (exports === undefined || exports === null) return key === '.' ? (main ?? './index.js') : key;
  const isTable = typeof exports === 'object' && Object.keys(exports).some((each) => each.startsWith('.'));
  return targetIn(isTable ? exports : { '.': exports }, key);
}

function targetIn(table: unknown, key: string): string | undefined {
  if (typeof table !== 'object' || table === null) return undefined;
  const entries = Object.entries(table) as [string, unknown][];
  const exact = entries.find(([name]) => name === key);
  if (exact !== undefined) return firstPath(exact[1]);
  for (const [pattern, target] of entries) {
    const [before, after] = pattern.split('*');
    if (after === undefined || !key.startsWith(before!) || !key.endsWith(after)) continue;
    const middle = key.slice(before!.length, key.length - after.length);
    return firstPath(target)?.replaceAll('*', () => middle);
  }
  return undefined;
}

const CONDITIONS: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'require', 'default']);

/** Of several conditions, the first that Node would take. */
function firstPath(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map(firstPath).find((each) => each !== undefined);
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.entries(target)
    .filter(([condition]) => CONDITIONS.has(condition))
    .map(([, value]: [string, unknown]) => firstPath(value))
    .find((each) => each !== undefined);
}

/** A package that is installed in the folder of the plugin, as Node looks for it: upwards, but not out of the folder. */
async function resolvePackage(specifier: string, from: string, folder: string): Promise<string | undefined> {
  const name = packageNameOf(specifier);
  for (let place = dirname(from); isInside(place, folder); place = dirname(place)) {
    const home = join(place, 'node_modules', name);
    const packageFile = await readPackageFile(home);
    if (packageFile !== undefined) {
      const target = targetOf(packageFile, `.${specifier.slice(name.length)}`);
      return target === undefined ? undefined : findFile(resolve(home, target), folder);
    }
    if (place === dirname(place)) return undefined;
  }
  return undefined;
}

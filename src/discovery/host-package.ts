import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareNames } from './compare-names.ts';
import { isAbsent } from './system-error.ts';

/** What the package.json of a host says of its dependencies. */
export interface HostPackage {
  readonly file: string;
  /** The names of all direct dependencies, sorted. */
  readonly dependencies: readonly string[];
  /** Those that no installation leaves out. */
  readonly required: ReadonlySet<string>;
}

/** Reads the nearest package.json, from a file or folder upwards; `undefined` if there is none. Rejects if it cannot be read. */
export async function loadHostPackage(from: string): Promise<HostPackage | undefined> {
  // Links resolved, as Node does before it looks for the packages of a module.
  const start = await realpath(from);
  const folder = (await stat(start)).isDirectory() ? start : dirname(start);
  const file = await nearestFile(folder, 'package.json');
  return file === undefined ? undefined : parseHostPackage(file, await readFile(file, 'utf8'));
}

/** The first file at `path` in a folder or one of those that it lies in. */
export async function nearestFile(folder: string, path: string): Promise<string | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, path);
    if (await isFile(file)) return file;
    if (current === dirname(current)) return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (thrown) {
    if (isAbsent(thrown)) return false;
    throw thrown;
  }
}

function parseHostPackage(file: string, text: string): HostPackage {
  const content = parseObject(file, text);
  const plain = namesIn(content['dependencies']);
  const optional = namesIn(content['optionalDependencies']);
  const all = new Set([...plain, ...optional, ...namesIn(content['devDependencies'])]);
  return {
    file,
    dependencies: [...all].toSorted(compareNames),
    // A name in both lists is optional: so the package managers read it.
    required: new Set(plain.filter((name) => !optional.includes(name))),
  };
}

function parseObject(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text.replace(/^\uFEFF/, ''))) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Error(`"${file}" is not valid JSON`, { cause });
  }
}

/** A name that is no name of a package would lead to folders elsewhere. */
function namesIn(dependencies: unknown): readonly string[] {
  if (typeof dependencies !== 'object' || dependencies === null) return [];
  return Object.keys(dependencies).filter((name) => /^(?:@[^/\\]+\/)?[^./\\@][^/\\]*$/.test(name));
}

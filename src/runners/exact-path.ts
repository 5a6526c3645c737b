import { isAbsolute, join } from 'node:path';

/**
 * Whether a path can be granted by the permission model. It reads every "*" as a wildcard that ends the path, even in the
 * name of a file: "/data/a*" would grant "/data/ab" too.
 */
export function isExactPath(path: string): boolean {
  return isAbsolute(path) && !path.includes('*') && !path.includes('\0');
}

/** The first of some absolute paths that cannot be granted. */
export function findInexactPath(paths: readonly string[]): string | undefined {
  return paths.find((path) => !isExactPath(path));
}

/**
 * The value of a flag that grants a path and all below it, and nothing else. The wildcard after the separator is exact on
 * every version; without it a folder that is made later would not be covered.
 *
 * @throws TypeError for a path that cannot be granted; ask `isExactPath` first.
 */
export function toGrantedTree(path: string): string {
  if (!isExactPath(path)) {
    throw new TypeError(`The path ${JSON.stringify(path)} cannot be granted: it has to be absolute and without "*".`);
  }
  return join(path, '*');
}

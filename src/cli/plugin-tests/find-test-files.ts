import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const TEST = /(?:^|[.\-_])(?:test|spec)\.[cm]?[jt]sx?$/;
/** Beside hidden ones. */
const NO_TESTS: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'lib', 'out', 'coverage']);
/** Deeper there are no tests that somebody wrote. */
const MAX_DEPTH = 12;

/** Whether a file has tests, by its name. */
export function isTestFile(path: string): boolean {
  return TEST.test(path.slice(path.lastIndexOf('/') + 1));
}

/** The files with tests of a plugin, from its folder, with `/` between the names. */
export async function findTestFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [{ path: folder, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await readdir(next.path, { withFileTypes: true }).catch(() => [])) {
      const path = join(next.path, entry.name);
      const isOpen = !entry.name.startsWith('.') && !NO_TESTS.has(entry.name) && next.depth < MAX_DEPTH;
      if (entry.isDirectory() && isOpen) waiting.push({ path, depth: next.depth + 1 });
      if (entry.isFile() && isTestFile(entry.name)) found.push(relative(folder, path).split(sep).join('/'));
    }
  }
  return found.toSorted();
}

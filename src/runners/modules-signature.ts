import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** More files than this are not looked at; a plugin that has them is reloaded by hand. */
const MOST_FILES = 10_000;

/** Installed packages are not loaded anew either. */
const LEFT_OUT = new Set(['node_modules', '.git']);

/**
 * Changes when a file of a plugin does, as far as sizes and times of the file system tell: it says whether modules that are
 * loaded are still those on disk, and is no proof against those who mean harm.
 */
export async function modulesSignature(folder: string): Promise<string> {
  const lines: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined && lines.length < MOST_FILES; next = folders.pop()) {
    await addFiles(next, lines, folders);
  }
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

async function addFiles(folder: string, lines: string[], folders: string[]): Promise<void> {
  // What cannot be read cannot be imported either, and that is told then.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !LEFT_OUT.has(entry.name));
  folders.push(...files.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)));
  const described = files.filter((entry) => !entry.isDirectory()).map(({ name }) => describe(join(folder, name)));
  lines.push(...(await Promise.all(described)));
}

async function describe(file: string): Promise<string> {
  const found = await lstat(file, { bigint: true }).catch(() => undefined);
  return JSON.stringify([
    file,
    ...(found === undefined ? [] : [found.size, found.mtimeNs, found.ctimeNs, found.ino].map(String)),
  ]);
}

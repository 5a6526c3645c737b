import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matchesGlob } from '../../hooks/glob.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';

/** `files` of the package.json in a folder, if there is one that can be read. */
export async function readFilesList(folder: string): Promise<readonly string[] | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const files = filesOf(text.replace(/^\uFEFF/, ''));
  return Array.isArray(files) ? files.filter((each) => typeof each === 'string') : undefined;
}

function filesOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return isPlainObject(value) ? value['files'] : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a list names a file, or a folder around it. Of patterns that contradict each other, the last one counts. */
export function isListed(path: string, list: readonly string[]): boolean {
  const last = list.findLast((pattern) => matches(path, pattern.replace(/^!/, '')));
  return last !== undefined && !last.startsWith('!');
}

function matches(path: string, written: string): boolean {
  const pattern = written.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (pattern === '' || pattern === '.') return true;
  const patterns = pattern.startsWith('**/') ? [pattern, pattern.slice(3)] : [pattern];
  return patterns.some((each) => matchesGlob(each, path) || matchesGlob(`${each}/**`, path));
}

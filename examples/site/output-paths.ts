import { createHash } from 'node:crypto';
import { toFolderPrefix, toStem } from './page-name.ts';

/** Hands out the paths of the output folder, each once. */
export interface OutputPaths {
  /** The path for a page of the source folder. */
  forPage(file: string): string;
  /** `wanted`, or a path like it that is free. */
  claim(wanted: string): string;
}

/** File systems end at 255 bytes a name; what is longer is cut, with room for an ending. */
const MAX_NAME_BYTES = 200;

/**
 * Paths that differ only in case or in the composition of their letters are the same file on some systems, and a file
 * cannot have the name of a folder: who comes later gets a number. Pages must be given in a stable order.
 */
export function createOutputPaths(sourceFiles: readonly string[]): OutputPaths {
  const files = new Set<string>();
  const folders = new Set<string>();
  const foldersWithIndex = new Set(
    sourceFiles.filter((file) => toStem(file).toLowerCase() === 'index').map(toFolderPrefix),
  );

  function claim(wanted: string): string {
    const names = wanted.split('/').map(shorten);
    const last = names.pop() ?? '';
    let folder = '';
    for (const name of names) folder += `${firstFree(folder, name, (path) => files.has(path))}/`;
    const path = folder + firstFree(folder, last, (candidate) => files.has(candidate) || folders.has(candidate));

    files.add(toKey(path));
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      folders.add(toKey(path.slice(0, end)));
    }
    return path;
  }

  return {
    claim,
    forPage: (file) => {
      const prefix = toFolderPrefix(file);
      const stem = toStem(file);
      const opensFolder = /^index$/i.test(stem) || (/^readme$/i.test(stem) && !foldersWithIndex.has(prefix));
      return claim(`${prefix}${opensFolder ? 'index' : stem}.html`);
    },
  };
}

function firstFree(folder: string, name: string, isTaken: (key: string) => boolean): string {
  let candidate = name;
  for (let count = 2; isTaken(toKey(folder + candidate)); count += 1) candidate = addNumber(name, count);
  return candidate;
}

function addNumber(name: string, count: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${count}${name.slice(dot)}` : `${name}-${count}`;
}

function toKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  // Cutting bytes may halve a letter, which the decoder then marks; the mark goes too.
  const start = Buffer.from(name)
    .subarray(0, MAX_NAME_BYTES - 40)
    .toString()
    .replace(/\uFFFD+$/, '');
  return `${start}-${hash}${ending}`;
}

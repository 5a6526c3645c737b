import { realpath, stat } from 'node:fs/promises';
import { extname, join, posix } from 'node:path';
import type { Problem } from '../manifest/problem.ts';
import { isInside } from './is-inside.ts';
import { describeSystemError, isAbsent } from './system-error.ts';

/** The entry module, or why it cannot be one. */
export type ResolvedEntry =
  | { readonly file: string; readonly problem?: never }
  | { readonly file?: never; readonly problem: Problem };

/** What a manifest says of its entry. */
export interface EntryReference {
  /** The folder of the plugin, links resolved. */
  readonly folder: string;
  readonly manifestFile: string;
  /** Relative to the folder, with `/` between its parts. */
  readonly entry: string;
}

/** Finds the file of an entry, and looks at nothing but its path and its kind. */
export async function resolveEntry(reference: EntryReference): Promise<ResolvedEntry> {
  const { folder, entry } = reference;
  try {
    const file = await realpath(join(folder, entry));
    if (!isInside(folder, file)) return outside(reference, file);
    const stats = await stat(file);
    if (stats.isFile()) return { file };
    return await missing(reference, stats.isDirectory() ? 'is a folder' : 'is not a file');
  } catch (thrown) {
    const why = isAbsent(thrown) ? 'does not exist' : `cannot be reached: ${describeSystemError(thrown)}`;
    return missing(reference, why);
  }
}

function outside({ manifestFile, entry }: EntryReference, file: string): ResolvedEntry {
  return {
    problem: {
      code: 'ENTRY_OUTSIDE',
      severity: 'error',
      message: `The entry "${entry}" leads out of the folder of the plugin, to "${file}".`,
      hint: 'Put the entry file itself into the folder of the plugin, not a link to it.',
      file: manifestFile,
      path: 'entry',
    },
  };
}

async function missing(reference: EntryReference, why: string): Promise<ResolvedEntry> {
  const { folder, manifestFile, entry } = reference;
  const message = `The entry "${entry}" ${why}: "${join(folder, entry)}".`;
  const hint = await suggest(folder, entry);
  return { problem: { code: 'ENTRY_MISSING', severity: 'error', message, hint, file: manifestFile, path: 'entry' } };
}

const MODULES = ['.js', '.mjs', '.cjs'];
const SOURCES = ['.ts', '.mts', '.cts'];

/** Looks where the entry may be meant to be: inside a folder, under another extension, built, or not built yet. */
async function suggest(folder: string, entry: string): Promise<string> {
  const path = posix.normalize(entry).replace(/\/$/, '');
  const stem = path.slice(0, path.length - extname(path).length);
  const stems = [`${path}/index`, stem, `dist/${stem}`, `build/${stem}`];
  const module = await firstFile(folder, combine(stems, MODULES));
  if (module !== undefined) return `Write "./${module}": that file exists.`;
  const name = posix.basename(stem);
  const unbuilt = [stem, `src/${name}`, name, `src/${stem}`];
  const source = await firstFile(folder, combine(unbuilt, SOURCES));
  if (source !== undefined) return `Build the plugin: "./${source}" exists, but the JavaScript made of it does not.`;
  return 'Build the plugin, or mend the path of "entry".';
}

function combine(stems: readonly string[], extensions: readonly string[]): readonly string[] {
  return stems.flatMap((stem) => extensions.map((extension) => stem + extension));
}

async function firstFile(folder: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      if ((await stat(join(folder, path))).isFile()) return path;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

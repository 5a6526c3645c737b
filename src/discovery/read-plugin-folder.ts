import { readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../manifest/problem.ts';
import { readPlugin, toInvalid } from './read-plugin.ts';
import type { FindOptions, FoundPlugin } from './source.ts';
import type { Origin } from './source-options.ts';
import { describeSystemError, isAbsent } from './system-error.ts';

/** In the order in which they are asked. */
const MANIFEST_NAMES = ['plugin.json', 'package.json', 'PLUGIN.md', 'SKILL.md'];

/** The plugin in a folder, which may be a link; `undefined` if the folder is empty but for hidden files and installed packages. */
export async function readPluginFolder(
  path: string,
  origin: Origin,
  options: FindOptions,
): Promise<FoundPlugin | undefined> {
  const name = basename(path);
  try {
    const folder = await realpath(path);
    const names = await readdir(folder);
    if (names.every(isIgnored)) return undefined;
    // By the names in the listing, so that a disk that ignores case finds what others find.
    const manifestFiles = MANIFEST_NAMES.filter((each) => names.includes(each)).map((each) => join(folder, each));
    const place = { name, folder, manifestFiles };
    return (await readPlugin(place, origin, options)) ?? toInvalid(place, origin, [withoutManifest(folder, names)]);
  } catch (thrown) {
    return toInvalid({ name, folder: path }, origin, [unreadable(path, thrown)]);
  }
}

/** Names that no source looks at. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

function withoutManifest(folder: string, names: readonly string[]): Problem {
  const why = names.includes('package.json') ? ': its package.json has no key "hookline"' : '';
  const misspelt = names.find((name) => meantBy(name) !== undefined && meantBy(name) !== name);
  const remedy =
    misspelt === undefined ? 'Put a plugin.json into the folder' : `Rename "${misspelt}" to "${meantBy(misspelt)}"`;
  return {
    code: 'MANIFEST_UNREADABLE',
    severity: 'error',
    message: `The folder "${folder}" has no manifest${why}.`,
    hint: `${remedy}, or move the folder elsewhere if it is no plugin.`,
    file: folder,
  };
}

/** The manifest that a file may be meant to be, to one whose disk ignores case. */
function meantBy(name: string): string | undefined {
  return MANIFEST_NAMES.find((each) => each.toLowerCase() === name.toLowerCase());
}

function unreadable(path: string, thrown: unknown): Problem {
  const why = isAbsent(thrown) ? 'leads nowhere' : `cannot be read: ${describeSystemError(thrown)}`;
  return {
    code: 'MANIFEST_UNREADABLE',
    severity: 'error',
    message: `The folder "${path}" ${why}.`,
    hint: 'Mend or remove the link, or mend the permissions of the folder.',
    file: path,
  };
}

import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { Problem } from '../manifest/problem.ts';
import { mapBounded } from './map-bounded.ts';
import { readPlugin, toInvalid } from './read-plugin.ts';
import { readPluginFolder } from './read-plugin-folder.ts';
import type { FindOptions, FoundPlugin, Source } from './source.ts';
import { type Origin, parseSourceOptions, type SourceOptions } from './source-options.ts';
import { describeSystemError, isAbsent } from './system-error.ts';
import { showPath, toAbsolutePath } from './to-absolute-path.ts';

/**
 * Plugin folders or manifest files, in the order in which they are given. What does not exist is an invalid plugin.
 *
 * @param paths relative to the working directory of now, or `file:` URLs
 * @throws SOURCE_INVALID
 */
export function list(paths: readonly (string | URL)[], options?: SourceOptions): Source {
  const { trusted, firstParty } = parseSourceOptions(options, 'list');
  if (!Array.isArray(paths)) throw notAList(paths);
  const places = paths.map((path) => toAbsolutePath(path, 'list'));
  const origin: Origin = { name: `list(${paths.map(showPath).join(', ')})`, trusted, firstParty };
  const find: Source['find'] = async (findOptions) => ({
    plugins: await mapBounded(places, (place) => readPlace(place, origin, findOptions)),
    problems: [],
  });
  return { name: origin.name, trusted, watched: places, find };
}

async function readPlace(path: string, origin: Origin, options: FindOptions): Promise<FoundPlugin> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const found = await (isFolder ? readPluginFolder(path, origin, options) : readFile(path, origin, options));
    return found ?? withoutManifest(path, isFolder, origin);
  } catch (thrown) {
    const why = isAbsent(thrown) ? 'does not exist' : `cannot be read: ${describeSystemError(thrown)}`;
    return toInvalid({ name: basename(path), folder: path }, origin, [unreadable(path, why)]);
  }
}

async function readFile(path: string, origin: Origin, options: FindOptions): Promise<FoundPlugin | undefined> {
  const folder = await realpath(dirname(path));
  const place = { name: basename(folder), folder, manifestFiles: [join(folder, basename(path))] };
  return readPlugin(place, origin, options);
}

function withoutManifest(path: string, isFolder: boolean, origin: Origin): FoundPlugin {
  const folder = isFolder ? path : dirname(path);
  const why = isFolder ? 'is an empty folder' : 'has no key "hookline"';
  return toInvalid({ name: basename(folder), folder }, origin, [unreadable(path, why)]);
}

function unreadable(path: string, why: string): Problem {
  return {
    code: 'MANIFEST_UNREADABLE',
    severity: 'error',
    message: `The plugin "${path}" ${why}.`,
    hint: 'Name the folder of a plugin, or its manifest.',
    file: path,
  };
}

function notAList(value: unknown): HooklineError {
  const problem = `an array of paths is needed, not ${describeValue(value)}`;
  return new HooklineError('SOURCE_INVALID', `The paths for list are not valid: ${problem}.`, {
    hint: "Give a list such as ['./plugins/one', './plugins/two'].",
    data: { source: 'list', problem },
  });
}

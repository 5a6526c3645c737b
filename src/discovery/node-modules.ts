import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { Problem } from '../manifest/problem.ts';
import { loadHostPackage, nearestFile, type HostPackage } from './host-package.ts';
import { mapBounded } from './map-bounded.ts';
import { readPlugin, toInvalid } from './read-plugin.ts';
import type { Finding, FindOptions, FoundPlugin, Source } from './source.ts';
import { type Origin, parseSourceOptions, type SourceOptions } from './source-options.ts';
import { sourceProblem, sourceUnreadable } from './source-unreadable.ts';
import { describeSystemError } from './system-error.ts';
import { showPath, toAbsolutePath } from './to-absolute-path.ts';

/** Which packages are looked through. */
export interface NodeModulesOptions extends SourceOptions {
  /** A file or folder of the host, such as `import.meta.url`: its nearest package.json names the packages. */
  readonly from: string | URL;
}

/** What one dependency comes to: nothing, if it is no plugin. */
interface Dependency {
  readonly plugin?: FoundPlugin | undefined;
  /** Its name, if it is not there though the host needs it. */
  readonly missing?: string;
}

/**
 * The direct dependencies of a package that have the key "hookline" in their package.json, sorted by name: its
 * dependencies, optionalDependencies and devDependencies, looked for where Node looks for them.
 *
 * @throws SOURCE_INVALID
 */
export function nodeModules(options: NodeModulesOptions): Source {
  if (typeof options !== 'object' || options === null) throw notOptions(options);
  const { from, ...others } = options;
  const { trusted, firstParty } = parseSourceOptions(others, 'nodeModules');
  const start = toAbsolutePath(from, 'nodeModules');
  const origin: Origin = { name: `nodeModules(${showPath(from)})`, trusted, firstParty };
  const watched = [join(start, 'package.json'), join(start, 'node_modules')];
  return { name: origin.name, trusted, watched, find: (findOptions) => findPackages(start, origin, findOptions) };
}

async function findPackages(start: string, origin: Origin, options: FindOptions): Promise<Finding> {
  try {
    const host = await loadHostPackage(start);
    if (host === undefined) return { plugins: [], problems: [withoutPackage(origin.name, start)] };
    const found = await mapBounded(host.dependencies, (name) => readDependency(name, host, origin, options));
    const missing = found.flatMap((each) => each.missing ?? []);
    return {
      plugins: found.flatMap((each) => each.plugin ?? []),
      problems: missing.length === 0 ? [] : [notInstalled(host.file, missing)],
    };
  } catch (thrown) {
    // Unlike a folder of plugins, the host itself has to be there.
    return { plugins: [], problems: [{ ...sourceUnreadable(origin.name, start, thrown), severity: 'error' }] };
  }
}

/** Not by `require.resolve`: the "exports" of a package may hide its package.json. */
async function readDependency(
  name: string,
  host: HostPackage,
  origin: Origin,
  options: FindOptions,
): Promise<Dependency> {
  const folder = dirname(host.file);
  try {
    const file = await nearestFile(folder, join('node_modules', name, 'package.json'));
    if (file === undefined) return host.required.has(name) ? { missing: name } : {};
    const real = await realpath(dirname(file));
    const place = { name, folder: real, manifestFiles: [join(real, 'package.json')] };
    return { plugin: await readPlugin(place, origin, options) };
  } catch (thrown) {
    return { plugin: toInvalid({ name }, origin, [unreadable(name, folder, thrown)]) };
  }
}

function unreadable(name: string, folder: string, thrown: unknown): Problem {
  return {
    code: 'MANIFEST_UNREADABLE',
    severity: 'error',
    message: `The package "${name}" that "${folder}" depends on cannot be read: ${describeSystemError(thrown)}.`,
    hint: 'Mend the permissions of the folder, or install the package again.',
    file: join(folder, 'node_modules', name),
  };
}

function notInstalled(file: string, names: readonly string[]): Problem {
  const message = `Dependencies of "${file}" are not installed: ${names.map((name) => `"${name}"`).join(', ')}.`;
  return sourceProblem('warning', file, message, 'Install them: those that are plugins are not found.');
}

function withoutPackage(source: string, start: string): Problem {
  const message = `The source ${source} finds no package.json in "${start}", nor in a folder above it.`;
  return sourceProblem('error', start, message, "Give a file or folder of the host's package.");
}

function notOptions(value: unknown): HooklineError {
  const problem = `{ from } is needed, not ${describeValue(value)}`;
  return new HooklineError('SOURCE_INVALID', `The options of nodeModules are not valid: ${problem}.`, {
    hint: 'Write nodeModules({ from: import.meta.url }).',
    data: { source: 'nodeModules', problem },
  });
}

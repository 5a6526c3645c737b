import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import type { ManifestInput } from '../manifest/manifest.ts';
import type { ParsedManifest } from '../manifest/parse-manifest.ts';
import { findHomelessTemplates } from './find-template-problems.ts';
import { hostProblemsOf, toInvalid } from './read-plugin.ts';
import type { FindOptions, FoundPlugin, Source } from './source.ts';
import type { Origin } from './source-options.ts';

/** A plugin in the code of the host. Either `plugin` or `load` has to be there. */
export interface BuiltinPlugin {
  /** As in a plugin.json; it needs no `entry`. */
  readonly manifest: Omit<ManifestInput, 'entry'> & { readonly entry?: string };
  /** What definePlugin gave. */
  readonly plugin?: unknown;
  /** Gives it when it is needed, or the module that has it as its default export: `() => import('./my-plugin.js')`. */
  readonly load?: () => unknown;
}

/** The same at each look: another `load` would be another plugin. */
interface ParsedBuiltin {
  readonly manifest: ParsedManifest;
  readonly load: () => unknown;
}

const KEYS = ['manifest', 'plugin', 'load'];
const ORIGIN: Origin = { name: 'builtin', trusted: true, firstParty: true };

/**
 * Plugins in code, in the order in which they are given. They are trusted, and their ids may begin with a reserved prefix.
 *
 * @throws SOURCE_INVALID
 */
export function builtin(plugins: readonly BuiltinPlugin[]): Source {
  assertBuiltins(plugins);
  // Parsed on the first look, not here: a host may make sources that it never asks.
  let parsed: Promise<readonly ParsedBuiltin[]> | undefined;
  const find: Source['find'] = async (options) => {
    parsed ??= Promise.all(plugins.map(parseBuiltin));
    return { plugins: (await parsed).map((each, index) => toFound(each, index, options)), problems: [] };
  };
  return { name: ORIGIN.name, trusted: true, find };
}

async function parseBuiltin(plugin: BuiltinPlugin): Promise<ParsedBuiltin> {
  // Loaded here: hosts whose manifests are known from the cache need none of it.
  const { toManifest } = await import('../manifest/to-manifest.ts');
  return { manifest: toManifest(withEntry(plugin.manifest)), load: () => loadBuiltin(plugin) };
}

/** Manifests have an entry; that of a plugin in code is never looked at. */
function withEntry(manifest: unknown): unknown {
  if (typeof manifest !== 'object' || manifest === null || 'entry' in manifest) return manifest;
  return { ...manifest, entry: './builtin.js' };
}

function toFound({ manifest: parsed, load }: ParsedBuiltin, index: number, options: FindOptions): FoundPlugin {
  const { id = `builtin[${index}]`, manifest, problems } = parsed;
  const ofHost =
    manifest === undefined
      ? []
      : [...hostProblemsOf(manifest, ORIGIN, options), ...findHomelessTemplates(manifest.contributes.templates)];
  const found = toInvalid({ name: id }, ORIGIN, [...problems, ...ofHost]);
  return { ...found, manifest, load };
}

async function loadBuiltin({ plugin, load }: BuiltinPlugin): Promise<unknown> {
  if (load === undefined) return plugin;
  const loaded = await load();
  return isModule(loaded) ? loaded.default : loaded;
}

function isModule(value: unknown): value is { readonly default?: unknown } {
  return Object.prototype.toString.call(value) === '[object Module]';
}

function assertBuiltins(plugins: unknown): asserts plugins is readonly BuiltinPlugin[] {
  if (!Array.isArray(plugins)) throw invalid(`an array of plugins is needed, not ${describeValue(plugins)}`);
  for (const [index, plugin] of plugins.entries()) {
    const problem = findProblem(plugin);
    if (problem !== undefined) throw invalid(`the plugin [${index}] ${problem}`);
  }
}

function findProblem(plugin: unknown): string | undefined {
  if (typeof plugin !== 'object' || plugin === null) return `must be an object, not ${describeValue(plugin)}`;
  const unknown = Object.keys(plugin).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return `has no option "${unknown}"${nearestInParentheses(unknown, KEYS)}`;
  const { manifest, plugin: definition, load } = plugin as Partial<BuiltinPlugin>;
  if (manifest === undefined) return 'has no "manifest"';
  if ((definition === undefined) === (load === undefined)) return 'needs either "plugin" or "load"';
  if (load !== undefined && typeof load !== 'function') {
    return `has a "load" that must be a function, not ${describeValue(load)}`;
  }
  return undefined;
}

function invalid(problem: string): HooklineError {
  return new HooklineError('SOURCE_INVALID', `The plugins for builtin are not valid: ${problem}.`, {
    hint: "Give a list such as [{ manifest, load: () => import('./my-plugin.js') }].",
    data: { source: 'builtin', problem },
  });
}

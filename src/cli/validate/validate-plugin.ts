import { readFile, realpath } from 'node:fs/promises';
import { analyzePlugin } from '../../analysis/analyze-plugin.ts';
import type { Finding, SuppressedFinding } from '../../analysis/finding.ts';
import { list } from '../../discovery/list.ts';
import { createManifestCache } from '../../discovery/manifest-cache.ts';
import { formatOf } from '../../discovery/read-manifest.ts';
import type { FindOptions, FoundPlugin } from '../../discovery/source.ts';
import { locateProblems } from '../../manifest/locate-problems.ts';
import type { HostView } from './host-view.ts';
import { findStandingProblems } from './standing-problems.ts';
import { toFinding } from './to-finding.ts';

export interface ValidateOptions {
  /** Without it, what only a host knows is not looked at. */
  readonly view?: HostView | undefined;
  /** Rules, or codes of problems with manifests: only these. Default all. */
  readonly rules?: readonly string[] | undefined;
  /** All but these. */
  readonly ignore?: readonly string[] | undefined;
}

/** Everything that is wrong with one plugin. */
export interface FolderValidation {
  /** The plugin as it was found: manifest, entry, folder. */
  readonly found: FoundPlugin;
  /** By file, then by line; the manifest first. */
  readonly findings: readonly Finding[];
  /** What comments in the code say is meant. */
  readonly suppressed: readonly SuppressedFinding[];
  /** What could not be looked at, in sentences. */
  readonly skipped: readonly string[];
}

/** The plugin at a path as the host finds it, or as any host would. */
export async function readPluginAt(path: string, view?: HostView): Promise<FoundPlugin> {
  const folder = await realpath(path).catch(() => path);
  const known = view?.plugins.find((plugin) => plugin.folder === folder);
  return known ?? (view === undefined ? findAlone(path) : findAt(path, view.find));
}

/** Looks at a plugin by text alone: nothing of it is imported. Never rejects for the plugin. */
export async function validatePlugin(found: FoundPlugin, options: ValidateOptions = {}): Promise<FolderValidation> {
  const { view, rules = [], ignore = [] } = options;
  const isWanted = ({ rule }: Finding): boolean =>
    (rules.length === 0 || rules.includes(rule)) && !ignore.includes(rule);
  const { findings, suppressed, skipped } = await lookAtCode(found, view);
  return {
    found,
    findings: [...(await lookAtManifest(found, view)), ...findings].filter(isWanted),
    suppressed: suppressed.filter(isWanted),
    skipped: [...skipped, ...(view === undefined ? [WITHOUT_HOST] : [])],
  };
}

const WITHOUT_HOST =
  'No set-up of a host was found: whether its hooks exist and have the arguments that handlers take, and whether its API fits, was not checked.';

async function lookAtManifest(found: FoundPlugin, view: HostView | undefined): Promise<readonly Finding[]> {
  const { manifest, manifestFile, problems } = found;
  const text = manifestFile === undefined ? '' : await readFile(manifestFile, 'utf8').catch(() => '');
  const standing = manifest === undefined ? [] : await findStandingProblems(found, view);
  const located = manifestFile === undefined ? standing : locateProblems(standing, text, formatOf(manifestFile));
  const findings = [...problems, ...located].map((problem) => toFinding(problem, found, text));
  return findings.toSorted((one, other) => one.line - other.line || one.column - other.column);
}

async function lookAtCode(
  { folder, entryFile, manifest }: FoundPlugin,
  view: HostView | undefined,
): Promise<Omit<FolderValidation, 'found'>> {
  if (folder === undefined) return nothingSeen('It is a plugin in code, which has no files to look at.');
  if (manifest === undefined) return nothingSeen('Its code was not looked at, because its manifest is not valid.');
  const { findings, suppressed } = await analyzePlugin({
    folder,
    entryFile,
    manifest,
    ...(view === undefined ? {} : { hookspecs: view.hookspecs, pluginFolders: foldersOf(view) }),
  });
  const skipped = entryFile === undefined ? ['Its code was not looked at, because its entry is not there.'] : [];
  return { findings, suppressed, skipped };
}

function nothingSeen(why: string): Omit<FolderValidation, 'found'> {
  return { findings: [], suppressed: [], skipped: [why] };
}

function foldersOf({ plugins }: HostView): readonly string[] {
  return plugins.flatMap(({ folder }) => (folder === undefined ? [] : [folder]));
}

async function findAt(path: string, options: FindOptions): Promise<FoundPlugin> {
  const { plugins } = await list([path]).find(options);
  return plugins[0]!;
}

/** Without a host, every hook that is not of the plugin itself may exist. */
async function findAlone(path: string): Promise<FoundPlugin> {
  const options = {
    hookNames: new Set<string>(),
    reservedPrefixes: new Set(['hookline']),
    cache: createManifestCache(),
  };
  const first = await findAt(path, options);
  const hooks = Object.keys(first.manifest?.hooks ?? {}).filter((name) => !name.startsWith(`${first.id}/`));
  return hooks.length === 0 ? first : findAt(path, { ...options, hookNames: new Set(hooks) });
}

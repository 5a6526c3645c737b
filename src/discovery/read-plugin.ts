import { readFile } from 'node:fs/promises';
import { hostProblems } from '../manifest/host-problems.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Problem } from '../manifest/problem.ts';
import { findTemplateProblems } from './find-template-problems.ts';
import { formatOf, readManifest } from './read-manifest.ts';
import { resolveEntry } from './resolve-entry.ts';
import type { FindOptions, FoundPlugin } from './source.ts';
import type { Origin } from './source-options.ts';

/** Where a plugin is looked for. */
export interface PluginPlace {
  /** The name of its folder or package: stands in for an id that cannot be read. */
  readonly name: string;
  /** Absolute, links resolved. */
  readonly folder: string;
  /** The files that may hold its manifest, absolute; the first that does counts. */
  readonly manifestFiles: readonly string[];
}

/** Reads the manifest of a plugin and checks all that does not need its code; `undefined` if no file holds a manifest. */
export async function readPlugin(
  place: PluginPlace,
  origin: Origin,
  options: FindOptions,
): Promise<FoundPlugin | undefined> {
  for (const manifestFile of place.manifestFiles) {
    const { id, manifest, problems, absent } = await readManifest(manifestFile, options.cache);
    if (absent === true) continue;
    const invalid = toInvalid({ ...place, name: id ?? place.name, manifestFile }, origin, problems);
    if (manifest === undefined) return invalid;
    const entry = await resolveEntry({ folder: place.folder, manifestFile, entry: manifest.entry });
    const later = [
      ...hostProblemsOf(manifest, origin, options),
      ...(entry.problem === undefined ? [] : [entry.problem]),
      ...(await findTemplateProblems(place.folder, manifest.contributes.templates)),
    ];
    const located = await locate(later, manifestFile);
    return { ...invalid, manifest, problems: [...problems, ...located], entryFile: entry.file };
  }
  return undefined;
}

/** What is known of a plugin whose manifest is not. */
export interface Whereabouts {
  readonly name: string;
  readonly folder?: string;
  readonly manifestFile?: string;
}

/** A plugin of which no more is known than where it is. */
export function toInvalid(
  { name, folder, manifestFile }: Whereabouts,
  origin: Origin,
  problems: readonly Problem[],
): FoundPlugin {
  const { name: source, trusted } = origin;
  return { id: name, manifest: undefined, problems, folder, manifestFile, entryFile: undefined, source, trusted };
}

/** What a manifest asks of this host, in vain. */
export function hostProblemsOf(
  manifest: Manifest,
  { firstParty }: Origin,
  { hookNames, reservedPrefixes, problemsOf }: FindOptions,
): readonly Problem[] {
  const problems = hostProblems(manifest, { hookNames, reservedPrefixes: firstParty ? new Set() : reservedPrefixes });
  return [...problems, ...(problemsOf?.(manifest) ?? [])];
}

/** The cache keeps no text, so it is read again for those few manifests that fit no host or no entry. */
async function locate(problems: readonly Problem[], file: string): Promise<readonly Problem[]> {
  if (problems.length === 0) return problems;
  const there = problems.map((problem) => ({ ...problem, file }));
  try {
    const { locateProblems } = await import('../manifest/locate-problems.ts');
    return locateProblems(there, await readFile(file, 'utf8'), formatOf(file));
  } catch {
    return there;
  }
}

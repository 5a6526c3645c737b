import type { FoundPlugin } from '../../discovery/source.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import compareVersions from 'semver/functions/compare.js';
import type { PluginState } from '../lifecycle/plugin-state.ts';
import { compareText } from '../resolution/copies.ts';
import { SORT_KEYS, type ParsedQuery, type SortKey } from './plugin-query.ts';

/** What a plugin can be looked for by. */
export const TAG_KINDS = ['keyword', 'hook', 'provides', 'requires'] as const;

export type TagKind = (typeof TAG_KINDS)[number];

/** A plugin as an index knows it. Its number is its place in the list. */
export interface IndexedPlugin {
  readonly id: string;
  readonly type: string | undefined;
  readonly tags: Readonly<Record<TagKind, readonly string[]>>;
  /** All that `text` is looked for in, in small letters. */
  readonly text: string;
  /** By what can be sorted by: the place, the same for what is equal. */
  readonly ranks: Readonly<Record<SortKey, number>>;
}

/** The numbers of the plugins that a query has found. */
export interface Matches {
  readonly total: number;
  readonly numbers: readonly number[];
}

/** Finds plugins by what their manifests say. Every index gives the same answers. */
export interface PluginIndex {
  /** What there is from now on. */
  fill(plugins: readonly IndexedPlugin[]): void;
  /** `states` are those of all plugins, in the order of `fill`. */
  find(query: ParsedQuery, states: readonly PluginState[]): Matches;
  /** Lets go of what it has open. It can be filled again. */
  close(): void;
}

export function toIndexed(found: readonly FoundPlugin[]): readonly IndexedPlugin[] {
  const ranks = SORT_KEYS.map((key) => [key, rank(found, key)] as const);
  return found.map(({ id, manifest }, number) => ({
    id,
    type: manifest?.type,
    tags: {
      keyword: manifest?.keywords ?? [],
      hook: Object.keys(manifest?.hooks ?? {}),
      provides: Object.keys(manifest?.provides ?? {}),
      requires: Object.keys(manifest?.requires ?? {}),
    },
    text: textOf(id, manifest),
    ranks: Object.fromEntries(ranks.map(([key, places]) => [key, places[number]])) as Record<SortKey, number>,
  }));
}

/** One line for each, so that a word is not found across two. */
function textOf(id: string, manifest: Manifest | undefined): string {
  const { name = '', description = '', keywords = [] } = manifest ?? {};
  return [id, name, description, ...keywords].join('\n').toLowerCase();
}

/** The place of each among all, the same for what is equal. Whoever lacks the key comes first. */
function rank(found: readonly FoundPlugin[], key: SortKey): readonly number[] {
  const compare = key === 'version' ? compareVersionsOf : compareText;
  const values = found.map(({ id, manifest }) => (key === 'id' ? id : (manifest?.[key] ?? '')));
  const sorted = values.map((value, number) => ({ value, number })).toSorted((a, b) => compare(a.value, b.value));
  const places: number[] = values.map(() => 0);
  let place = 0;
  for (const [index, { value, number }] of sorted.entries()) {
    if (index > 0 && compare(sorted[index - 1]!.value, value) !== 0) place += 1;
    places[number] = place;
  }
  return places;
}

function compareVersionsOf(left: string, right: string): number {
  if (left === '' || right === '') return compareText(left, right);
  return compareVersions(left, right);
}

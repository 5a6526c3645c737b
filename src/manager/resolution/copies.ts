import type { FoundPlugin } from '../../discovery/source.ts';

/** One of the plugins that were found. Several may have the same id. */
export interface Copy {
  readonly found: FoundPlugin;
  readonly id: string;
  /** The position of its source. */
  readonly source: number;
  /** Its folder, or the source of a plugin in code. */
  readonly place: string;
  /** Invariant: no two copies have the same rank; sources come first, then ids, then folders. */
  readonly rank: number;
}

/** Ranks what was found, whatever the order in which a source gave it. */
export function rankCopies(found: readonly (readonly FoundPlugin[])[]): readonly Copy[] {
  const copies = found.flatMap((plugins, source) =>
    plugins.map((each) => toCopy(each, source)).toSorted(bySourceOrder),
  );
  return copies.map((copy, rank) => ({ ...copy, rank }));
}

function toCopy(found: FoundPlugin, source: number): Omit<Copy, 'rank'> {
  return { found, id: found.id, source, place: found.folder ?? found.source };
}

function bySourceOrder(left: Omit<Copy, 'rank'>, right: Omit<Copy, 'rank'>): number {
  return (
    compareText(left.id, right.id) ||
    compareText(left.place, right.place) ||
    compareText(left.found.manifestFile ?? '', right.found.manifestFile ?? '')
  );
}

/** Not `localeCompare`: the order must be the same on every machine. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function byRank(left: Copy, right: Copy): number {
  return left.rank - right.rank;
}

/** `"acme.store" 1.2.0`, for sentences. */
export function nameCopy({ found, id }: Copy): string {
  return found.manifest === undefined ? `"${id}"` : `"${id}" ${found.manifest.version}`;
}

import type { Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Inventory } from './inventory.ts';
import { findSupply, listNeeds, type Need } from './needs.ts';

/** A plugin that can run if what it needs does, while that is being found out. */
export interface Candidate {
  readonly copy: Copy;
  /** It tried to start and did not: it keeps its place, but nobody can build on it. */
  readonly failed: boolean;
  readonly wants: Want[];
  /** The needs of others that this one could meet. */
  readonly wantedBy: Want[];
  /** The plugins that it cannot run beside. */
  readonly conflicts: Candidate[];
  /** The plugins that cannot run beside it. */
  readonly opponents: Candidate[];
  status: 'open' | 'runs' | 'out';
  /** How many of its needs are not met. */
  unmet: number;
  /** How many of `conflicts` may still come to run. */
  threats: number;
}

/** A need of a candidate, and who could meet it. */
export interface Want {
  readonly need: Need;
  readonly by: Candidate;
  /** Who could meet it, whatever keeps them from running. */
  readonly supply: readonly Copy[];
  /** Those of the supply that may run; the best first. */
  readonly options: Candidate[];
  /** Invariant: all options in front of this index are out, or given up because they wait for `by`. */
  next: number;
  met: boolean;
  /** The plugin that meets it; absent if the host does. */
  supplier: Candidate | undefined;
}

/** The candidates among the holders, in the order of their ranks, linked with each other. */
export function createCandidates(inventory: Inventory): readonly Candidate[] {
  const { copies, holders, verdicts, input } = inventory;
  const candidates = new Map<Copy, Candidate>();
  for (const copy of copies) {
    if (verdicts.has(copy) || holders.get(copy.id) !== copy) continue;
    candidates.set(copy, toCandidate(copy, input.failed.has(copy.id)));
  }
  for (const candidate of candidates.values()) {
    linkNeeds(candidate, candidates, inventory);
    linkConflicts(candidate, candidates, inventory);
  }
  return [...candidates.values()];
}

function toCandidate(copy: Copy, failed: boolean): Candidate {
  return {
    copy,
    failed,
    wants: [],
    wantedBy: [],
    conflicts: [],
    opponents: [],
    status: 'open',
    unmet: 0,
    threats: 0,
  };
}

type Candidates = ReadonlyMap<Copy, Candidate>;

function linkNeeds(by: Candidate, candidates: Candidates, inventory: Inventory): void {
  for (const need of listNeeds(by.copy, inventory)) {
    const { byHost, copies } = findSupply(need, by.copy, inventory);
    const options = copies.flatMap((copy) => candidates.get(copy) ?? []).filter(({ failed }) => !failed);
    const want: Want = { need, by, supply: copies, options, next: 0, met: byHost, supplier: undefined };
    for (const option of options) option.wantedBy.push(want);
    if (!byHost) by.unmet += 1;
    by.wants.push(want);
  }
}

function linkConflicts(by: Candidate, candidates: Candidates, { holders }: Inventory): void {
  for (const id of Object.keys(by.copy.found.manifest!.dependencies.conflicts)) {
    const copy = holders.get(id);
    const other = copy === undefined ? undefined : candidates.get(copy);
    if (other === undefined || other === by || other.failed || !excludes(by.copy, other.copy)) continue;
    // Where both declare it, the one that was found first stays.
    if (excludes(other.copy, by.copy) && by.copy.rank < other.copy.rank) continue;
    by.conflicts.push(other);
    other.opponents.push(by);
    by.threats += 1;
  }
}

/** Whether the manifest of the one says that it cannot run beside the other. */
export function excludes(one: Copy, other: Copy): boolean {
  const range = one.found.manifest!.dependencies.conflicts[other.id];
  return range !== undefined && fits(other.found.manifest!.version, range);
}

import type { OrderIndex } from './order-index.ts';
import { PriorityQueue } from './priority-queue.ts';
import { BANDS, type RegisteredHookimpl } from './registered-hookimpl.ts';

/** A hookimpl in its place, and the one that it had to wait for, if that is why it stands there. */
export interface Position {
  readonly hookimpl: RegisteredHookimpl;
  readonly waitedFor: RegisteredHookimpl | undefined;
}

/**
 * The order in which hookimpls run: band by band, and in a band always the one with the highest priority among those whose
 * `before` and `after` are met, ties by rank and then in registration order. `hookimpls` may be a part of the index; constraints with
 * those left out do not hold. The constraints must be free of contradictions.
 */
export function orderHookimpls(hookimpls: readonly RegisteredHookimpl[], index: OrderIndex): readonly Position[] {
  return BANDS.flatMap((band) =>
    orderBand(
      hookimpls.filter((hookimpl) => hookimpl.band === band),
      index,
    ),
  );
}

function orderBand(members: readonly RegisteredHookimpl[], index: OrderIndex): Position[] {
  if (!index.isConstrained) {
    return members.toSorted(runsEarlier).map((hookimpl) => ({ hookimpl, waitedFor: undefined }));
  }
  const missing = new Map(members.map((hookimpl) => [hookimpl, 0]));
  for (const hookimpl of members) {
    for (const later of index.successors(hookimpl)) {
      const count = missing.get(later);
      if (count !== undefined) missing.set(later, count + 1);
    }
  }
  const releasedBy = new Map<RegisteredHookimpl, RegisteredHookimpl>();
  const free = new PriorityQueue(runsEarlier);
  for (const [hookimpl, count] of missing) if (count === 0) free.add(hookimpl);
  const positions: Position[] = [];
  let latest: RegisteredHookimpl | undefined;
  for (let hookimpl = free.take(); hookimpl !== undefined; hookimpl = free.take()) {
    // It waited if one is in front of it that would otherwise have run later.
    const waited = latest !== undefined && runsEarlier(hookimpl, latest) < 0;
    positions.push({ hookimpl, waitedFor: waited ? releasedBy.get(hookimpl) : undefined });
    if (!waited) latest = hookimpl;
    for (const later of index.successors(hookimpl)) {
      const count = missing.get(later);
      if (count === undefined) continue;
      missing.set(later, count - 1);
      if (count > 1) continue;
      releasedBy.set(later, hookimpl);
      free.add(later);
    }
  }
  return positions;
}

/** Negative if `left` runs before `right` where no constraint says otherwise. */
function runsEarlier(left: RegisteredHookimpl, right: RegisteredHookimpl): number {
  // Not a difference: priorities may be infinite.
  if (left.priority !== right.priority) return left.priority > right.priority ? -1 : 1;
  return left.rank - right.rank || left.sequence - right.sequence;
}

import type { Candidate, Want } from './candidates.ts';
import { findComponents, findPath } from './components.ts';
import type { Settling } from './settling.ts';

/**
 * Takes one step where every open candidate waits for another one. In this order: what needs itself is out; what waits only
 * for the owners of its hooks runs; a plugin takes a lesser provider if the best one waits for it; of the plugins that exclude
 * each other in a circle, the last one is out.
 */
export function unstick(open: readonly Candidate[], settling: Settling): void {
  const all = new Set(open);
  const possible = derive(all, isPossible);
  if (possible.size < open.length) {
    refuseCycles(
      open.filter((candidate) => !possible.has(candidate)),
      settling,
    );
    return;
  }
  const free = open.filter(({ threats }) => threats === 0);
  const certain = findLargest(free, isCertain);
  if (certain.size > 0) {
    for (const candidate of certain) settleHooks(candidate, settling);
    return;
  }
  const content = findLargest(free, isPossible);
  if (content.size > 0) giveWay([...content], settling);
  else refuseConflict(open, settling);
}

function runs({ status }: Candidate): boolean {
  return status === 'runs';
}

type IsMet = (want: Want, derived: ReadonlySet<Candidate>, members: ReadonlySet<Candidate>) => boolean;

/** Those of `members` that can be built up one after another, each on those before; hooks may rest on any member. */
function derive(members: ReadonlySet<Candidate>, isMet: IsMet): ReadonlySet<Candidate> {
  const derived = new Set<Candidate>();
  const pending = [...members];
  for (const candidate of pending) {
    if (derived.has(candidate) || !candidate.wants.every((want) => want.met || isMet(want, derived, members))) continue;
    derived.add(candidate);
    for (const { by } of candidate.wantedBy) if (members.has(by) && !derived.has(by)) pending.push(by);
  }
  return derived;
}

const isPossible: IsMet = ({ need, options }, derived, members) =>
  options.some((option) => runs(option) || (need.ordered ? derived : members).has(option));

const isCertain: IsMet = ({ need, options, next }, derived, members) => {
  const best = options[next]!;
  return runs(best) || (need.ordered ? derived : members).has(best);
};

/** The largest part of `free` that can run without anything else being decided. */
function findLargest(free: readonly Candidate[], isMet: IsMet): ReadonlySet<Candidate> {
  let members: ReadonlySet<Candidate> = new Set(free);
  for (;;) {
    const derived = derive(members, isMet);
    if (derived.size === members.size) return derived;
    members = derived;
  }
}

/** The first that can be built up, but not on its best provider, takes the best of those that were there before it. */
function giveWay(content: readonly Candidate[], settling: Settling): void {
  const earlier = new Set<Candidate>();
  const isReady = (option: Candidate): boolean => runs(option) || earlier.has(option);
  for (const candidate of content) {
    const want = candidate.wants.find(
      ({ met, need, options, next }) => !met && need.ordered && !isReady(options[next]!),
    );
    if (want !== undefined) {
      settling.skipTo(want, want.options.findIndex(isReady));
      return;
    }
    earlier.add(candidate);
  }
}

/** Its other needs are met when those that it builds on run. */
function settleHooks({ wants }: Candidate, settling: Settling): void {
  for (const want of wants) if (!want.met && !want.need.ordered) settling.meet(want, want.options[want.next]!);
}

/** Who only depends on a cycle falls with it afterwards. `impossible` is closed: what blocks one of them is among them. */
function refuseCycles(impossible: readonly Candidate[], settling: Settling): void {
  const among = new Set(impossible);
  for (const component of findComponents(impossible, (each) => blockersAmong(among, each))) {
    const members = new Set(component.toSorted((left, right) => left.copy.rank - right.copy.rank));
    for (const start of members) {
      if (settling.refusals.has(start)) continue;
      const isStart = (candidate: Candidate): boolean => candidate === start;
      const path = findPath(start, isStart, (each) => blockersAmong(among, each).filter((next) => members.has(next)));
      if (path === undefined) continue;
      for (const [index, member] of path.slice(0, -1).entries()) {
        if (settling.refusals.has(member)) continue;
        settling.refuse(member, { kind: 'cycle', path, next: path[index + 1]! });
      }
    }
  }
}

/** What must be active before a candidate and cannot be, for as long as `impossible` are. */
function blockersAmong(impossible: ReadonlySet<Candidate>, { wants }: Candidate): Candidate[] {
  return wants
    .filter(({ met, need }) => !met && need.ordered)
    .map(({ options }) => options.filter(({ status }) => status !== 'out'))
    .filter((options) => options.every((option) => impossible.has(option)))
    .flat();
}

/** Nothing else is left to wait for, so a component that leads nowhere has a conflict inside. */
function refuseConflict(open: readonly Candidate[], settling: Settling): void {
  const declarers = findComponents(open, blockers)
    .map((members) => members.filter((each) => rivalsOf(each, members).length > 0))
    .find((each) => each.length > 0)!
    .toSorted((left, right) => right.copy.rank - left.copy.rank);
  for (const declarer of declarers) {
    for (const rival of declarer.conflicts.filter(isOpen)) {
      const other = findContradiction(rival, open);
      if (other === undefined) continue;
      settling.refuse(rival, { kind: 'contradiction', other });
      return;
    }
  }
  const last = declarers[0]!;
  settling.refuse(last, { kind: 'conflict', other: last.conflicts.find(isOpen)! });
}

function isOpen({ status }: Candidate): boolean {
  return status === 'open';
}

function blockers({ wants, conflicts }: Candidate): Candidate[] {
  const options = wants.filter(({ met }) => !met).flatMap((want) => want.options);
  return [...options, ...conflicts].filter(isOpen);
}

function rivalsOf({ conflicts }: Candidate, members: readonly Candidate[]): Candidate[] {
  return conflicts.filter((other) => isOpen(other) && members.includes(other));
}

/** One of the plugins that a candidate cannot do without, and that cannot run beside it. */
function findContradiction(candidate: Candidate, open: readonly Candidate[]): Candidate | undefined {
  const opponents = candidate.opponents.filter(isOpen);
  if (canDoWithout(opponents, candidate, open)) return undefined;
  return opponents.find((each) => !canDoWithout([each], candidate, open)) ?? opponents[0];
}

function canDoWithout(others: readonly Candidate[], candidate: Candidate, open: readonly Candidate[]): boolean {
  const rest = open.filter((each) => !others.includes(each));
  return findLargest(rest, isPossible).has(candidate);
}

import { PriorityQueue } from '../../hooks/priority-queue.ts';
import type { Candidate } from './candidates.ts';
import { findComponents, findPath } from './components.ts';
import { byRank, type Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Inventory } from './inventory.ts';
import { listHooks } from './needs.ts';

/** Which plugins must be active before a plugin that can run, and which only come first if they are activated too. */
interface Placement {
  /** Plugins, then optional ones, then providers. */
  readonly dependencies: Set<Copy>;
  readonly after: Set<Copy>;
  readonly dropped: Set<Copy>;
}

export type ActivationGraph = ReadonlyMap<Copy, Placement>;

/** An order that somebody would like and that others may not allow. */
interface Wish {
  readonly from: Copy;
  readonly to: Copy;
  readonly kind: 'dependencies' | 'after';
}

/** Where all that have no verdict stand to each other. What is optional gives way where it would close a cycle. */
export function createActivationGraph(candidates: readonly Candidate[], inventory: Inventory): ActivationGraph {
  const placed = candidates.filter(({ status }) => status === 'runs');
  const runnable = new Map(placed.filter(({ failed }) => !failed).map(({ copy }) => [copy.id, copy]));
  const graph = new Map(placed.map((each) => [each.copy, toPlacement(each)]));
  const wishes: Wish[] = [];
  for (const { copy } of placed) {
    for (const wish of listWishes(copy, runnable, inventory)) {
      const { dependencies, after } = graph.get(copy)!;
      if (dependencies.has(wish.to) || after.has(wish.to)) continue;
      (wish.kind === 'after' ? after : dependencies).add(wish.to);
      wishes.push(wish);
    }
  }
  for (const component of findComponents(graph.keys(), (copy) => predecessors(graph.get(copy)!))) {
    if (component.length > 1) untangle(component, wishes, graph);
  }
  return graph;
}

function toPlacement({ wants }: Candidate): Placement {
  const suppliers = wants.filter(({ need }) => need.ordered).flatMap(({ supplier }) => supplier?.copy ?? []);
  return { dependencies: new Set(suppliers), after: new Set(), dropped: new Set() };
}

function predecessors({ dependencies, after }: Placement): Iterable<Copy> {
  return after.size === 0 ? dependencies : new Set([...dependencies, ...after]);
}

/** Optional dependencies, `after`, and the owners of hooks, so that a hook is there before its hookimpls. */
function listWishes(from: Copy, runnable: ReadonlyMap<string, Copy>, { input }: Inventory): readonly Wish[] {
  const { optional, after } = from.found.manifest!.dependencies;
  const others = (ids: readonly string[]): Copy[] =>
    ids.flatMap((id) => runnable.get(id) ?? []).filter((copy) => copy !== from);
  const owners = listHooks(from, input.host.hookNames).map(({ owner }) => owner);
  return [
    ...others(Object.keys(optional))
      .filter((to) => fits(to.found.manifest!.version, optional[to.id]!))
      .map((to) => ({ from, to, kind: 'dependencies' as const })),
    ...others([...after, ...owners]).map((to) => ({ from, to, kind: 'after' as const })),
  ];
}

/** Takes all wishes inside a component back, and grants again, one by one, those that close no cycle. */
function untangle(component: readonly Copy[], all: readonly Wish[], graph: ActivationGraph): void {
  const members = new Set(component);
  const wishes = all.filter(({ from, to }) => members.has(from) && members.has(to)).toSorted(byWeight);
  for (const { from, to, kind } of wishes) graph.get(from)![kind].delete(to);
  const inside = (copy: Copy): Copy[] => [...predecessors(graph.get(copy)!)].filter((each) => members.has(each));
  for (const { from, to, kind } of wishes) {
    const closes = findPath(to, (copy) => copy === from, inside) !== undefined;
    graph.get(from)![closes ? 'dropped' : kind].add(to);
  }
}

/** What is optional weighs more than what is `after`. */
function byWeight(left: Wish, right: Wish): number {
  return Number(left.kind === 'after') - Number(right.kind === 'after') || byRank(left.from, right.from);
}

/** Each behind those that come before it; where that leaves a choice, in the order of the ranks. */
export function orderActivation(graph: ActivationGraph): readonly Copy[] {
  const waiting = new Map<Copy, number>();
  const followers = new Map<Copy, Copy[]>();
  const free = new PriorityQueue(byRank);
  for (const copy of graph.keys()) followers.set(copy, []);
  for (const [copy, placement] of graph) {
    const earlier = [...predecessors(placement)];
    waiting.set(copy, earlier.length);
    for (const each of earlier) followers.get(each)!.push(copy);
    if (earlier.length === 0) free.add(copy);
  }
  const order: Copy[] = [];
  for (let copy = free.take(); copy !== undefined; copy = free.take()) {
    order.push(copy);
    for (const follower of followers.get(copy)!) {
      const left = waiting.get(follower)! - 1;
      waiting.set(follower, left);
      if (left === 0) free.add(follower);
    }
  }
  return order;
}

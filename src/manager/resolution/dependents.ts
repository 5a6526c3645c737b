import type { ActivationGraph } from './activation-graph.ts';
import type { Candidate, Want } from './candidates.ts';
import { compareText, type Copy } from './copies.ts';
import type { Inventory } from './inventory.ts';

interface Outcome {
  readonly inventory: Inventory;
  readonly candidates: readonly Candidate[];
  readonly graph: ActivationGraph;
}

/** By plugin, the ids of those that build on it, or would if it ran. */
export function listDependents({ inventory, candidates, graph }: Outcome): ReadonlyMap<Copy, readonly string[]> {
  const dependents = new Map<Copy, Set<string>>();
  for (const { copy, wants } of candidates) {
    const suppliers = wants.flatMap((want) => suppliersOf(want, inventory));
    for (const supplier of [...suppliers, ...(graph.get(copy)?.dependencies ?? [])]) {
      const ids = dependents.get(supplier);
      if (ids === undefined) dependents.set(supplier, new Set([copy.id]));
      else ids.add(copy.id);
    }
  }
  return new Map([...dependents].map(([copy, ids]) => [copy, [...ids].toSorted(compareText)]));
}

/** The one that meets a want; else all that could. */
function suppliersOf({ need, met, supplier, supply }: Want, { holders }: Inventory): readonly Copy[] {
  if (met) return supplier === undefined ? [] : [supplier.copy];
  const holder = need.kind === 'plugin' ? holders.get(need.name) : undefined;
  return holder === undefined ? supply : [holder];
}

import type { Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Inventory } from './inventory.ts';
import { findObstacle } from './judge.ts';
import type { Judgement } from './judgement.ts';
import { contributes, listHooks } from './needs.ts';
import { describeObstacle } from './obstacle.ts';
import type { AbsentDependency } from './resolution.ts';

type Judgements = ReadonlyMap<Copy, Judgement>;

/** The optional dependencies that a plugin goes without. */
export function listAbsent(copy: Copy, inventory: Inventory, judgements: Judgements): readonly AbsentDependency[] {
  return Object.entries(copy.found.manifest!.dependencies.optional).flatMap(([id, range]) => {
    const reason = whyAbsent(id, range, inventory, judgements);
    return reason === undefined ? [] : [{ id, reason }];
  });
}

function whyAbsent(id: string, range: string, inventory: Inventory, judgements: Judgements): string | undefined {
  const copy = inventory.holders.get(id) ?? inventory.copiesOf.get(id)?.[0];
  if (copy === undefined) return `"${id}" "${range}" was not found.`;
  const version = copy.found.manifest?.version;
  if (inventory.holders.has(id) && !fits(version!, range)) {
    return `"${id}" "${range}" was found as "${version}", which does not fit.`;
  }
  const obstacle = findObstacle(copy, inventory, judgements);
  return obstacle === undefined ? undefined : `"${id}" "${range}" was found, ${describeObstacle(copy, obstacle)}`;
}

/** The optional hooks of other plugins that wait for their owners. */
export function listWaiting(copy: Copy, inventory: Inventory, judgements: Judgements): readonly string[] {
  return listHooks(copy, inventory.input.host.hookNames)
    .filter(({ optional }) => optional)
    .filter(({ name, owner }) => {
      const holder = inventory.holders.get(owner);
      if (holder === undefined || !contributes(holder, name)) return true;
      return findObstacle(holder, inventory, judgements) !== undefined;
    })
    .map(({ name }) => name);
}

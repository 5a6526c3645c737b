import { findCommonVersion } from './common-version.ts';
import { nameCopy, type Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Asker, Inventory } from './inventory.ts';
import type { Judgement } from './judgement.ts';
import type { Need } from './needs.ts';

/** A plugin is there, but not in a version that fits. Whoever asks for it in versions that exclude these is named too. */
export function judgeVersion(need: Need, by: Copy, holder: Copy, inventory: Inventory): Judgement {
  const range = need.range!;
  const { version } = holder.found.manifest!;
  const rival = findRival(holder.id, range, version, inventory);
  const disjoint = rival === undefined ? '' : `; "${rival.copy.id}" needs "${rival.range}", and no version fits both`;
  return {
    verdict: {
      state: 'unresolved',
      code: 'DEPENDENCY_VERSION',
      reason: `The plugin ${nameCopy(by)} needs "${holder.id}" "${range}", but "${version}" was found${disjoint}.`,
      remedy: toRemedy(range, by, holder, rival, inventory),
    },
    blockedBy: holder.id,
    root: undefined,
  };
}

/** Somebody who asks for the same plugin in no version that fits `range`; preferably one that has what it asks for. */
function findRival(id: string, range: string, version: string, { askers }: Inventory): Asker | undefined {
  const disjoint = firstOfEach(askers.get(id) ?? []).filter(
    (asker) => findCommonVersion([range, asker.range]) === undefined,
  );
  return disjoint.find((asker) => fits(version, asker.range)) ?? disjoint[0];
}

/** How many ranges for one plugin are compared with each other. */
const MAX_RANGES = 20;

function firstOfEach(askers: readonly Asker[]): readonly Asker[] {
  const first = new Map<string, Asker>();
  for (const asker of askers) if (!first.has(asker.range)) first.set(asker.range, asker);
  return [...first.values()].slice(0, MAX_RANGES);
}

function toRemedy(range: string, by: Copy, holder: Copy, rival: Asker | undefined, inventory: Inventory): string {
  const { id, found } = holder;
  const { version } = found.manifest!;
  if (rival !== undefined && fits(version, rival.range)) {
    return `Update "${by.id}" to a version that works with "${id}" "${version}", or disable it.`;
  }
  return toReplacement(id, [range], inventory);
}

/** How to get a plugin in a version that fits all ranges. */
export function toReplacement(id: string, ranges: readonly string[], inventory: Inventory): string {
  const copy = findFittingCopy(id, ranges, inventory);
  return copy === undefined
    ? `Install "${id}" in a version that fits ${ranges.map((each) => `"${each}"`).join(' and ')}.`
    : `Choose "${copy.place}" for "${id}", which has "${copy.found.manifest!.version}".`;
}

/** A copy that does not take part, but would fit. */
function findFittingCopy(id: string, ranges: readonly string[], { copiesOf, verdicts }: Inventory): Copy | undefined {
  return (copiesOf.get(id) ?? []).find(
    (copy) =>
      verdicts.get(copy)?.state === 'shadowed' && ranges.every((range) => fits(copy.found.manifest!.version, range)),
  );
}

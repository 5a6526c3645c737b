import { rankCopies, type Copy } from './copies.ts';
import { chooseCopy } from './copy-rules.ts';
import type { ResolutionInput } from './resolution-input.ts';
import { findObstacles } from './standing-rules.ts';
import type { Verdict } from './verdict.ts';

/** What was found, and what can be said of it before anybody depends on anybody. */
export interface Inventory {
  readonly input: ResolutionInput;
  /** In the order of their ranks. */
  readonly copies: readonly Copy[];
  readonly copiesOf: ReadonlyMap<string, readonly Copy[]>;
  /** By id, the copy that takes part. */
  readonly holders: ReadonlyMap<string, Copy>;
  /** By service, the holders that provide it. */
  readonly providers: ReadonlyMap<string, readonly Copy[]>;
  /** By id, the holders that require it, whether or not it is there. */
  readonly askers: ReadonlyMap<string, readonly Asker[]>;
  /** Why a copy cannot run whatever the others do. */
  readonly verdicts: ReadonlyMap<Copy, Verdict>;
}

export function takeInventory(input: ResolutionInput): Inventory {
  const copies = rankCopies(input.found);
  const copiesOf = new Map<string, Copy[]>();
  for (const copy of copies) push(copiesOf, copy.id, copy);
  const holders = new Map<string, Copy>();
  const verdicts = new Map<Copy, Verdict>();
  for (const [id, rivals] of copiesOf) {
    const chosen = chooseCopy(rivals, input.choices.get(id));
    for (const [copy, verdict] of chosen.verdicts) verdicts.set(copy, verdict);
    if (chosen.holder === undefined) continue;
    holders.set(id, chosen.holder);
    const [obstacle] = findObstacles(chosen.holder, input);
    if (obstacle !== undefined) verdicts.set(chosen.holder, obstacle);
  }
  return {
    input,
    copies,
    copiesOf,
    holders,
    providers: groupByService(holders.values()),
    askers: groupByDependency(holders.values(), verdicts),
    verdicts,
  };
}

function groupByService(holders: Iterable<Copy>): Map<string, Copy[]> {
  const providers = new Map<string, Copy[]>();
  for (const holder of holders) {
    for (const service of Object.keys(holder.found.manifest!.provides)) push(providers, service, holder);
  }
  return providers;
}

/** Who asks for a plugin, and in which versions. */
export interface Asker {
  readonly copy: Copy;
  readonly range: string;
}

/** Only holders that nothing refuses ask for anything. */
function groupByDependency(holders: Iterable<Copy>, refused: ReadonlyMap<Copy, Verdict>): Map<string, Asker[]> {
  const askers = new Map<string, Asker[]>();
  for (const copy of holders) {
    if (refused.has(copy)) continue;
    const { plugins } = copy.found.manifest!.dependencies;
    for (const [id, range] of Object.entries(plugins)) push(askers, id, { copy, range });
  }
  return askers;
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

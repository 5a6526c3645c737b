import { findCommonVersion, findMinimalConflict } from './common-version.ts';
import type { Copy } from './copies.ts';
import { fits } from './fits.ts';
import type { Asker } from './inventory.ts';
import type { Judgement } from './judgement.ts';
import { createNeedsView } from './judge.ts';
import { judgeNeed, type NeedsView } from './need-rules.ts';
import { findSupply, listNeeds, type Need } from './needs.ts';
import type { Resolution, ResolvedPlugin } from './resolution.ts';
import { copyOf } from './resolved-standing.ts';
import { findObstacles } from './standing-rules.ts';
import type { Verdict } from './verdict.ts';
import { toReplacement } from './version-rules.ts';

interface Search {
  readonly view: NeedsView;
  readonly judgements: ReadonlyMap<Copy, Judgement>;
}

/** What would have to be changed for a plugin to run, each in one sentence; no more than that. */
export function listChanges(plugin: ResolvedPlugin, resolution: Resolution): readonly string[] {
  const { inventory, judgements } = resolution.grounds;
  return collect(copyOf(plugin, resolution), { view: createNeedsView(inventory, judgements), judgements }, true);
}

/** Goes through everything that has to be mended too. `thorough`: tries all providers of a service, not only the best. */
function collect(start: Copy, search: Search, thorough: boolean): readonly string[] {
  const changes = new Set<string>();
  const pending = new Set([start]);
  for (const copy of pending) {
    for (const change of changesAt(copy, search)) changes.add(change);
    for (const need of needsOf(copy, search)) {
      const judgement = judgeNeed(need, copy, search.view);
      if (judgement?.verdict.code === 'DEPENDENCY_UNAVAILABLE') {
        pending.add(chooseSupplier(need, copy, judgement, search, thorough));
      } else if (judgement?.verdict.code === 'DEPENDENCY_VERSION') {
        for (const change of changeVersion(need, copy, search)) changes.add(change);
      } else if (judgement !== undefined) changes.add(judgement.verdict.remedy);
    }
  }
  return [...changes];
}

/** What is in the way of a plugin itself, whatever the others do. */
function changesAt(copy: Copy, { view, judgements }: Search): readonly string[] {
  const { holders, verdicts, input } = view.inventory;
  if (holders.get(copy.id) !== copy) return changesOutside(copy, verdicts.get(copy)!);
  const own = [...findObstacles(copy, input)].map(({ remedy }) => remedy);
  const failure = own.length === 0 && input.failed.has(copy.id) ? view.obstacleOf(copy) : undefined;
  const verdict = judgements.get(copy)?.verdict;
  const isKnot = verdict?.code === 'DEPENDENCY_CYCLE' || verdict?.code === 'PLUGIN_INCOMPATIBLE';
  return [...own, ...(failure?.root === copy ? [failure.remedy] : []), ...(isKnot ? [verdict.remedy] : [])];
}

/** Of a copy that cannot be chosen. Everything that makes one invalid has to be mended. */
function changesOutside({ found }: Copy, { state, remedy }: Verdict): readonly string[] {
  if (state !== 'invalid') return [remedy];
  const hints = found.problems.flatMap(({ severity, hint }) => (severity === 'error' ? hint : []));
  return hints.length === 0 ? [remedy] : hints;
}

/** A cycle is cut in one place: the other plugins on it need nothing else. */
function needsOf(copy: Copy, { view, judgements }: Search): readonly Need[] {
  if (view.inventory.holders.get(copy.id) !== copy) return [];
  return judgements.get(copy)?.verdict.code === 'DEPENDENCY_CYCLE' ? [] : listNeeds(copy, view.inventory);
}

function chooseSupplier(need: Need, by: Copy, judgement: Judgement, search: Search, thorough: boolean): Copy {
  const { inventory } = search.view;
  const { copies } = findSupply(need, by, inventory);
  const first = copies[0] ?? inventory.copiesOf.get(judgement.blockedBy!)![0]!;
  if (!thorough || copies.length < 2) return first;
  const costs = new Map(copies.map((copy) => [copy, collect(copy, search, false).length]));
  return copies.reduce((best, copy) => (costs.get(copy)! < costs.get(best)! ? copy : best), first);
}

/** Those that have what they ask for must keep it. */
function changeVersion({ name, range }: Need, by: Copy, { view }: Search): readonly string[] {
  const { askers, holders, input } = view.inventory;
  const { version } = holders.get(name)!.found.manifest!;
  const others = (askers.get(name) ?? []).filter(
    (each) => each.copy !== by && view.obstacleOf(each.copy) === undefined && fits(version, each.range),
  );
  const ranges = [...new Set([range!, ...others.map((each) => each.range)])];
  const change =
    findCommonVersion(ranges) === undefined
      ? toUpdate(name, range!, by, version, others)
      : toReplacement(name, ranges, view.inventory);
  return input.disabled.has(name) ? [`Enable "${name}".`, change] : [change];
}

function toUpdate(name: string, range: string, by: Copy, version: string, others: readonly Asker[]): string {
  const minimal = findMinimalConflict(range, [...new Set(others.map((each) => each.range))]);
  const rivals = others.filter((each) => minimal.includes(each.range)).map((each) => `"${each.copy.id}"`);
  const update = `Update "${by.id}" to a version that works with "${name}" "${version}"`;
  return `${update}; or disable ${rivals.join(' and ')}, and install "${name}" in a version that fits "${range}".`;
}

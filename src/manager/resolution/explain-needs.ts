import { findCommonVersion, findMinimalConflict } from './common-version.ts';
import { nameCopy, type Copy } from './copies.ts';
import type { Inventory } from './inventory.ts';
import { judgeNeed, type NeedsView } from './need-rules.ts';
import { findSupply, versionOfService, type Need } from './needs.ts';

/** What an explanation says of one need. */
export interface ExplainedNeed {
  readonly line: string;
  /** What stands below it. */
  readonly notes: readonly string[];
  /** The plugins that have to be explained for it. */
  readonly suppliers: readonly Copy[];
}

export function explainNeed(need: Need, by: Copy, view: NeedsView): ExplainedNeed {
  const { inventory, obstacleOf } = view;
  const { byHost, copies } = findSupply(need, by, inventory);
  const asked = describeNeed(need);
  if (byHost) {
    const version = inventory.input.host.services.get(need.name);
    return { line: `${asked}: the host provides "${version}"`, notes: [], suppliers: [] };
  }
  const judgement = judgeNeed(need, by, view);
  if (judgement === undefined) {
    const supplier = copies.find((copy) => obstacleOf(copy) === undefined)!;
    return { line: `${asked}: ${describeSupplier(need, supplier)} is in place`, notes: [], suppliers: [] };
  }
  const { verdict, blockedBy } = judgement;
  if (verdict.code === 'DEPENDENCY_UNAVAILABLE') {
    const suppliers = copies.length > 0 ? copies : inventory.copiesOf.get(blockedBy!)!.slice(0, 1);
    return { line: `${asked}: found, but cannot run`, notes: [], suppliers };
  }
  if (verdict.code !== 'DEPENDENCY_VERSION') return { line: `${asked}: ${verdict.reason}`, notes: [], suppliers: [] };
  return {
    line: `${asked}: no copy in place fits`,
    notes: [...listCopies(need.name, inventory), ...listAskers(need, by, inventory)],
    suppliers: [],
  };
}

function describeNeed({ kind, name, range }: Need): string {
  if (kind === 'hook') return `implements the hook "${name}"`;
  return kind === 'plugin' ? `needs "${name}" "${range}"` : `needs the service "${name}" "${range}"`;
}

function describeSupplier({ kind, name }: Need, supplier: Copy): string {
  if (kind !== 'service') return nameCopy(supplier);
  return `"${versionOfService(supplier, name)}" of ${nameCopy(supplier)}`;
}

function listCopies(id: string, { copiesOf, verdicts }: Inventory): readonly string[] {
  return copiesOf.get(id)!.map((copy) => {
    const state = verdicts.get(copy)?.state;
    return `found: ${nameCopy(copy)} in "${copy.place}"${state === undefined ? '' : `, ${state}`}`;
  });
}

/** Who else asks for the same plugin, and which of them no version can serve together with this one. */
function listAskers({ name, range }: Need, by: Copy, { askers }: Inventory): readonly string[] {
  const others = (askers.get(name) ?? []).filter(({ copy }) => copy !== by);
  const lines = others.slice(0, MAX_ASKERS).map((each) => `${nameCopy(each.copy)} needs "${name}" "${each.range}"`);
  const ranges = [...new Set(others.map((each) => each.range))];
  if (findCommonVersion([range!, ...ranges]) !== undefined) return lines;
  const minimal = findMinimalConflict(range!, ranges).map((each) => {
    const asker = others.find((other) => other.range === each)!;
    return `"${each}" of "${asker.copy.id}"`;
  });
  return [...lines, `no version fits "${range}" of "${by.id}" together with ${minimal.join(' and ')}`];
}

/** How many plugins are named that ask for the same one. */
const MAX_ASKERS = 20;

import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { nameCopy, type Copy } from './copies.ts';
import type { Inventory } from './inventory.ts';
import type { Judgement } from './judgement.ts';
import { findSupply, ownerOf, versionOfService, type Need } from './needs.ts';
import { describeObstacle, type Obstacle } from './obstacle.ts';
import type { Verdict } from './verdict.ts';
import { judgeVersion } from './version-rules.ts';

/** What is known when a need is judged. */
export interface NeedsView {
  readonly inventory: Inventory;
  /** Why a copy cannot be built on; absent if it can, or if that is not known yet. */
  readonly obstacleOf: (copy: Copy) => Obstacle | undefined;
  /** ` (did you mean "x"?)`, or nothing. */
  readonly suggest: (name: string, known: Iterable<string>) => string;
}

/** Why a need is not met, or `undefined` if it is. */
export function judgeNeed(need: Need, by: Copy, view: NeedsView): Judgement | undefined {
  const { byHost, copies } = findSupply(need, by, view.inventory);
  if (byHost) return undefined;
  const [best] = copies;
  if (best === undefined) return judgeAbsence(need, by, view);
  const obstacles = copies.map((copy) => view.obstacleOf(copy));
  return obstacles.includes(undefined) ? undefined : toUnavailable(need, by, best, obstacles[0]!);
}

/** Nobody that was found could meet the need, even if it ran. */
function judgeAbsence(need: Need, by: Copy, view: NeedsView): Judgement {
  const { inventory } = view;
  if (need.kind === 'service') return judgeService(need, by, view);
  const id = need.kind === 'plugin' ? need.name : ownerOf(need.name);
  const [first] = inventory.copiesOf.get(id) ?? [];
  if (first === undefined) return judgeMissing(need, by, id, view);
  const holder = inventory.holders.get(id);
  const obstacle = holder === undefined ? view.obstacleOf(first) : undefined;
  if (obstacle !== undefined) return toUnavailable(need, by, first, obstacle);
  return need.kind === 'plugin' ? judgeVersion(need, by, holder!, inventory) : judgeHook(need, by, holder!);
}

function toUnavailable(need: Need, by: Copy, supplier: Copy, obstacle: Obstacle): Judgement {
  return {
    verdict: {
      state: 'unresolved',
      code: 'DEPENDENCY_UNAVAILABLE',
      reason: `The plugin ${nameCopy(by)} ${describeNeed(need, supplier)}, ${describeObstacle(supplier, obstacle)}`,
      remedy: obstacle.remedy,
    },
    blockedBy: supplier.id,
    root: obstacle,
  };
}

/** `needs "acme.store" "^2"`: what a sentence says behind the name of the plugin. */
function describeNeed({ kind, name, range }: Need, supplier: Copy): string {
  if (kind === 'plugin') return `needs "${name}" "${range}"`;
  if (kind === 'service') return `needs the service "${name}" "${range}" of "${supplier.id}"`;
  return `implements the hook "${name}" of "${supplier.id}"`;
}

function judgeMissing({ kind, name, range }: Need, by: Copy, id: string, { inventory, suggest }: NeedsView): Judgement {
  const near = suggest(
    id,
    [...inventory.copiesOf.keys()].filter((known) => known !== by.id),
  );
  const what = kind === 'plugin' ? `needs "${id}" "${range}"` : `implements the hook "${name}"`;
  return toJudgement({
    state: 'unresolved',
    code: 'DEPENDENCY_MISSING',
    reason: `The plugin ${nameCopy(by)} ${what}, but the plugin "${id}" was not found${near}.`,
    remedy:
      kind === 'plugin'
        ? `Install "${id}" in a version that fits "${range}".`
        : `Install "${id}", or make the hook "${name}" optional in the manifest of "${by.id}".`,
  });
}

function judgeHook({ name }: Need, by: Copy, owner: Copy): Judgement {
  const known = owner.found.manifest!.contributes.hooks.map((hook) => `${owner.id}/${hook}`);
  const reason = `The plugin ${nameCopy(by)} implements the hook "${name}", which ${nameCopy(owner)} does not contribute${nearestInParentheses(name, known)}.`;
  return toJudgement({
    state: 'unresolved',
    code: 'MANIFEST_HOOK_UNKNOWN',
    reason,
    remedy: `Install a version of "${owner.id}" that contributes the hook, or make it optional in the manifest of "${by.id}".`,
  });
}

function judgeService({ name, range }: Need, by: Copy, { inventory, suggest }: NeedsView): Judgement {
  const { input, providers } = inventory;
  const own = input.host.services.get(name);
  const offers = [
    ...(own === undefined ? [] : [`"${own}" by the host`]),
    ...(providers.get(name) ?? [])
      .filter((copy) => copy !== by)
      .map((copy) => `"${versionOfService(copy, name)}" by "${copy.id}"`),
  ];
  const subject = `The plugin ${nameCopy(by)} needs the service "${name}" "${range}"`;
  if (offers.length > 0) {
    return toJudgement({
      state: 'unresolved',
      code: 'SERVICE_VERSION',
      reason: `${subject}, but it is provided as ${offers.join(' and ')}.`,
      remedy: `Install a plugin that provides "${name}" in a version that fits "${range}".`,
    });
  }
  const near = suggest(name, [...input.host.services.keys(), ...providers.keys()]);
  return toJudgement({
    state: 'unresolved',
    code: 'SERVICE_MISSING',
    reason: `${subject}, but neither the host nor a plugin provides it${near}.`,
    remedy: `Install a plugin that provides "${name}" in a version that fits "${range}".`,
  });
}

function toJudgement(verdict: Verdict): Judgement {
  return { verdict, blockedBy: undefined, root: undefined };
}

import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { excludes, type Candidate } from './candidates.ts';
import { nameCopy, type Copy } from './copies.ts';
import type { Inventory } from './inventory.ts';
import type { Judgement } from './judgement.ts';
import { judgeNeed, type NeedsView } from './need-rules.ts';
import type { Obstacle } from './obstacle.ts';
import type { Settlement } from './settle.ts';
import type { Refusal } from './settling.ts';

/** Says of each candidate that is out why. */
export function judge({ fallen, refusals }: Settlement, inventory: Inventory): ReadonlyMap<Copy, Judgement> {
  const judgements = new Map<Copy, Judgement>();
  const view = createNeedsView(inventory, judgements);
  // In this order, because the reason of one that fell early stands in those of the later ones.
  for (const candidate of fallen) {
    const refusal = refusals.get(candidate);
    const judgement = refusal === undefined ? judgeFallen(candidate, view) : judgeRefusal(candidate, refusal);
    judgements.set(candidate.copy, judgement);
  }
  return judgements;
}

/** How many names are compared with all others, which takes long where there are many. */
const MAX_SUGGESTIONS = 16;

export function createNeedsView(inventory: Inventory, judgements: ReadonlyMap<Copy, Judgement>): NeedsView {
  let left = MAX_SUGGESTIONS;
  return {
    inventory,
    obstacleOf: (copy) => findObstacle(copy, inventory, judgements),
    suggest: (name, known) => (left-- > 0 ? nearestInParentheses(name, known) : ''),
  };
}

export function findObstacle(
  copy: Copy,
  { verdicts, input }: Inventory,
  judgements: ReadonlyMap<Copy, Judgement>,
): Obstacle | undefined {
  const judgement = judgements.get(copy);
  const verdict = judgement?.verdict ?? verdicts.get(copy);
  if (verdict !== undefined) return judgement?.root ?? { ...verdict, root: copy };
  const failure = input.failed.get(copy.id);
  if (failure === undefined) return undefined;
  return { state: 'failed', reason: failure, remedy: `Mend "${copy.id}", then reload it.`, root: copy };
}

function judgeFallen(candidate: Candidate, view: NeedsView): Judgement {
  for (const { need } of candidate.wants) {
    const judgement = judgeNeed(need, candidate.copy, view);
    if (judgement !== undefined) return judgement;
  }
  return judgeConflict(candidate.copy, candidate.conflicts.find(({ status }) => status === 'runs')!.copy);
}

function judgeRefusal({ copy }: Candidate, refusal: Refusal): Judgement {
  if (refusal.kind === 'cycle') return judgeCycle(copy, refusal.path, refusal.next.copy);
  const other = refusal.other.copy;
  return refusal.kind === 'conflict' ? judgeConflict(copy, other) : judgeContradiction(copy, other);
}

function judgeConflict(copy: Copy, other: Copy): Judgement {
  const range = copy.found.manifest!.dependencies.conflicts[other.id]!;
  const both = excludes(other, copy) ? ', and the other way round' : '';
  return {
    verdict: {
      state: 'unresolved',
      code: 'PLUGIN_INCOMPATIBLE',
      reason: `The plugin ${nameCopy(copy)} declares that it cannot run beside "${other.id}" "${range}", and ${nameCopy(other)} is in place${both}.`,
      remedy: `Disable "${other.id}" or "${copy.id}".`,
    },
    blockedBy: other.id,
    root: undefined,
  };
}

function judgeContradiction(copy: Copy, other: Copy): Judgement {
  const range = other.found.manifest!.dependencies.conflicts[copy.id]!;
  return {
    verdict: {
      state: 'unresolved',
      code: 'PLUGIN_INCOMPATIBLE',
      reason: `The plugin ${nameCopy(copy)} needs ${nameCopy(other)}, which declares that it cannot run beside "${copy.id}" "${range}".`,
      remedy: `Install versions of "${copy.id}" and "${other.id}" that can run together, or disable "${copy.id}".`,
    },
    blockedBy: other.id,
    root: undefined,
  };
}

function judgeCycle(copy: Copy, path: readonly Candidate[], next: Copy): Judgement {
  return {
    verdict: {
      state: 'unresolved',
      code: 'DEPENDENCY_CYCLE',
      reason: `The plugin ${nameCopy(copy)} depends on itself: ${showPath(path)}.`,
      remedy: `Remove one of these dependencies or make it optional, for instance that of "${path[0]!.copy.id}" on "${path[1]!.copy.id}".`,
    },
    blockedBy: next.id,
    root: undefined,
  };
}

/** How many plugins of a path are shown at either end. */
const SHOWN = 8;

function showPath(path: readonly Candidate[]): string {
  const left = path.length - 2 * SHOWN;
  if (left <= 1) return joinIds(path);
  return `${joinIds(path.slice(0, SHOWN))} -> (${left} more) -> ${joinIds(path.slice(-SHOWN))}`;
}

function joinIds(path: readonly Candidate[]): string {
  return path.map(({ copy }) => copy.id).join(' -> ');
}

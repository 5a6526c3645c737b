import type { FoundPlugin } from '../../discovery/source.ts';
import { messageWithPlace } from '../../manifest/problem-place.ts';
import type { Copy } from './copies.ts';
import type { Verdict } from './verdict.ts';

/** Which copy of an id takes part, and why the others do not. */
export interface ChosenCopies {
  /** At most one for each id. */
  readonly holder: Copy | undefined;
  readonly verdicts: ReadonlyMap<Copy, Verdict>;
}

/** What is wrong with the manifest itself. */
function judgeManifest({ problems, id, manifest, source }: FoundPlugin): Verdict | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    const others = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
    return { state: 'invalid', code: first.code, reason: `${messageWithPlace(first)}${others}`, remedy: first.hint };
  }
  if (manifest !== undefined) return undefined;
  return {
    state: 'invalid',
    code: 'MANIFEST_INVALID',
    reason: `The plugin "${id}" from ${source} has no manifest that can be read.`,
    remedy: 'Mend the manifest.',
  };
}

/** Chooses among all copies of one id, which come in the order of their ranks. Invalid ones neither win nor shadow. */
export function chooseCopy(copies: readonly Copy[], choice: string | undefined): ChosenCopies {
  const verdicts = new Map<Copy, Verdict>();
  const valid: Copy[] = [];
  for (const copy of copies) {
    const verdict = judgeManifest(copy.found);
    if (verdict === undefined) valid.push(copy);
    else verdicts.set(copy, verdict);
  }
  const chosen = valid.filter(({ place }) => place === choice);
  const first = valid.filter(({ source }) => source === valid[0]!.source);
  const winners = chosen.length === 1 ? chosen : first;
  const holder = winners.length === 1 ? winners[0] : undefined;
  for (const copy of valid) {
    if (copy === holder) continue;
    verdicts.set(copy, winners.includes(copy) ? toConflict(copy, winners, choice) : toShadow(copy, winners, choice));
  }
  return { holder, verdicts };
}

function toConflict({ id, found }: Copy, rivals: readonly Copy[], choice: string | undefined): Verdict {
  const ignored = choice === undefined ? '' : `; the choice of "${choice}" matches none of them`;
  const [first, second] = rivals;
  const places = rivals.map(({ place }) => `"${place}"`).join(' and ');
  return {
    state: 'conflicting',
    code: 'PLUGIN_CONFLICT',
    reason: `${rivals.length} plugins of ${found.source} have the id "${id}": ${places}${ignored}.`,
    remedy:
      first!.place === second!.place
        ? `Remove all plugins with the id "${id}" but one.`
        : `Choose one of them by its folder, such as "${first!.place}", or remove the others.`,
  };
}

/** The folder is the same, or both are in code. */
function toTwin({ id, place, found }: Copy, winner: Copy): Verdict {
  const where = found.folder === undefined ? '' : ` in "${place}"`;
  return {
    state: 'shadowed',
    code: 'PLUGIN_SHADOWED',
    reason: `The plugin "${id}"${where} is shadowed: an earlier source, ${winner.found.source}, brings it as well.`,
    remedy: 'Take it out of one of the two sources.',
  };
}

function toShadow(copy: Copy, winners: readonly Copy[], choice: string | undefined): Verdict {
  const { id, source, place } = copy;
  const twin = winners.find((winner) => winner.place === place);
  if (twin !== undefined) return toTwin(copy, twin);
  const places = winners.map((winner) => `"${winner.place}"`).join(' and ');
  const chosen = winners[0]!.place === choice;
  const why = chosen ? 'was chosen' : 'comes first';
  return {
    state: 'shadowed',
    code: 'PLUGIN_SHADOWED',
    reason: `The plugin "${id}" in "${place}" is shadowed by ${places}, which ${winners.length > 1 ? 'come first' : why}.`,
    remedy:
      chosen && source === winners[0]!.source
        ? `Choose "${place}" for "${id}" if it is to run instead.`
        : `Remove ${places}, or choose "${place}" for "${id}", if it is to run instead.`,
  };
}

import { ERROR_CATALOGUE } from '../../errors/catalogue.ts';
import { describeSystemError } from '../../discovery/system-error.ts';
import type { Problem } from '../../manifest/problem.ts';

/** What became of a damaged file: where it lies now, or why it could not be moved. */
type Outcome = ({ readonly aside: string } | { readonly thrown: unknown }) & {
  /** Whether nothing is known of what stood in it. */
  readonly isEmpty: boolean;
};

/** The file is no settings file. */
export function damagedProblem(path: string, reason: string, outcome: Outcome): Problem {
  const damaged = `The state file "${path}" is damaged: ${reason}.`;
  const { isEmpty } = outcome;
  if ('aside' in outcome) {
    return {
      code: 'STATE_DAMAGED',
      severity: 'error',
      message: `${damaged} It is now "${outcome.aside}", and ${isEmpty ? 'the state begins empty' : 'what is known of it was written again'}.`,
      hint: isEmpty ? ERROR_CATALOGUE.STATE_DAMAGED.remedy : 'Look at the file that was set aside.',
      file: outcome.aside,
    };
  }
  return {
    code: 'STATE_DAMAGED',
    severity: 'error',
    message: `${damaged} It could not be set aside (${describeSystemError(outcome.thrown)}), and ${isEmpty ? 'the state begins empty' : 'what is known of it holds in this process only'}.`,
    hint: 'Make the folder of the state writable, or move the file away.',
    file: path,
  };
}

/** The file may be whole, but not for us: it stays as it is. */
export function unusableProblem(
  path: string,
  { kind, reason }: { readonly kind: 'newer' | 'unreadable'; readonly reason: string },
  isEmpty: boolean,
): Problem {
  const effect = isEmpty ? 'The state begins empty' : 'What was decided before holds';
  return {
    code: 'STATE_UNWRITABLE',
    severity: 'error',
    message: `The state file "${path}" cannot be used: ${reason}. ${effect}, and changes are not written.`,
    hint:
      kind === 'newer'
        ? 'Use the version of Hookline that wrote the file, or give the manager another stateDir.'
        : 'Let the process read the file, or give the manager another stateDir.',
    file: path,
  };
}

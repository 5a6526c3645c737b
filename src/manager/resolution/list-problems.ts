import { messageWithPlace } from '../../manifest/problem-place.ts';
import type { Problem } from '../../manifest/problem.ts';

/** A problem as it is told: what is wrong and where, and what to do. */
export interface ToldProblem {
  readonly text: string;
  /** Absent for what only says that there is more. */
  readonly remedy?: string;
}

/** How many problems of one plugin are told. */
const MAX_TOLD = 10;

/** All problems of a manifest with their places, or the first of very many. */
export function listProblems(problems: readonly Problem[]): readonly ToldProblem[] {
  const told = problems.slice(0, MAX_TOLD).map((problem) => ({
    text: `${problem.severity === 'warning' ? 'warning: ' : ''}${messageWithPlace(problem)}`,
    remedy: problem.hint,
  }));
  const left = problems.length - told.length;
  return left === 0 ? told : [...told, { text: `... and ${left} more` }];
}

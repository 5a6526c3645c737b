import { HooklineError } from '../errors/hookline-error.ts';
import { placeOf } from './problem-place.ts';
import type { Problem } from './problem.ts';

/** A problem as an error, for those who cannot go on with it: the place stands in front of the message. */
export function toHooklineError(problem: Problem): HooklineError {
  const { code, message, hint, file, path, line, column } = problem;
  const place = placeOf(problem);
  const data = Object.fromEntries(
    Object.entries({ file, path, line, column }).filter(([, value]) => value !== undefined),
  );
  return new HooklineError(code, place === '' ? message : `${place}: ${message}`, { hint, data });
}

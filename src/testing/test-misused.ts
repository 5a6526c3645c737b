import { HooklineError } from '../errors/hookline-error.ts';

/** What is wrong with the way in which a test uses a function of the kit. */
export function testMisused(used: string, problem: string): HooklineError {
  return new HooklineError('TEST_MISUSED', `${used} cannot be used like this: ${problem}.`, {
    data: { used, problem },
  });
}

/** Throws TEST_MISUSED about one function. */
export type Refuse = (problem: string) => never;

/** Makes what throws TEST_MISUSED about one function. */
export function refusalsOf(used: string): Refuse {
  return (problem) => {
    throw testMisused(used, problem);
  };
}

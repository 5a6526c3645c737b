import type { RunnerName } from '../../runners/runner.ts';
import type { Language, License, TestRunner } from '../scaffold/plugin-plan.ts';

/** What was said of a new plugin, by flags or by answers to questions. */
export interface CreateAnswers {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly author?: string | undefined;
  readonly type?: string | undefined;
  /** Names. */
  readonly hooks?: readonly string[] | undefined;
  readonly runner?: RunnerName | undefined;
  /** Such as `net:stats.example`. */
  readonly permissions?: readonly string[] | undefined;
  readonly language?: Language | undefined;
  readonly tests?: TestRunner | undefined;
  readonly license?: License | undefined;
  readonly template?: string | undefined;
  readonly folder?: string | undefined;
}

/** What stands for an empty list where a list is needed. */
const NONE = 'none';

/** The items of an option that may be given several times, and takes commas as well; nothing if it was not given. */
export function listOf(given: readonly string[]): readonly string[] | undefined {
  if (given.length === 0) return undefined;
  const items = given.flatMap((each) => each.split(',')).map((each) => each.trim());
  return [...new Set(items.filter((item) => item !== '' && item !== NONE))];
}

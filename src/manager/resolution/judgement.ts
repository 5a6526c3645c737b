import type { Obstacle } from './obstacle.ts';
import type { Verdict } from './verdict.ts';

/** Why a plugin is `unresolved`. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The plugin that keeps it from running, if one does. */
  readonly blockedBy: string | undefined;
  /** Where it comes from; absent if from the plugin itself. */
  readonly root: Obstacle | undefined;
}

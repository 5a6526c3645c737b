import type { Unit } from '../../runners/runner.ts';

/** What the entry of a plugin exports. In an object, because a promise would be waited for if a promise gave it. */
export interface LoadedPlugin {
  readonly exported: unknown;
  /** The thread or process that it runs in, if it has one of its own. */
  readonly unit?: Unit;
}

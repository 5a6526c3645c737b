import type { FoundPlugin } from '../../discovery/source.ts';
import type { Copy } from './copies.ts';
import type { Inventory } from './inventory.ts';
import type { Judgement } from './judgement.ts';
import type { Verdict } from './verdict.ts';

/** An optional dependency that a plugin goes without. */
export interface AbsentDependency {
  readonly id: string;
  readonly reason: string;
}

/** What the resolution says of one plugin that was found. */
export interface ResolvedPlugin {
  readonly found: FoundPlugin;
  readonly id: string;
  /** Absent if it can run, or failed when it tried. */
  readonly verdict: Verdict | undefined;
  /** The plugin that keeps this one from running, if one does. */
  readonly blockedBy: string | undefined;
  /** The plugins that must be active before this one is; empty if it cannot run. */
  readonly dependencies: readonly string[];
  /** The plugins that need this one, whether or not they can run. */
  readonly dependents: readonly string[];
  /** The plugins that come first where both are activated: `dependencies.after`, and the owners of its hooks. */
  readonly after: readonly string[];
  /** Edges of `optional` and `after` that do not hold because they would close a cycle. */
  readonly dropped: readonly string[];
  /** The older API version that it runs through. */
  readonly adapter: string | undefined;
  /** Who provides each service that it requires: the id of a plugin, or `host`. */
  readonly services: ReadonlyMap<string, string>;
  /** Optional dependencies that it goes without. */
  readonly absent: readonly AbsentDependency[];
  /** Optional hooks of other plugins that are not there. */
  readonly waiting: readonly string[];
}

/** Who can run, in which order, and why the others cannot. */
export interface Resolution {
  /** Every plugin that was found, by id, then by source. */
  readonly plugins: readonly ResolvedPlugin[];
  /** The ids of all plugins without a verdict, each behind those that it depends on. */
  readonly order: readonly string[];
  /** By id: the one that takes part, or the first if none does. */
  readonly byId: ReadonlyMap<string, ResolvedPlugin>;
  /** What `explain` reads. */
  readonly grounds: Grounds;
}

/** What a resolution was made from. */
interface Grounds {
  readonly inventory: Inventory;
  /** Why those are out that something other than themselves keeps from running. */
  readonly judgements: ReadonlyMap<Copy, Judgement>;
}

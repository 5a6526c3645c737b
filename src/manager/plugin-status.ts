import type { ErrorCode } from '../errors/catalogue.ts';
import type { RunnerName } from '../runners/runner.ts';
import type { Problem } from '../manifest/problem.ts';
import type { PluginLimit, PluginPermission } from './isolation/plugin-isolation.ts';
import type { PluginHealth } from './health/health-ward.ts';
import type { PluginState } from './lifecycle/plugin-state.ts';

/** A plugin as the manager lists it: plain JSON. */
export interface PluginStatus {
  readonly id: string;
  readonly version: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly type: string | undefined;
  readonly keywords: readonly string[];
  readonly state: PluginState;
  /** The code of the reason; absent for a plugin that is well. */
  readonly code: ErrorCode | undefined;
  /** Why it is in its state. */
  readonly reason: string | undefined;
  /** What would change that. */
  readonly remedy: string | undefined;
  /** Where it was found, such as `directory(./plugins)`. */
  readonly source: string;
  readonly folder: string | undefined;
  /** Whether its source is trusted, or the operator trusts it. */
  readonly trusted: boolean;
  /** Where its code runs; absent for a plugin that cannot run where it should. */
  readonly runner: RunnerName | undefined;
  /** What its manifest asks for, one by one: what the operator says of it, and whether the plugin is kept to it. */
  readonly permissions: readonly PluginPermission[];
  /** The limits of its manifest, and whether the plugin is kept to them. */
  readonly limits: readonly PluginLimit[];
  readonly activation: 'lazy' | 'startup' | 'background' | undefined;
  /**
   * What made it be activated: `startup`, `background`, `hook <name>`, `command <name>`, `service <id>`, `dependency of <id>`,
   * `reload`.
   */
  readonly activatedBy: string | undefined;
  /** The hooks that its manifest names. */
  readonly hooks: readonly string[];
  /** The plugins that have to be active before it is. */
  readonly dependencies: readonly string[];
  /** The plugins that need it. */
  readonly dependents: readonly string[];
  /** Milliseconds. */
  readonly importMs: number | undefined;
  readonly activateMs: number | undefined;
  readonly health: PluginHealth;
  /** Everything that is wrong with its manifest, warnings too, and what the policy `scan` found in its code. */
  readonly problems: readonly Problem[];
}

/** What `list` may be narrowed to. All that is given must hold. */
export interface PluginFilter {
  readonly state?: PluginState | readonly PluginState[];
  readonly type?: string;
  readonly keyword?: string;
  /** The hook that its manifest names. */
  readonly hook?: string;
}

import type { Hooks } from '../hooks/hooks.ts';
import type { HooksLike } from '../hooks/hookspec.ts';
import type { BootReport } from './boot-report.ts';
import type { PluginCheck } from './check-plugin.ts';
import type { Explanation } from './resolution/explanation.ts';
import type { LockSnapshot } from './context/locks.ts';
import type { LogThreshold } from './context/log-levels.ts';
import type { RescanReport } from './rescan-report.ts';
import type { ManagerEvents } from './manager-events.ts';
import type { PluginFilter, PluginStatus } from './plugin-status.ts';

/**
 * Finds, resolves, activates, watches and stops plugins. Operations run one after the other in the order of their calls, and
 * one must not be awaited inside a hook or an `activate` that it has to wait for. Calls of hooks never wait for operations:
 * those that have started end with the plugins that they started with, later ones get the new.
 */
export interface PluginManager<Specs extends HooksLike<Specs>> extends AsyncDisposable {
  /** The hooks of the host, with the hookimpls of the plugins from `start()` on. */
  readonly hooks: Hooks<Specs>;
  /** Finds the plugins, gives them their places, activates those that want it, and tells what came of it. Never rejects for a plugin. */
  start(): Promise<BootReport>;
  /** Stops all plugins, the last one first, and leaves no handle open. The manager can be started again. */
  stop(): Promise<void>;
  /** Every plugin that was found, by id, those that cannot run included; empty before the first `start()` or `rescan()`. */
  list(filter?: PluginFilter): readonly PluginStatus[];
  /** The plugin that takes part under this id, or the first if none does. */
  get(id: string): PluginStatus | undefined;
  /** Lets a plugin run, and tries one that failed again. Plugins that need it come back. @throws PLUGIN_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED */
  enable(id: string): Promise<PluginStatus>;
  /** Stops a plugin and those that need it, until it is enabled. @throws PLUGIN_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED */
  disable(id: string): Promise<PluginStatus>;
  /**
   * Starts a plugin anew, with all that need it, from its files as they are now. The modules that were loaded before stay in
   * memory: for development. @throws PLUGIN_UNKNOWN
   */
  reload(id: string): Promise<PluginStatus>;
  /** Looks into the sources again. Before `start()` it finds and resolves without starting anything. */
  rescan(): Promise<RescanReport>;
  /** Trusts a plugin with the content that its folder has now. @throws PLUGIN_UNKNOWN, OPERATION_REFUSED, MANIFEST_UNREADABLE, STATE_UNWRITABLE, STATE_LOCKED */
  trust(id: string): Promise<PluginStatus>;
  /** Takes the trust back. @throws PLUGIN_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED */
  untrust(id: string): Promise<PluginStatus>;
  /** Says which plugin runs where several claim an id: the one in this folder. @throws PLUGIN_UNKNOWN, OPERATION_REFUSED, STATE_UNWRITABLE, STATE_LOCKED */
  choose(id: string, folder: string): Promise<PluginStatus>;
  /** Gives a plugin another configuration, until the process ends. @throws PLUGIN_UNKNOWN */
  configure(id: string, config: Readonly<Record<string, unknown>> | undefined): Promise<PluginStatus>;
  /** Activates a plugin and asks its `healthCheck` how it is. One that does not run fails, with the reason. @throws PLUGIN_UNKNOWN */
  check(id: string): Promise<PluginCheck>;
  /** Why a plugin is in its state, down to the root, and what would change that. Prints as text. @throws PLUGIN_UNKNOWN */
  explain(id: string): Explanation;
  /** A service that a plugin provides; activates the plugin. @throws SERVICE_MISSING, SERVICE_FAILED */
  service(id: string): Promise<unknown>;
  /** What plugins log from this level on; with an id, what that one logs. */
  setLogLevel(level: LogThreshold, id?: string): void;
  /** Who holds which lock, and who waits for it. */
  locks(): readonly LockSnapshot[];
  /** Subscribes to an event and gives back its undo. A listener that throws changes nothing. */
  on<Name extends keyof ManagerEvents>(event: Name, listener: (payload: ManagerEvents[Name]) => unknown): () => void;
}

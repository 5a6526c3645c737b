import type { Hooks } from '../hooks/hooks.ts';
import type { HooksLike } from '../hooks/hookspec.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { BootReport } from './boot-report.ts';
import type { PluginCheck } from './check-plugin.ts';
import type { CommandInfo, TemplateInfo } from './commands/command-info.ts';
import type { RunCommandOptions } from './commands/run-command.ts';
import type { Explanation } from './resolution/explanation.ts';
import type { LockDocument } from './lockfile/lock-document.ts';
import type { LoadedModule } from './lifecycle/load-trace.ts';
import type { LockSnapshot } from './context/locks.ts';
import type { LogThreshold } from './context/log-levels.ts';
import type { ResourceReport } from './health/resource-report.ts';
import type { PluginPage, PluginQuery } from './query/plugin-query.ts';
import type { RescanReport } from './rescan-report.ts';
import type { ManagerEvents } from './manager-events.ts';
import type { TrustOptions } from './permissions/consent-changes.ts';
import type { PluginFilter, PluginStatus } from './plugin-status.ts';
import type { Preview, PreviewRequest } from './preview.ts';

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
  /**
   * The plugins that a query finds, sorted, a page at a time: `{ text: 'markdown', sort: 'name', limit: 20 }`.
   * @throws QUERY_INVALID, INDEX_UNAVAILABLE
   */
  query(query?: PluginQuery): PluginPage;
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
  /**
   * Has the managers that run with this `stateDir`, in whatever process, reload a plugin within a second, if they follow the
   * state. @throws PLUGIN_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED
   */
  requestReload(id: string): Promise<PluginStatus>;
  /** Looks into the sources again. Before `start()` it finds and resolves without starting anything. */
  rescan(): Promise<RescanReport>;
  /**
   * Trusts a plugin with the content that its folder has now, and grants it all permissions that its manifest asks for now, or
   * only those that are named.
   * @throws PLUGIN_UNKNOWN, PERMISSION_UNKNOWN, OPERATION_REFUSED, MANIFEST_UNREADABLE, STATE_UNWRITABLE, STATE_LOCKED
   */
  trust(id: string, options?: TrustOptions): Promise<PluginStatus>;
  /** Takes trust and grants back. @throws PLUGIN_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED */
  untrust(id: string): Promise<PluginStatus>;
  /**
   * Grants permissions that the manifest of a plugin asks for, such as `net:stats.example`; one that covers several, such as
   * `net:*`, stands for all of them. A plugin that runs is started anew. @throws PLUGIN_UNKNOWN, PERMISSION_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED
   */
  grant(id: string, permissions: string | readonly string[]): Promise<PluginStatus>;
  /**
   * Takes permissions from a plugin, whether or not its source is trusted. It is started anew without them, or stops if it
   * cannot do without. @throws PLUGIN_UNKNOWN, PERMISSION_UNKNOWN, STATE_UNWRITABLE, STATE_LOCKED
   */
  revoke(id: string, permissions: string | readonly string[]): Promise<PluginStatus>;
  /** What would follow from a change for the plugin and all others. Changes nothing. @throws PLUGIN_UNKNOWN, PERMISSION_UNKNOWN, OPERATION_REFUSED */
  preview(request: PreviewRequest): Promise<Preview>;
  /** Says which plugin runs where several claim an id: the one in this folder. @throws PLUGIN_UNKNOWN, OPERATION_REFUSED, STATE_UNWRITABLE, STATE_LOCKED */
  choose(id: string, folder: string): Promise<PluginStatus>;
  /** Gives a plugin another configuration, until the process ends. @throws PLUGIN_UNKNOWN */
  configure(id: string, config: Readonly<Record<string, unknown>> | undefined): Promise<PluginStatus>;
  /**
   * The configuration of a plugin as it holds, with defaults filled in, fit to be shown: where it refers to a secret, the
   * reference stands. `undefined` for a plugin that was not found, or whose configuration is not valid.
   */
  config(id: string): Readonly<Record<string, unknown>> | undefined;
  /** Activates a plugin and asks its `healthCheck` how it is. One that does not run fails, with the reason. @throws PLUGIN_UNKNOWN */
  check(id: string): Promise<PluginCheck>;
  /**
   * The commands of all plugins that can run, as their manifests declare them, by their qualified names. Loads nothing; empty
   * before the first `start()` or `rescan()`.
   */
  commands(): readonly CommandInfo[];
  /**
   * Runs a command of a plugin by its qualified name, or by its short one where that means one command only. Activates the
   * plugin, once. Gives what the command gives.
   *
   * @throws COMMAND_UNKNOWN, COMMAND_AMBIGUOUS, COMMAND_ARGUMENTS_INVALID, COMMAND_UNAVAILABLE, COMMAND_FAILED, COMMAND_TIMEOUT,
   * COMMAND_ABORTED
   */
  runCommand(name: string, options?: RunCommandOptions): Promise<unknown>;
  /** The templates of all plugins that can run, by their qualified names. */
  templates(): readonly TemplateInfo[];
  /** What code of plugins was loaded, what for, when, and how long that took; in the order in which it began. */
  loaded(): readonly LoadedModule[];
  /** What a plugin says of itself, defaults filled in; `undefined` for a plugin that is not there or invalid. A copy. */
  manifest(id: string): Manifest | undefined;
  /** Why a plugin is in its state, down to the root, and what would change that. Prints as text. @throws PLUGIN_UNKNOWN */
  explain(id: string): Explanation;
  /**
   * What runs now, down to the content of each folder, for the option `lock`: every plugin that can run, those that have
   * failed in this process included. @throws MANIFEST_UNREADABLE
   */
  lock(): Promise<LockDocument>;
  /** A service that a plugin provides; activates the plugin. @throws SERVICE_MISSING, SERVICE_FAILED */
  service(id: string): Promise<unknown>;
  /** What plugins log from this level on; with an id, what that one logs. */
  setLogLevel(level: LogThreshold, id?: string): void;
  /** What plugins hold, and what the process has open. Tells more with the option `watchLeaks`. */
  resources(): ResourceReport;
  /** Who holds which lock, and who waits for it. */
  locks(): readonly LockSnapshot[];
  /** Subscribes to an event and gives back its undo. A listener that throws changes nothing. */
  on<Name extends keyof ManagerEvents>(event: Name, listener: (payload: ManagerEvents[Name]) => unknown): () => void;
}

import type { CreateHooksOptions } from '../hooks/create-hooks.ts';
import type { HooksLike } from '../hooks/hookspec.ts';
import type { Source } from '../discovery/source.ts';
import type { Enforceable } from '../runners/enforcement-fact.ts';
import type { Launcher } from '../runners/launchers.ts';
import type { RunnerName } from '../runners/runner.ts';
import type { ApiAdapter } from './lifecycle/api-adapter.ts';
import type { Clock } from './clock.ts';
import type { BreakerOptions } from './health/breaker.ts';
import type { LogThreshold } from './context/log-levels.ts';
import type { PluginType } from './plugin-types/plugin-type.ts';
import type { PluginPolicy } from './state/policy.ts';
import type { LockDocument } from './lockfile/lock-document.ts';
import type { IndexKind } from './query/index-kind.ts';
import type { SecretProvider } from './context/resolve-secrets.ts';
import type { HostService } from './context/service-table.ts';

/** Who the plugins are made for. */
export interface PluginHost {
  /** Ids of plugins may not begin with it, unless the host says that a source is first-party. */
  readonly name: string;
  /** The version of its plugin API: a semantic version of its own, apart from that of the host. */
  readonly api: string;
  /** Older versions of the API that it still serves. */
  readonly adapters?: readonly ApiAdapter[];
  /** The address of the guide from one API version to the next, for messages. */
  readonly guide?: string;
}

/** When a plugin is left out because it fails too often. */
export interface HealthOptions extends Partial<BreakerOptions> {
  /** Thresholds of single plugins, by id. */
  readonly plugins?: Readonly<Record<string, Partial<BreakerOptions>>>;
}

/** How long things may take, in milliseconds. */
export interface LimitOptions {
  /** Importing the entry of a plugin. Default 10,000. */
  readonly importMs?: number;
  /** `activate`; a manifest may ask for another limit with `limits.startMs`. Default 10,000. */
  readonly activateMs?: number;
  /** How long a plugin that stops may go on with the calls that it works on. Default 5,000. */
  readonly drainMs?: number;
  /** `deactivate`, and each disposal. Default 5,000. */
  readonly deactivateMs?: number;
  /** `healthCheck`. Default 10,000. */
  readonly checkMs?: number;
  /** A hookimpl that keeps the event loop busy for longer is named; `Infinity` for none. Default 100. */
  readonly blockMs?: number;
  /** How many plugins are activated at the same time at start-up. Default 8. */
  readonly activations?: number;
  /** How much may lie in the data folder of each plugin, in megabytes; a manifest may ask for less. Default: any amount. */
  readonly dataMb?: number;
}

/** Where the code of plugins runs. Manifests may ask for more isolation, never for less. */
export interface RunnerOptions {
  /** The least isolation of every plugin of a folder. Default `inline`. */
  readonly min?: RunnerName;
  /** The least isolation of single plugins, by id. */
  readonly plugins?: Readonly<Record<string, RunnerName>>;
  /** Folders that plugins in a thread or process may read beside their own, such as one with packages that they share. */
  readonly read?: readonly string[];
  /** Permissions and limits that have to be kept by Node, by the system or by the host: where one is not, plugins are refused. */
  readonly enforce?: readonly Enforceable[];
  /** What is started in place of the command line of a process, such as the same behind `bubblewrap()`. */
  readonly launcher?: Launcher;
  /**
   * Plugins, by id, for which another thread or process waits while they run, to take their place at once when they end by
   * themselves; `true` for all of them. It costs the memory of an empty one each. Default `false`.
   */
  readonly spares?: boolean | readonly string[];
  /**
   * How long a plugin in a thread or process may be without a call before that is ended, in milliseconds; the next call starts it
   * again. Plugins that are activated at start-up or in the background stay, and so do those with historic hooks, and those whose
   * services, locks or dependents are in use. Default: for ever.
   */
  readonly idleMs?: number;
}

/** What `createPluginManager` takes. */
export interface PluginManagerOptions<Specs extends HooksLike<Specs>> {
  readonly host: PluginHost;
  readonly hookspecs: Specs;
  /** Where plugins are found; those of an earlier source go before those of a later one with the same id. Default none. */
  readonly sources?: readonly Source[];
  /** `false` leaves the hooks without hookimpls and looks into no source. Default `true`. */
  readonly enabled?: boolean;
  /** What the host does for plugins, by the id of the service. */
  readonly services?: Readonly<Record<string, HostService>>;
  /** The configuration of plugins by id. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Where declared secrets come from. Each plugin sees only its own. */
  readonly secrets?: SecretProvider;
  readonly policy?: PluginPolicy;
  /** By id, the folder of the plugin that runs where several claim the id. What the operator chose goes before it. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What was locked with `PluginManager.lock`: the path of a lock file, or its content. Nothing else runs. */
  readonly lock?: string | LockDocument;
  /** By short name of a command, the id of the plugin whose command it means where several contribute one. */
  readonly commands?: Readonly<Record<string, string>>;
  /** The types of plugins that this host has; a manifest with another `type` is invalid then. Default: any type, and no rules. */
  readonly pluginTypes?: readonly PluginType[];
  /**
   * Where `query` looks: `memory`, or a file of SQLite in `stateDir` (`sqlite`, which not every Node.js has; `auto` takes it where
   * it is there). The answers are the same. Default `memory`.
   */
  readonly index?: IndexKind;
  /** A folder for what has to last: settings, the cache of manifests, the data of plugins. Without it nothing lasts. */
  readonly stateDir?: string;
  /**
   * Whether the manager, while it runs, heeds within a second what others write into `stateDir`, such as `hookline disable`.
   * Default `true`.
   */
  readonly followState?: boolean;
  /** Whether statistics of the run are kept in `stateDir`, for `hookline stats`. Default `true`. */
  readonly recordStats?: boolean;
  readonly runners?: RunnerOptions;
  /** Options of `createHooks`. */
  readonly hooks?: CreateHooksOptions;
  readonly limits?: LimitOptions;
  readonly health?: HealthOptions;
  /**
   * Where the time comes from in which a breaker counts and waits, a thread or process is started again, releases age and trust
   * is given. Time limits of calls and of plugins that start or stop are always those of the computer, which is the default.
   */
  readonly clock?: Clock;
  /** What plugins log from this level on. Default `info`. */
  readonly logLevel?: LogThreshold;
  /** Whether what plugins print with `console` becomes an event `plugin:log`. Default `true`. */
  readonly captureConsole?: boolean;
  /**
   * Whether it is watched which timers, sockets, files and the like plugins open in this process, and told as `PLUGIN_LEAK`
   * when one stops and leaves some open. Takes a stack for each of them: for tests and for looking into a leak. Default `false`.
   */
  readonly watchLeaks?: boolean;
  /** Whether errors that nobody handled and that come from plugins are survived and reported. Default `true`. */
  readonly surviveErrors?: boolean;
}

import type { AnyPluginDefinition } from '../plugin/define-plugin.ts';
import type { Traffic } from '../rpc/peer-options.ts';
import type { PluginFolder } from './plugin-folders.ts';

/** Where the code of a plugin runs: in the thread of the host, in a thread of its own, or in a process of its own. */
export type RunnerName = 'inline' | 'worker' | 'process';

/** A plugin that is to run in a thread or process of its own. */
export interface UnitRequest {
  readonly plugin: { readonly id: string; readonly version: string };
  /** The folder of the plugin and its entry module, absolute, links resolved. */
  readonly folder: string;
  readonly entryFile: string;
  /** The folders of other plugins, whose files it must not import. */
  readonly others?: readonly PluginFolder[];
  /** How long it may take until the plugin is loaded, in milliseconds. */
  readonly startMs: number;
  /** How much memory the unit may use, in MiB. */
  readonly memoryMb: number | undefined;
  /** Further flags of Node. */
  readonly execArgv: readonly string[];
  /** The whole environment of the unit. */
  readonly env: Readonly<Record<string, string>>;
  /** The keys of the secrets that the manifest declares. */
  readonly secrets?: readonly string[];
  /** Those hooks of the plugin that are synchronous. Only a thread can have some. */
  readonly syncHooks?: readonly string[];
  /** What the plugin keeps of what the permission model leaves open. Default: all of it. */
  readonly granted?: { readonly net: boolean; readonly exec: boolean; readonly native: boolean };
  /** How long the unit may leave calls unanswered and give no sign of life before it is ended. Default 10,000. */
  readonly hangMs?: number;
  /** Told when it has not answered for 3 seconds, and when it answers again. */
  readonly onResponsive?: (isResponsive: boolean) => void;
  /** What is started instead of `argv`. Only for a process. */
  readonly launcher?: (argv: readonly string[]) => readonly string[];
  /** A line that the unit wrote, without its end, and cut to 8 KiB. */
  readonly onOutput: (stream: 'stdout' | 'stderr', line: string) => void;
}

/** How a unit ended. */
export interface UnitExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Completes "It ...": `ended with the exit code 1`. */
  readonly reason: string;
  /** The last 20 lines that it wrote to stderr. */
  readonly lastLines: readonly string[];
}

/** A plugin that runs in a thread or process of its own. */
export interface Unit {
  /** Stands for the default export of the plugin: its functions call the unit. */
  readonly definition: AnyPluginDefinition;
  /** Resolves once, also after `stop`. */
  readonly exited: Promise<UnitExit>;
  /** Ends the unit: kindly, then by force. Never rejects. */
  stop(): Promise<void>;
  readonly pid?: number;
  /** Its calls, those of the host and its own. */
  traffic(): Traffic;
}

/**
 * Starts a unit, and loads the plugin in it.
 *
 * @throws ENTRY_IMPORT_FAILED, ENTRY_IMPORT_TIMEOUT, ENTRY_DEPENDENCY_MISSING, ENTRY_EXPORT_INVALID, RUNNER_START_FAILED,
 * RUNNER_UNSUPPORTED, RPC_HANDSHAKE_FAILED
 */
export type StartUnit = (request: UnitRequest) => Promise<Unit>;

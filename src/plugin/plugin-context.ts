import type { HookContext } from '../hooks/hook-context.ts';
import type { HookCaller } from '../hooks/hooks.ts';
import type { Hookspec } from '../hooks/hookspec.ts';
import type { PluginHttp } from './plugin-http.ts';
import type { Transaction } from './run-transaction.ts';

/** What a plugin logs. `data` is for machines; secrets are blacked out in both. */
export interface PluginLog {
  debug(message: string, data?: unknown): void;
  info(message: string, data?: unknown): void;
  warn(message: string, data?: unknown): void;
  error(message: string, data?: unknown): void;
}

/** The secrets that the manifest declares, and no others. */
export interface PluginSecrets {
  /** `undefined` for one that is not required and not there. @throws SECRET_UNDECLARED */
  get(key: string): string | undefined;
  has(key: string): boolean;
}

/** Services of the host and of other plugins. `Services` is an interface of their types by id. */
export interface PluginServices<Services> {
  /**
   * A service that the manifest requires. Activates the plugin that provides it.
   *
   * @throws SERVICE_UNDECLARED, SERVICE_REFUSED, SERVICE_VERSION, SERVICE_FAILED
   */
  get<Id extends keyof Services & string>(id: Id): Promise<Services[Id]>;
}

/** How a lock is asked for. */
export interface LockOptions {
  /** How long to wait for the lock, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Any number of `shared` holders, or one `exclusive`. Default `exclusive`. */
  readonly mode?: 'exclusive' | 'shared';
  readonly signal?: AbortSignal;
}

/** A lock that is held until it is released, or until its plugin stops. */
export interface Lock extends Disposable, AsyncDisposable {
  readonly name: string;
  release(): void;
}

/** Locks by name, shared by all plugins of a manager. */
export interface PluginLocks {
  /** Waits for its turn. @throws LOCK_TIMEOUT, which names the owner; CONTEXT_MISUSED; the reason of `signal` */
  acquire(name: string, options?: LockOptions): Promise<Lock>;
}

/** What an offloaded module is called with, and for how long. */
export interface OffloadOptions {
  /** Aborting it stops the worker, and rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** How far something has come. */
export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly message?: string;
}

/** Calls the hooks that the plugin contributes, by their names without its id. */
export type PluginHookCaller<Contributed> = Pick<HookCaller<HookspecsIn<Contributed>>, 'execute' | 'executeWithReport'>;

type HookspecsIn<Contributed> = { readonly [Name in keyof Contributed]: Extract<Contributed[Name], Hookspec> };

/** The hooks of other plugins, as those who implement them name them: with the id of the plugin that contributes them. */
export type ContributedBy<Id extends string, Contributed> = {
  readonly [Name in keyof Contributed & string as `${Id}/${Name}`]: Contributed[Name];
};

/** What `onDispose` takes: a function, or anything that can be disposed of. */
export type Disposal = (() => unknown) | Disposable | AsyncDisposable;

/** What a plugin gets from the manager. Frozen. */
export interface PluginContext<
  Config = Readonly<Record<string, unknown>>,
  Services = Readonly<Record<string, unknown>>,
  Contributed = {},
> {
  readonly plugin: { readonly id: string; readonly version: string };
  /** Checked against the schema of the manifest, defaults filled in, deeply frozen. */
  readonly config: Config;
  readonly secrets: PluginSecrets;
  readonly log: PluginLog;
  readonly services: PluginServices<Services>;
  /**
   * Calls the hooks that the plugin contributes itself, under the rules of `hooks.execute` of the host.
   *
   * @throws CONTEXT_MISUSED for a hook that its manifest does not contribute
   */
  readonly hooks: PluginHookCaller<Contributed>;
  readonly http: PluginHttp;
  /** A folder of the plugin's own, made when it is first asked for. @throws DATA_FOLDER_UNAVAILABLE */
  readonly dataDir: string;
  /** Aborted when the plugin stops; in a hook call, when the call no longer waits. */
  readonly signal: AbortSignal;
  readonly locks: PluginLocks;
  /** Has something disposed of when the plugin stops; what came last goes first. */
  onDispose(this: void, disposal: Disposal): void;
  /** Wraps an import that is made on first use, and once. */
  lazy<Module>(this: void, load: () => Promise<Module>): () => Promise<Module>;
  /**
   * Calls the default export of a module of the plugin with `args` in a worker thread. `module` is relative to the folder of the
   * plugin; what goes in and comes out is cloned.
   *
   * @throws OFFLOAD_MODULE_INVALID, OFFLOAD_FAILED, the reason of `signal`
   */
  offload<Result = unknown>(this: void, module: string, args?: unknown, options?: OffloadOptions): Promise<Result>;
  /**
   * Runs steps that are undone together: if one throws, or `ctx.signal` is aborted before the last has ended, what was given to
   * `onRollback` runs, the last one first. Rejects with what was thrown, or with the reason of the signal.
   *
   * @throws TRANSACTION_UNDO_FAILED
   */
  transaction<Result>(this: void, steps: (transaction: Transaction) => Result | PromiseLike<Result>): Promise<Result>;
  /** Tells the host how far something has come. */
  progress(this: void, progress: Progress): void;
}

/** What belongs to one run of a hookimpl. */
export interface CallState {
  /** A store for this run alone, made when it is first read: runs that overlap never see each other's. */
  readonly local: Map<unknown, unknown>;
}

/** What a hookimpl of a plugin receives: the context of the plugin and of the call. */
export type PluginHookContext<
  Config = Readonly<Record<string, unknown>>,
  Services = Readonly<Record<string, unknown>>,
  Contributed = {},
> = PluginContext<Config, Services, Contributed> & HookContext & CallState;

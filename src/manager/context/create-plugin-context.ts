import { describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { HooksHandle } from '../../hooks/hooks-handle.ts';
import type { Hookspec } from '../../hooks/hookspec.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { toPromise } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Permission } from '../../manifest/permission.ts';
import { bindToCalls, type CallOrigin } from '../../plugin/plugin-call-context.ts';
import type {
  Disposal,
  LockOptions,
  OffloadOptions,
  PluginContext,
  PluginHookCaller,
  PluginLog,
  PluginSecrets,
  Progress,
} from '../../plugin/plugin-context.ts';
import { runTransaction } from '../../plugin/run-transaction.ts';
import { checkProgress } from './check-progress.ts';
import { contextClosed, contextMisused, pluginStopped } from './context-errors.ts';
import { parseOffloadOptions } from './context-options.ts';
import { createPluginHttp } from './create-plugin-http.ts';
import { dataFolderOf } from './data-folder.ts';
import type { Disposals } from './disposals.ts';
import type { Locks } from './locks.ts';
import type { LogLevel } from './log-levels.ts';
import type { OffloadPool } from './offload-pool.ts';
import type { PluginConfig } from './plugin-config.ts';
import { createPluginLog, type LogRecord } from './plugin-log.ts';
import { createPluginSecrets } from './plugin-secrets.ts';
import type { Redactor } from './redactor.ts';
import type { ServiceTable } from './service-table.ts';

/** How far a plugin has come, and in which hook call, if it said so in one. */
export interface ProgressEvent extends Progress {
  readonly plugin: string;
  readonly version: string;
  readonly hook?: string;
  readonly callId?: number;
}

/** What all plugins of a manager share. */
export interface SharedParts {
  readonly redactor: Redactor;
  readonly locks: Locks;
  readonly offloadPool: OffloadPool;
  readonly services: ServiceTable;
  /** Those of the host, in which the hooks of plugins are declared. */
  readonly hooks: Pick<HooksHandle, 'execute' | 'executeWithReport'>;
  readonly isLogged: (plugin: string, level: LogLevel) => boolean;
  /** Must not throw, nor must the others. */
  readonly onLog: (record: LogRecord) => void;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly onSecretRead: (read: { readonly plugin: string; readonly version: string; readonly key: string }) => void;
}

/** What belongs to one activation of a plugin. */
export interface ContextParts {
  /** An object of its own for each activation: locks, threads and services know the plugin by its identity. */
  readonly plugin: PluginIdentity;
  readonly manifest: Pick<Manifest, 'contributes' | 'limits' | 'permissions' | 'requires' | 'secrets'>;
  /** Those of its permissions that the operator grants. */
  readonly granted: readonly Permission[];
  readonly folder: string | undefined;
  readonly stateDir: string | undefined;
  /** Called once, when the plugin has asked for its data folder. */
  readonly onDataDir?: (folder: string) => void;
  /** Deeply frozen. Asked each time, because the operator may change it while the plugin runs. */
  readonly config: () => PluginConfig;
  readonly secrets: ReadonlyMap<string, string>;
  readonly disposals: Disposals;
  /** Activates the plugin that provides a service. */
  readonly activate: (provider: string) => Promise<unknown>;
  readonly shared: SharedParts;
}

/** The context of one activation of a plugin, and its end. */
export interface OpenContext {
  readonly context: PluginContext;
  /** Aborts `ctx.signal`, when the plugin begins to stop. */
  abort(): void;
  /**
   * From now on the functions of the context throw `CONTEXT_CLOSED`, except `log`; locks, threads and services that the plugin
   * has are taken from it. Resolves when its threads are gone.
   */
  close(): Promise<void>;
}

/** Throws `CONTEXT_CLOSED` once the plugin has stopped. `used` is what it is using. */
type AssertOpen = (used: string) => void;

/** The context that the entry of a plugin receives. `toCallContext` makes those of its hook calls from it. */
export function createPluginContext(parts: ContextParts): OpenContext {
  const { plugin, shared } = parts;
  const controller = new AbortController();
  let isClosed = false;
  const assertOpen: AssertOpen = (used) => {
    if (isClosed) throw contextClosed(plugin, used);
  };
  const logOf = (call?: CallOrigin): PluginLog => createLog(parts, () => isClosed, call);
  const progressOf = (call?: CallOrigin) => (progress: Progress) => {
    assertOpen('ctx.progress');
    shared.onProgress(toEvent(parts, progress, call));
  };
  const transactionOf = ({ signal }: { readonly signal: AbortSignal }): PluginContext['transaction'] => {
    return async (steps) => {
      assertOpen('ctx.transaction');
      const misused = (problem: string): Error => contextMisused(plugin, 'ctx.transaction', problem);
      return runTransaction({ plugin, signal, misused }, steps);
    };
  };
  const { http, close: closeHttp } = createPluginHttp(parts, assertOpen);
  const context = createContext(parts, assertOpen, {
    http,
    log: logOf(),
    progress: progressOf(),
    signal: controller.signal,
    transaction: transactionOf(controller),
  });
  bindToCalls(context, { logOf, progressOf, transactionOf });
  const abort = (): void => controller.abort(pluginStopped(plugin));
  return {
    context,
    abort,
    close: async () => {
      abort();
      isClosed = true;
      closeHttp();
      shared.locks.releaseAll(plugin);
      shared.services.withdraw(plugin);
      await shared.offloadPool.stop(plugin);
    },
  };
}

function createContext(
  parts: ContextParts,
  assertOpen: AssertOpen,
  {
    http,
    log,
    progress,
    signal,
    transaction,
  }: Pick<PluginContext, 'http' | 'log' | 'progress' | 'signal' | 'transaction'>,
): PluginContext {
  const { plugin, stateDir, disposals } = parts;
  let dataDir: string | undefined;
  const context: PluginContext = {
    plugin: Object.freeze(plugin),
    get config() {
      return parts.config();
    },
    secrets: createSecrets(parts, assertOpen),
    log,
    services: createServices(parts, assertOpen),
    hooks: createHookCaller(parts, assertOpen),
    http,
    get dataDir() {
      if (dataDir === undefined) assertOpen('ctx.dataDir');
      if (dataDir === undefined) {
        dataDir = dataFolderOf({ stateDir, plugin });
        parts.onDataDir?.(dataDir);
      }
      return dataDir;
    },
    signal,
    locks: createLocks(parts, assertOpen),
    onDispose: (disposal: Disposal) => {
      // Also too late, so that it does not stay open.
      disposals.add(disposal);
      assertOpen('ctx.onDispose');
    },
    lazy: (load) => createLazy(plugin, load, assertOpen),
    offload: createOffload(parts, assertOpen),
    transaction,
    progress,
  };
  // Whoever copies or prints the context does not ask for the folder.
  return Object.freeze(Object.defineProperty(context, 'dataDir', { enumerable: false }));
}

function createLog(
  { plugin, shared: { redactor, isLogged, onLog } }: ContextParts,
  isLate: () => boolean,
  call: CallOrigin | undefined,
): PluginLog {
  const isEnabled = (level: LogLevel): boolean => isLogged(plugin.id, level);
  return createPluginLog({ plugin, redactor, isEnabled, emit: onLog, isLate, call });
}

function createSecrets(
  { plugin: { id, version }, plugin, manifest, secrets, shared: { redactor, onSecretRead } }: ContextParts,
  assertOpen: AssertOpen,
): PluginSecrets {
  const declared = manifest.secrets.map(({ key }) => key);
  const onAccess = (key: string): void => onSecretRead({ plugin: id, version, key });
  const inner = createPluginSecrets({ plugin, declared, read: (key) => secrets.get(key), redactor, onAccess });
  return Object.freeze({
    get(key: string) {
      assertOpen('ctx.secrets.get');
      return inner.get(key);
    },
    has(key: string) {
      assertOpen('ctx.secrets.has');
      return inner.has(key);
    },
  });
}

function createServices(parts: ContextParts, assertOpen: AssertOpen): PluginContext['services'] {
  const { activate, shared } = parts;
  return Object.freeze({
    async get(id: string) {
      assertOpen('ctx.services.get');
      return shared.services.get({ asker: parts, id, activate });
    },
  });
}

function createHookCaller(
  { plugin, manifest: { contributes }, shared: { hooks } }: ContextParts,
  assertOpen: AssertOpen,
): PluginContext['hooks'] {
  const toFullName = (used: string, name: string): string => {
    assertOpen(used);
    if (contributes.hooks.includes(name)) return `${plugin.id}/${name}`;
    throw contextMisused(plugin, used, noSuchHook(name, contributes.hooks));
  };
  const caller: PluginHookCaller<Readonly<Record<string, Hookspec>>> = {
    execute: (name, ...[args, options]) => hooks.execute(toFullName('ctx.hooks.execute', name), args, options),
    executeWithReport: (name, ...[args, options]) =>
      hooks.executeWithReport(toFullName('ctx.hooks.executeWithReport', name), args, options),
  };
  return Object.freeze(caller);
}

function noSuchHook(name: unknown, contributed: readonly string[]): string {
  if (typeof name !== 'string') return `its manifest contributes no hook named by ${describeValue(name)}`;
  return `its manifest contributes no hook "${name}"${nearestInParentheses(name, contributed)}`;
}

function createLocks({ plugin, shared: { locks } }: ContextParts, assertOpen: AssertOpen): PluginContext['locks'] {
  return Object.freeze({
    async acquire(name: string, options?: LockOptions) {
      assertOpen('ctx.locks.acquire');
      return locks.acquire(plugin, name, options);
    },
  });
}

function createOffload(
  { plugin, folder, manifest, shared: { offloadPool } }: ContextParts,
  assertOpen: AssertOpen,
): PluginContext['offload'] {
  const { memoryMb } = manifest.limits;
  return async <Result>(module: string, args?: unknown, options?: OffloadOptions) => {
    assertOpen('ctx.offload');
    const { signal } = parseOffloadOptions({ plugin, used: 'ctx.offload' }, options);
    // What the module gives is the plugin's own affair.
    return offloadPool.run({ plugin, folder, module, args, signal, memoryMb }) as Promise<Result>;
  };
}

/** A load that fails is tried again by whoever asks next. */
function createLazy<Module>(
  plugin: PluginIdentity,
  load: () => Promise<Module>,
  assertOpen: AssertOpen,
): () => Promise<Module> {
  if (typeof load !== 'function') {
    throw contextMisused(plugin, 'ctx.lazy', `it takes a function that imports, not ${describeValue(load)}`);
  }
  let loaded: Promise<Module> | undefined;
  return async () => {
    if (loaded === undefined) assertOpen('what ctx.lazy gave');
    loaded ??= toPromise(load) as Promise<Module>;
    try {
      return await loaded;
    } catch (thrown) {
      loaded = undefined;
      throw thrown;
    }
  };
}

function toEvent({ plugin, shared }: ContextParts, progress: unknown, call: CallOrigin | undefined): ProgressEvent {
  const { message, ...amounts } = checkProgress(plugin, progress);
  return {
    plugin: plugin.id,
    version: plugin.version,
    ...amounts,
    ...(message === undefined ? {} : { message: shared.redactor.redact(message) }),
    ...(call === undefined ? {} : { hook: call.hook, callId: call.callId }),
  };
}

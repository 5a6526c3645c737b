import { describeValue } from '../../errors/describe-value.ts';
import { bindToCalls } from '../../plugin/plugin-call-context.ts';
import type { Disposal, PluginContext, PluginHookCaller } from '../../plugin/plugin-context.ts';
import { runTransaction } from '../../plugin/run-transaction.ts';
import type { Peer } from '../../rpc/peer.ts';
import { unpackError } from '../../rpc/unpack-error.ts';
import { HOST_TARGETS, type UnitStart } from '../unit-targets.ts';
import { contextMisused } from './context-misused.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { RunningCall } from './running-call.ts';
import { createUnitHttp } from './unit-http.ts';
import { createUnitLazy } from './unit-lazy.ts';
import { createUnitLocks } from './unit-locks.ts';
import { createUnitLog } from './unit-log.ts';
import { createUnitProgress } from './unit-progress.ts';
import { createUnitSecrets } from './unit-secrets.ts';
import { createUnitServices } from './unit-services.ts';
import { toDisposal } from '../../plugin/to-disposal.ts';

/** The context of the plugin of a unit, and what the host changes of it. */
export interface UnitContext {
  readonly context: PluginContext;
  configure(config: unknown): void;
  abort(reason: Error): void;
  /** Runs a disposal, by its number. */
  dispose(disposal: number): unknown;
}

/** A context with the same members as that of the host, which is asked for all that only a host can do. */
export function createUnitContext(peer: Peer, plugin: PluginContext['plugin'], start: UnitStart): UnitContext {
  const controller = new AbortController();
  const disposals: (() => unknown)[] = [];
  let config = deepFreeze(start.config);
  const misused = (problem: string): Error => contextMisused(plugin, 'ctx.transaction', problem);
  const transactionOf = ({ signal }: { readonly signal: AbortSignal }): PluginContext['transaction'] => {
    return (steps) => runTransaction({ plugin, signal, misused }, steps);
  };
  const context: PluginContext = {
    plugin: Object.freeze({ ...plugin }),
    get config() {
      return config as PluginContext['config'];
    },
    get dataDir() {
      if ('error' in start.dataDir) throw unpackError(start.dataDir.error);
      return start.dataDir.path;
    },
    secrets: createUnitSecrets(plugin, start),
    log: createUnitLog(peer, 0),
    services: createUnitServices(peer, plugin),
    hooks: createHookCaller(plugin),
    http: createUnitHttp(peer),
    signal: controller.signal,
    locks: createUnitLocks(peer),
    onDispose: (disposal: Disposal) => {
      const dispose = toDisposal(disposal, (problem) => contextMisused(plugin, 'ctx.onDispose', problem));
      const number = disposals.push(dispose) - 1;
      tell(peer, 'onDispose', [number]);
    },
    lazy: (load) => createUnitLazy(plugin, load),
    offload: async <Result>(module: string, args?: unknown, options?: { readonly signal?: AbortSignal }) =>
      (await peer.call(HOST_TARGETS.indexOf('offload'), [module, args], { signal: options?.signal })) as Result,
    transaction: transactionOf(controller),
    progress: createUnitProgress(peer, plugin),
  };
  bindToCalls(context, {
    logOf: (call) => createUnitLog(peer, (call as RunningCall).served.id),
    progressOf: (call) => createUnitProgress(peer, plugin, (call as RunningCall).served),
    transactionOf,
  });
  return {
    context: Object.freeze(Object.defineProperty(context, 'dataDir', { enumerable: false })),
    configure: (changed) => {
      config = deepFreeze(changed);
    },
    abort: (reason) => controller.abort(reason),
    dispose: (number) => disposals[number]?.(),
  };
}

/** A plugin with hooks of its own does not run in a unit: there is none that it could call. */
function createHookCaller(plugin: PluginContext['plugin']): PluginContext['hooks'] {
  const refuse = (used: string, name: unknown): never => {
    const problem = `its manifest contributes no hook ${typeof name === 'string' ? `"${name}"` : `named by ${describeValue(name)}`}`;
    throw contextMisused(plugin, used, problem);
  };
  const caller = {
    execute: (name: unknown) => refuse('ctx.hooks.execute', name),
    executeWithReport: (name: unknown) => refuse('ctx.hooks.executeWithReport', name),
  };
  return Object.freeze(caller) as unknown as PluginHookCaller<{}>;
}

/** Nobody waits for the answer; if the connection has ended, so does the unit. */
function tell(peer: Peer, target: (typeof HOST_TARGETS)[number], args: readonly unknown[]): void {
  peer.call(HOST_TARGETS.indexOf(target), args).catch(() => {});
}

import type { HookContext } from '../hooks/hook-context.ts';
import type { PluginContext, PluginHookContext, PluginLog, Progress } from './plugin-context.ts';

/** The hook call that something belongs to. */
export type CallOrigin = Pick<HookContext, 'hook' | 'callId'>;

/** Makes those parts of the context of a plugin that know the call. */
export interface CallParts {
  readonly logOf: (call: CallOrigin) => PluginLog;
  readonly progressOf: (call: CallOrigin) => (progress: Progress) => void;
  readonly transactionOf: (call: Pick<HookContext, 'signal'>) => PluginContext['transaction'];
}

/** By the context of the plugin. Not on the context: plugins hold it. */
const callParts = new WeakMap<PluginContext, CallParts>();

/** From now on `log`, `progress` and `transaction` know the call in the contexts that {@link toCallContext} makes of `plugin`. */
export function bindToCalls(plugin: PluginContext, parts: CallParts): void {
  callParts.set(plugin, parts);
}

/** The context of a plugin and of a call in one. One is made for every run of a hookimpl, so it holds next to nothing. */
class PluginCallContext implements PluginHookContext {
  static {
    // As for the context of a call: nothing that plugins share can be changed through it.
    Object.defineProperty(this.prototype, 'constructor', { value: Object });
    Object.freeze(this.prototype);
  }

  readonly #plugin: PluginContext;
  readonly #call: HookContext;
  #local: Map<unknown, unknown> | undefined;
  #log: PluginLog | undefined;
  #progress: ((progress: Progress) => void) | undefined;

  constructor(plugin: PluginContext, call: HookContext) {
    this.#plugin = plugin;
    this.#call = call;
  }

  get hook(): string {
    return this.#call.hook;
  }

  get callId(): number {
    return this.#call.callId;
  }

  get signal(): AbortSignal {
    return this.#call.signal;
  }

  get local(): Map<unknown, unknown> {
    return (this.#local ??= new Map());
  }

  get log(): PluginLog {
    this.#log ??= callParts.get(this.#plugin)?.logOf(this.#call) ?? this.#plugin.log;
    return this.#log;
  }

  get progress(): (progress: Progress) => void {
    this.#progress ??= callParts.get(this.#plugin)?.progressOf(this.#call) ?? this.#plugin.progress;
    return this.#progress;
  }

  get transaction(): PluginContext['transaction'] {
    return callParts.get(this.#plugin)?.transactionOf(this.#call) ?? this.#plugin.transaction;
  }

  get plugin(): PluginContext['plugin'] {
    return this.#plugin.plugin;
  }

  get config(): PluginContext['config'] {
    return this.#plugin.config;
  }

  get secrets(): PluginContext['secrets'] {
    return this.#plugin.secrets;
  }

  get services(): PluginContext['services'] {
    return this.#plugin.services;
  }

  get hooks(): PluginContext['hooks'] {
    return this.#plugin.hooks;
  }

  get http(): PluginContext['http'] {
    return this.#plugin.http;
  }

  get dataDir(): string {
    return this.#plugin.dataDir;
  }

  get locks(): PluginContext['locks'] {
    return this.#plugin.locks;
  }

  get onDispose(): PluginContext['onDispose'] {
    return this.#plugin.onDispose;
  }

  get lazy(): PluginContext['lazy'] {
    return this.#plugin.lazy;
  }

  get offload(): PluginContext['offload'] {
    return this.#plugin.offload;
  }
}

/** What a hookimpl of a plugin receives as its context. `log`, `progress` and `transaction` know the call; `signal` is that of the call. */
export function toCallContext(plugin: PluginContext, call: HookContext): PluginHookContext {
  return Object.freeze(toOpenCallContext(plugin, call));
}

/** The same, and properties can be added to it. Freezing takes six times as long as all the rest of a call. */
export function toOpenCallContext(plugin: PluginContext, call: HookContext): PluginHookContext {
  return new PluginCallContext(plugin, call);
}

import { isHooklineError, type HooklineError } from '../errors/hookline-error.ts';
import { assertCallOptions } from './call-options.ts';
import { warnOfDeprecation } from './deprecation.ts';
import type { Dispatcher, Request } from './dispatcher.ts';
import type { HookEmitter, HookEvents } from './hook-events.ts';
import type { HookState } from './hook-state.ts';
import type { NamedHookspec, PluginInfo, Registration } from './hooks.ts';
import { OrderIndex } from './order-index.ts';
import { Plan } from './plan.ts';
import { toPlanEntries, type PlanEntry } from './plan-entry.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import type { RegisteredPlugin, Registry } from './registry.ts';
import { replayHistory } from './replay.ts';
import type { Reported } from './report.ts';
import type { StatsRow } from './stats.ts';
import { warnProcess } from './warn-process.ts';

/** What all handles of one `createHooks` share. */
export interface HooksCore {
  readonly registry: Registry;
  readonly dispatcher: Dispatcher;
  readonly events: HookEmitter;
}

/** The `Hooks` of a host, or a view on them, without the types: those are in the interface. */
export class HooksHandle {
  readonly #core: HooksCore;
  readonly #leftOut: ReadonlySet<string>;
  /** The plans of a view; those without anybody left out are kept with their hook. */
  readonly #viewPlans = new WeakMap<HookState, Plan>();

  constructor(core: HooksCore, leftOut: ReadonlySet<string> = new Set()) {
    this.#core = core;
    this.#leftOut = leftOut;
  }

  execute(name: string, args?: unknown, options?: unknown): unknown {
    const { registry, dispatcher } = this.#core;
    const hook = registry.find(name);
    if (hook.spec.sync) return dispatcher.runSync(this.#request(hook, args, options));
    try {
      return dispatcher.runAsync(this.#request(hook, args, options));
    } catch (error) {
      return Promise.reject(error as HooklineError);
    }
  }

  executeWithReport(name: string, args?: unknown, options?: unknown): Reported<unknown> | Promise<Reported<unknown>> {
    const { registry, dispatcher } = this.#core;
    const hook = registry.find(name);
    try {
      return dispatcher.runReported(this.#request(hook, args, options));
    } catch (error) {
      if (hook.spec.sync) throw error;
      return Promise.reject(error as HooklineError);
    }
  }

  plan(name: string): readonly PlanEntry[] {
    return toPlanEntries(this.#planOf(this.#core.registry.find(name)));
  }

  without(...pluginIds: readonly string[]): HooksHandle {
    return new HooksHandle(this.#core, new Set([...this.#leftOut, ...pluginIds]));
  }

  get specs(): readonly NamedHookspec[] {
    return [...this.#core.registry.hooks.values()].map(({ name, spec }) => ({ name, ...spec }));
  }

  get plugins(): readonly PluginInfo[] {
    const plugins = [...this.#core.registry.plugins.values()].filter(({ identity }) => !this.#leftOut.has(identity.id));
    return plugins.map(({ identity, hookimpls }) => ({ ...identity, hooks: [...hookimpls.keys()].map(({ name }) => name) }));
  }

  register(plugin: unknown, hookimpls: unknown): Registration {
    const { registry, dispatcher } = this.#core;
    const registered = registry.register(plugin, hookimpls);
    const { identity } = registered;
    for (const hook of registered.hookimpls.keys()) warnOfDeprecation(hook, identity);
    const isRegistered = (): boolean => registry.plugins.get(identity.id) === registered;
    const ready = replayHistory(dispatcher, registered.hookimpls, () => !isRegistered());
    const dispose = (): void => {
      if (isRegistered()) registry.unregister(registered);
    };
    return Object.freeze({ plugin: identity, ready, dispose, [Symbol.dispose]: dispose });
  }

  declare(hookspecs: unknown): HooksHandle {
    const { registry } = this.#core;
    const declared = registry.declare(hookspecs);
    for (const plugin of registry.plugins.values()) for (const hook of declared) this.#attach(plugin, hook);
    return new DeclaredHandle(this.#core, () => registry.undeclare(declared));
  }

  on<Name extends keyof HookEvents>(event: Name, listener: (payload: HookEvents[Name]) => unknown): () => void {
    return this.#core.events.on(event, listener);
  }

  stats(): readonly StatsRow[] {
    return [...this.#core.registry.hooks.values()].flatMap(({ name, counters, countersByPlugin }) => [
      counters.toRow(name),
      ...[...countersByPlugin].map(([plugin, each]) => each.toRow(name, plugin)),
    ]);
  }

  /** Lets the waiting hookimpls of a plugin in. One that does not fit is the plugin's fault, not the declarer's. */
  #attach(plugin: RegisteredPlugin, hook: HookState): void {
    if (!plugin.written.has(hook.name)) return;
    const { registry, events } = this.#core;
    try {
      registry.attach(plugin, hook);
      warnOfDeprecation(hook, plugin.identity);
    } catch (error) {
      if (!isHooklineError(error)) throw error;
      const heard = events.emit('hook:error', { hook: hook.name, plugin: plugin.identity.id, callId: 0, error });
      if (!heard) warnProcess(error.message, error.code);
    }
  }

  #request(hook: HookState, args: unknown, options: unknown): Request {
    if (options === undefined) return { plan: this.#planOf(hook), args, signal: undefined };
    assertCallOptions(hook, options);
    const { signal, extra } = options;
    return { plan: extra === undefined ? this.#planOf(hook) : this.#planWith(hook, extra), args, signal };
  }

  #planOf(hook: HookState): Plan {
    const isView = this.#leftOut.size > 0;
    const known = isView ? this.#viewPlans.get(hook) : hook.plan;
    if (known !== undefined && known.revision === hook.revision) return known;
    const plan = new Plan({ hook, hookimpls: this.#membersOf(hook), backend: this.#core.dispatcher.backend });
    if (isView) this.#viewPlans.set(hook, plan);
    else hook.plan = plan;
    return plan;
  }

  /** The plan of one call with hookimpls of its own. */
  #planWith(hook: HookState, extra: unknown): Plan {
    const { registry, dispatcher } = this.#core;
    const added = registry.parseExtra(hook, extra);
    const hookimpls = [...this.#membersOf(hook), ...added];
    const indexes = { handlers: new OrderIndex(), wrappers: new OrderIndex() };
    for (const hookimpl of hookimpls) indexes[hookimpl.wrapper ? 'wrappers' : 'handlers'].add(hookimpl);
    return new Plan({ hook, hookimpls, indexes, backend: dispatcher.backend });
  }

  #membersOf(hook: HookState): readonly RegisteredHookimpl[] {
    if (this.#leftOut.size === 0) return hook.hookimpls;
    return hook.hookimpls.filter(({ plugin }) => !this.#leftOut.has(plugin.id));
  }
}

/** What `declare` gives: the hooks, and a way to take the declaration back. */
class DeclaredHandle extends HooksHandle implements Disposable {
  readonly #undo: () => void;

  constructor(core: HooksCore, undo: () => void) {
    super(core);
    this.#undo = undo;
  }

  dispose(): void {
    this.#undo();
  }

  [Symbol.dispose](): void {
    this.#undo();
  }
}

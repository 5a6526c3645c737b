import { describeThrown, describeValue } from '../errors/describe-value.ts';
import { HooklineError, isHooklineError } from '../errors/hookline-error.ts';
import { parseCallOptions } from './call-options.ts';
import { warnOfDeprecation } from './deprecation.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { HookEmitter, HookEvents } from './hook-events.ts';
import type { HookState } from './hook-state.ts';
import type { NamedHookspec, PluginInfo, Registration } from './hooks.ts';
import type { Ledger } from './ledger.ts';
import { loopBackend } from './loop-backend.ts';
import type { FindHandler, ManagedRegistration } from './managed-registration.ts';
import { Plan } from './plan.ts';
import { toPlanEntries, type PlanEntry } from './plan-entry.ts';
import type { Backend } from './program.ts';
import { UNMANAGED, type Management, type PluginIdentity, type RegisteredHookimpl } from './registered-hookimpl.ts';
import type { RegisteredPlugin, Registry } from './registry.ts';
import { replayHistory } from './replay.ts';
import type { Reported } from './report.ts';
import type { StatsRow } from './stats.ts';

/** What all handles of one `createHooks` share. */
export interface HooksCore {
  readonly registry: Registry;
  readonly dispatcher: Dispatcher;
  readonly events: HookEmitter;
  readonly ledger: Ledger;
  readonly backend: Backend;
}

/** The `Hooks` of a host, or a view on them, without the types: those are in the interface. */
export class HooksHandle {
  readonly #core: HooksCore;
  readonly #dispatcher: Dispatcher;
  readonly #leftOut: ReadonlySet<string>;
  /** The plan of each hook that was called, by name; out of date when its hook has another revision. */
  readonly #plans = new Map<string, Plan>();

  constructor(core: HooksCore, leftOut: ReadonlySet<string> = new Set()) {
    this.#core = core;
    this.#dispatcher = core.dispatcher;
    this.#leftOut = leftOut;
  }

  execute(name: string, args?: unknown, options?: unknown): unknown {
    const known = this.#plans.get(name);
    const plan = known !== undefined && known.revision === known.hook.revision ? known : this.#makePlan(name);
    if (!plan.isSync) return this.#executeAsync(plan, args, options);
    if (options === undefined) return this.#dispatcher.runSync(plan, args, undefined);
    const { signal, extra } = parseCallOptions(plan.hook, options);
    return this.#dispatcher.runSync(this.#planWith(plan, extra), args, signal);
  }

  #executeAsync(plan: Plan, args: unknown, options: unknown): Promise<unknown> {
    try {
      if (options === undefined) return this.#dispatcher.runAsync(plan, args, undefined);
      const { signal, extra } = parseCallOptions(plan.hook, options);
      return this.#dispatcher.runAsync(this.#planWith(plan, extra), args, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  executeWithReport(name: string, args?: unknown, options?: unknown): Reported<unknown> | Promise<Reported<unknown>> {
    const plan = this.#planOf(name);
    try {
      const { signal, extra } = parseCallOptions(plan.hook, options);
      return this.#dispatcher.runReported(this.#planWith(plan, extra), args, signal);
    } catch (error) {
      if (plan.hook.spec.sync) throw error;
      return Promise.reject(error);
    }
  }

  plan(name: string): readonly PlanEntry[] {
    return toPlanEntries(this.#planOf(name));
  }

  /** A text that changes when other hookimpls take part in a hook, or in another order. @throws HOOK_UNKNOWN */
  shapeOf(name: string): string {
    return this.#planOf(name).shape;
  }

  without(...pluginIds: readonly string[]): HooksHandle {
    assertPluginIds(pluginIds);
    return new HooksHandle(this.#core, new Set([...this.#leftOut, ...pluginIds]));
  }

  get specs(): readonly NamedHookspec[] {
    return [...this.#core.registry.hooks.values()].map(({ name, spec }) => ({ name, ...spec }));
  }

  /** Whether there is a hook of this name that has to answer at once. */
  isSync(name: string): boolean {
    return this.#core.registry.hooks.get(name)?.spec.sync === true;
  }

  /** Whether there is a hook of this name whose calls are remembered, for plugins that come later. */
  isHistoric(name: string): boolean {
    return (this.#core.registry.hooks.get(name)?.spec.keep ?? 0) > 0;
  }

  get plugins(): readonly PluginInfo[] {
    const plugins = [...this.#core.registry.plugins.values()].filter(({ identity }) => !this.#leftOut.has(identity.id));
    return plugins.map(({ identity, hookimpls }) => ({
      ...identity,
      hooks: [...hookimpls.keys()].map(({ name }) => name),
    }));
  }

  register(plugin: unknown, hookimpls: unknown): Registration {
    return this.#register(plugin, hookimpls, UNMANAGED).registration;
  }

  /** Registers a plugin for its manager. */
  registerManaged(plugin: PluginIdentity, hookimpls: unknown, management: Management): ManagedRegistration {
    const { registry } = this.#core;
    const { registered, registration } = this.#register(plugin, hookimpls, management);
    const hooks = (): HookState[] => [...registered.hookimpls.keys()];
    // Disposing of it takes the hookimpls away, but not what calls still do with them. Later calls do not count.
    let left: Promise<void> | undefined;
    const dispose = (): void => {
      const states = hooks();
      registration.dispose();
      left ??= drain(states);
    };
    return Object.freeze({
      ...registration,
      dispose,
      [Symbol.dispose]: dispose,
      setHandlers: (find: FindHandler) => {
        registry.revise(registered, (hookimpl, { name }) => {
          return { ...hookimpl, handler: find(name, hookimpl.id), loader: undefined };
        });
      },
      manage: (change: Partial<Management>) => {
        registered.management = { ...registered.management, ...change };
        registry.revise(registered, (hookimpl) => ({ ...hookimpl, ...change }));
      },
      isCalled: () => hooks().some((hook) => hook.isCalled),
      drained: () => left ?? drain(hooks()),
    });
  }

  #register(
    plugin: unknown,
    hookimpls: unknown,
    management: Management,
  ): { readonly registered: RegisteredPlugin; readonly registration: Registration } {
    const { registry } = this.#core;
    const registered = registry.register(plugin, hookimpls, management);
    const { identity } = registered;
    for (const hook of registered.hookimpls.keys()) warnOfDeprecation(hook, identity);
    const isRegistered = (): boolean => registry.plugins.get(identity.id) === registered;
    const ready = replayHistory(this.#core, registered.hookimpls, () => !isRegistered());
    const dispose = (): void => {
      if (isRegistered()) registry.unregister(registered);
    };
    const registration = Object.freeze({ plugin: identity, ready, dispose, [Symbol.dispose]: dispose });
    return { registered, registration };
  }

  declare(hookspecs: unknown): HooksHandle & Disposable & { dispose(): void } {
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
    const { registry, ledger } = this.#core;
    try {
      registry.attach(plugin, hook);
      warnOfDeprecation(hook, plugin.identity);
    } catch (error) {
      const { id } = plugin.identity;
      const message = `The plugin "${id}" cannot take part in the hook "${hook.name}": ${describeThrown(error)}`;
      const ours = isHooklineError(error) ? error : new HooklineError('HOOKIMPL_INVALID', message, { cause: error });
      ledger.reportStray(hook, id, ours);
    }
  }

  #planOf(name: string): Plan {
    const plan = this.#plans.get(name);
    if (plan !== undefined && plan.revision === plan.hook.revision) return plan;
    return this.#makePlan(name);
  }

  #makePlan(name: string): Plan {
    const hook = this.#core.registry.find(name);
    const plan = new Plan({ ...this.#core, hook, hookimpls: this.#membersOf(hook) });
    this.#plans.set(name, plan);
    return plan;
  }

  /** The plan of one call with hookimpls of its own. */
  #planWith(plan: Plan, extra: unknown): Plan {
    if (extra === undefined) return plan;
    const { hook } = plan;
    const members = this.#membersOf(hook);
    const { added, indexes } = this.#core.registry.admitExtra(hook, members, extra);
    // Compiling costs more than one call can give back.
    return new Plan({ ...this.#core, backend: loopBackend, hook, hookimpls: [...members, ...added], indexes });
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

/** An array by mistake would leave nobody out, silently. */
function assertPluginIds(pluginIds: readonly unknown[]): void {
  const wrong = pluginIds.find((id) => typeof id !== 'string');
  if (wrong === undefined) return;
  const message = `without() takes plugin ids as separate strings, not ${describeValue(wrong)}.`;
  throw new HooklineError('OPTIONS_INVALID', message, { hint: "Write hooks.without('acme.a', 'acme.b')." });
}

async function drain(hooks: readonly HookState[]): Promise<void> {
  await Promise.all(hooks.map((hook) => hook.drained()));
}

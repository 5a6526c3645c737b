import type { HookEvents } from './hook-events.ts';
import type { HookTypes } from './hook-types.ts';
import type { HookimplEntry, Hookimpls } from './hookimpl.ts';
import type { Hookspec, HookspecData, HooksLike, TypesOf } from './hookspec.ts';
import type { PlanEntry } from './plan-entry.ts';
import type { PluginIdentity } from './registered-hookimpl.ts';
import type { StatsRow } from './stats.ts';

/** Options of one call. */
export interface CallOptions<Types extends HookTypes = HookTypes> {
  /** Aborting it ends the call at once with `CALL_ABORTED`: no further hookimpl starts, and `ctx.signal` is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Hookimpls that take part in this call only, placed by the same rules; reports name their plugin `(extra)`. */
  readonly extra?: HookimplEntry<Types> | undefined;
}

/** What stands behind the name in a call: the arguments may be left out where all of them are optional. */
export type CallArguments<Types extends HookTypes> = {} extends Types['given']
  ? [args?: Types['given'] | undefined, options?: CallOptions<Types>]
  : [args: Types['given'], options?: CallOptions<Types>];

/** A hookspec as `hooks.specs` lists it. */
export interface NamedHookspec extends HookspecData {
  readonly name: string;
}

/** A registered plugin, as `hooks.plugins` lists it. */
export interface PluginInfo extends PluginIdentity {
  /** The names of the hooks that it implements. */
  readonly hooks: readonly string[];
}

/** A plugin that takes part until it is disposed of. Calls that have started go on with it. */
export interface Registration extends Disposable {
  readonly plugin: PluginIdentity;
  /** Settles, never rejects, when the remembered calls of historic hooks have been replayed. */
  readonly ready: Promise<void>;
  dispose(): void;
}

/** Calls hooks. `Specs` is the interface of the hookspecs, see `HooksOf`. */
export interface HookCaller<Specs extends HooksLike<Specs>> {
  /**
   * Calls a hook. Gives what its kind says: a promise for asynchronous hooks, the value itself for synchronous ones.
   *
   * @throws HOOK_UNKNOWN at once. Everything else rejects the promise of an asynchronous hook: ARGS_INVALID, CALL_ABORTED,
   * OPTIONS_INVALID, LOOP_LIMIT, what `register` throws for `extra`, and the errors of hookimpls under the policies `fail`
   * and `aggregate`. `error.report` holds the report.
   */
  execute<Name extends keyof Specs & string>(
    name: Name,
    ...rest: CallArguments<TypesOf<Specs[Name]>>
  ): TypesOf<Specs[Name]>['executed'];
  /** Like `execute`, and gives `{ value, report }`. */
  executeWithReport<Name extends keyof Specs & string>(
    name: Name,
    ...rest: CallArguments<TypesOf<Specs[Name]>>
  ): TypesOf<Specs[Name]>['reported'];
  /** The order of a hook, with the reason for each position. */
  plan(name: keyof Specs & string): readonly PlanEntry[];
  /** A live view that leaves these plugins out of its calls. Ids that are not registered are harmless. */
  without(...pluginIds: readonly string[]): HookCaller<Specs>;
  /** All declared hookspecs, in the order of their declaration. */
  readonly specs: readonly NamedHookspec[];
  /** All registered plugins, in the order of their registration. */
  readonly plugins: readonly PluginInfo[];
}

/** The hooks of a host. Made by `createHooks`. */
export interface Hooks<Specs extends HooksLike<Specs>> extends HookCaller<Specs> {
  /**
   * Registers a plugin with its hookimpls. Everything is checked first: if anything is wrong, nothing is registered.
   *
   * @throws PLUGIN_INVALID, PLUGIN_DUPLICATE, HOOK_UNKNOWN, HOOKIMPL_INVALID or ORDER_CYCLE, with all problems at once.
   */
  register(plugin: PluginIdentity, hookimpls: Hookimpls<Specs>): Registration;
  /**
   * Declares more hookspecs, for instance those of a plugin. Hookimpls that were waiting for them as `optional` take part
   * from now on. Gives the same hooks with the types of both; disposing of it takes the declaration back.
   *
   * @throws HOOKSPEC_INVALID or HOOKSPEC_DUPLICATE, and then has declared nothing.
   */
  declare<More extends Readonly<Record<string, Hookspec>>>(hookspecs: More): DeclaredHooks<Specs & More>;
  /** Subscribes to an event and gives back its undo. A listener that throws changes nothing. */
  on<Name extends keyof HookEvents>(event: Name, listener: (payload: HookEvents[Name]) => unknown): () => void;
  /** What every hook, and every plugin in every hook, has cost so far. */
  stats(): readonly StatsRow[];
}

/** What `declare` gives: the same hooks with more hookspecs, which go when it is disposed of. */
export interface DeclaredHooks<Specs extends HooksLike<Specs>> extends Hooks<Specs>, Disposable {
  dispose(): void;
}

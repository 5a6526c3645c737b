import {
  createHooks,
  type HookEvents,
  type HooklineError,
  type NamedHookspec,
  type PlanEntry,
  type PluginInfo,
  type Registration,
  type StatsRow,
} from 'hookline';

/** Hooks as a host in plain JavaScript sees them: nothing stops it from passing anything. */
export interface UntypedHooks {
  execute(name: unknown, args?: unknown, options?: unknown): unknown;
  executeWithReport(name: unknown, args?: unknown, options?: unknown): unknown;
  register(plugin: unknown, hookimpls: unknown): Registration;
  declare(hookspecs: unknown): UntypedHooks & Disposable & { dispose(): void };
  without(...ids: string[]): UntypedHooks;
  plan(name: unknown): readonly PlanEntry[];
  on<Name extends keyof HookEvents>(event: Name, listener: (payload: HookEvents[Name]) => unknown): () => void;
  stats(): readonly StatsRow[];
  readonly plugins: readonly PluginInfo[];
  readonly specs: readonly NamedHookspec[];
}

export function createUntyped(hookspecs: unknown, options?: unknown): UntypedHooks {
  const create = createHooks as unknown as (hookspecs: unknown, options?: unknown) => UntypedHooks;
  return create(hookspecs, options);
}

export function plugin(id: string, version = '1.0.0'): { readonly id: string; readonly version: string } {
  return { id, version };
}

/** The error that `run` throws; an error of its own if it does not. */
export function thrownBy(run: () => unknown): HooklineError {
  try {
    run();
  } catch (error) {
    return error as HooklineError;
  }
  throw new Error('expected an error');
}

/** All that can be seen of hooks from outside, to compare before and after. */
export function snapshotOf(hooks: UntypedHooks): unknown {
  return {
    plugins: hooks.plugins,
    specs: hooks.specs.map(({ name }) => name),
    plans: hooks.specs.map(({ name }) => hooks.plan(name)),
    stats: hooks.stats(),
  };
}

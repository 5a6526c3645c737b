import type { HookimplEntry } from '../hooks/hookimpl.ts';
import type { HookspecData, HooksLike, TypesOf } from '../hooks/hookspec.ts';
import type { AnyCommand, CommandsOf, PluginCommands } from './plugin-commands.ts';
import type { PluginContext, PluginHookContext } from './plugin-context.ts';

/** What is particular to a plugin, for the types of its context. All of it may be left out. */
export interface PluginTypes {
  /** Its configuration, as the schema in its manifest describes it. */
  readonly config?: unknown;
  /** The services that it requires, by id. */
  readonly services?: object;
  /** The hookspecs that it contributes, by name without its id. */
  readonly contributes?: object;
  /** The arguments, options and results of the commands that it contributes, by name: `{ import: { args: { file: string } } }`. */
  readonly commands?: object;
}

type Anything = Readonly<Record<string, unknown>>;
type ConfigOf<Types> = Types extends { readonly config: infer Config } ? Config : Anything;
type ServicesOf<Types> = Types extends { readonly services: infer Services } ? Services : Anything;
type ContributedOf<Types> = Types extends { readonly contributes: infer Contributed } ? Contributed : {};

type ContextOf<Types> = PluginContext<ConfigOf<Types>, ServicesOf<Types>, ContributedOf<Types>>;
type HookContextOf<Types> = PluginHookContext<ConfigOf<Types>, ServicesOf<Types>, ContributedOf<Types>>;

/** The hookimpls of a plugin. Order, filter and limits stand in the manifest; what is repeated here must be the same. */
export type PluginHookimpls<Hooks extends HooksLike<Hooks>, Context> = {
  readonly [Name in keyof Hooks]?: HookimplEntry<TypesOf<Hooks[Name]> & { readonly ctx: Context }>;
};

/** What `healthCheck` gives. */
export interface HealthAnswer {
  readonly status: 'pass' | 'warn' | 'fail';
  readonly message?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What the entry of a plugin exports by default. */
export interface PluginDefinition<Hooks extends HooksLike<Hooks>, Types extends PluginTypes = {}> {
  /** Called once before the first hookimpl runs. Has the time of `limits.startMs`. */
  readonly activate?: (ctx: ContextOf<Types>) => unknown;
  /** Called once when the plugin stops, after its calls have ended and before what went through `ctx.onDispose`. */
  readonly deactivate?: (ctx: ContextOf<Types>) => unknown;
  /** Called when the operator changes the configuration of the running plugin; without it the plugin is started anew. */
  readonly onConfigChange?: (config: ConfigOf<Types>, ctx: ContextOf<Types>) => unknown;
  /**
   * Called when the operator asks how the plugin is. Nothing, or `{ status, message, hint }`; what it throws is a failure. Has
   * the time of `limits.checkMs` of the host.
   */
  readonly healthCheck?: (ctx: ContextOf<Types>) => HealthAnswer | void | PromiseLike<HealthAnswer | void>;
  readonly hooks?: PluginHookimpls<Hooks, HookContextOf<Types>>;
  /** The services that the manifest provides, by id. Each is made once, when it is first asked for. */
  readonly services?: Readonly<Record<string, (ctx: ContextOf<Types>) => unknown>>;
  /** The hookspecs that the manifest contributes, by their name without the id of the plugin. */
  readonly hookspecs?: Readonly<Record<string, HookspecData>>;
  /** The commands that the manifest contributes, by their name without the id of the plugin. */
  readonly commands?: PluginCommands<CommandsOf<Types>, ContextOf<Types>>;
}

/** A definition of which only the form is known, as the plugin manager handles it. */
export interface AnyPluginDefinition {
  readonly activate?: (ctx: PluginContext) => unknown;
  readonly deactivate?: (ctx: PluginContext) => unknown;
  readonly onConfigChange?: (config: unknown, ctx: PluginContext) => unknown;
  readonly healthCheck?: (ctx: PluginContext) => unknown;
  readonly hooks?: Readonly<Record<string, unknown>>;
  readonly services?: Readonly<Record<string, (ctx: PluginContext) => unknown>>;
  readonly hookspecs?: Readonly<Record<string, HookspecData>>;
  readonly commands?: Readonly<Record<string, AnyCommand>>;
}

/**
 * Types a plugin against the hooks of its host. Gives the definition back as it is.
 *
 * @example
 * export default definePlugin<SiteHooks>({
 *   hooks: { after_page_render: ({ html }, ctx) => { ctx.log.debug('seen'); return html.trim(); } },
 * });
 */
export function definePlugin<Hooks extends HooksLike<Hooks>, Types extends PluginTypes = {}>(
  definition: PluginDefinition<Hooks, Types>,
): PluginDefinition<Hooks, Types> {
  return definition;
}

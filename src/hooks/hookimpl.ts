import type { Filter } from './filter.ts';
import type { HooksLike, TypesOf } from './hookspec.ts';
import type { HookTypes } from './hook-types.ts';

/** Options that place a hookimpl and say when it runs. */
export interface HookimplOptions {
  /** Higher runs earlier. Default 0. */
  readonly priority?: number;
  /** Ids of plugins whose hookimpls run after this one. Ids that are not registered are harmless. */
  readonly before?: string | readonly string[];
  /** Ids of plugins whose hookimpls run before this one. Ids that are not registered are harmless. */
  readonly after?: string | readonly string[];
  /** Puts the hookimpl in front of, or behind, all that have no `order`, whatever their priorities. */
  readonly order?: 'first' | 'last';
  /** A call that does not match skips the hookimpl without running any code of the plugin. */
  readonly filter?: Filter;
  /** How long this hookimpl may take, in milliseconds; not more than the hookspec allows. */
  readonly timeoutMs?: number;
  /** The hookspec may be absent: then the hookimpl waits until it is declared. */
  readonly optional?: boolean;
  /** Tells several hookimpls of one hook in one plugin apart, in plans and reports. */
  readonly id?: string;
}

/** The plain form of a hookimpl, and the handler of the object form. */
export interface Handler<Types extends HookTypes> {
  (args: Types['args'], ctx: Types['ctx']): Types['returned'];
  /** Never there; it is what lets the compiler tell the forms of a hookimpl apart, and so infer their parameters. */
  readonly wrapper?: never;
}

/** What a wrapper is: a function around all hookimpls behind it, which it runs with `next`. */
export type WrapperHandler<Types extends HookTypes> = (
  args: Types['args'],
  next: Types['next'],
  ctx: Types['ctx'],
) => Types['wrapped'];

/** A hookimpl with options: an object around the handler. */
export interface HandlerHookimpl<Types extends HookTypes> extends HookimplOptions {
  readonly wrapper?: false;
  readonly handler: Handler<Types>;
}

/** A wrapper with its options. */
export interface WrapperHookimpl<Types extends HookTypes> extends HookimplOptions {
  /** Runs around the other hookimpls and the wrappers behind it. */
  readonly wrapper: true;
  readonly handler: WrapperHandler<Types>;
}

/**
 * One hookimpl: a handler, or an object with a handler and options. Where none of them fits, the compiler explains why the
 * last one that is like it does not; so the handlers stand behind the wrappers.
 */
export type Hookimpl<Types extends HookTypes> = Handler<Types> | WrapperHookimpl<Types> | HandlerHookimpl<Types>;

/**
 * Several hookimpls. Any array of them fits; the type names only what tells an array apart and what it holds. (An index
 * signature would say the latter too, but the compiler works that out for every hook, and messages about it are worse.)
 */
export interface HookimplList<Types extends HookTypes> {
  readonly [Symbol.iterator]: (readonly Hookimpl<Types>[])[typeof Symbol.iterator];
  /** Of all that can be iterated, only arrays have it. */
  readonly [Symbol.unscopables]: object;
  /** As in {@link Handler}. */
  readonly wrapper?: never;
}

/** What stands under the name of a hook: one hookimpl, or several. */
export type HookimplEntry<Types extends HookTypes> =
  | Handler<Types>
  | WrapperHookimpl<Types>
  | HandlerHookimpl<Types>
  | HookimplList<Types>;

/** What a plugin brings: its hookimpls, by the name of the hook. */
export type Hookimpls<Hooks extends HooksLike<Hooks>> = {
  readonly [Name in keyof Hooks]?: HookimplEntry<TypesOf<Hooks[Name]>>;
};

import type { Predicate } from './filter.ts';
import type { Counters } from './stats.ts';

/** Who a hookimpl belongs to. */
export interface PluginIdentity {
  /** `publisher.name`. */
  readonly id: string;
  readonly version: string;
}

export const BANDS = ['first', 'normal', 'last'] as const;
/** The outer order: all of `first`, then those without `order`, then all of `last`. */
type Band = (typeof BANDS)[number];

/** A handler as the dispatcher calls it: `(args, ctx)`, or `(args, next, ctx)` for a wrapper. */
export type AnyHandler = (args: unknown, second: unknown, third?: unknown) => unknown;

/** A hookimpl that was checked against its hookspec, with every default filled in. */
export interface RegisteredHookimpl {
  readonly plugin: PluginIdentity;
  readonly id: string;
  readonly handler: AnyHandler;
  readonly wrapper: boolean;
  readonly band: Band;
  readonly priority: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly matches: Predicate | undefined;
  /** The limit that holds: of the hookimpl, or of the hookspec. */
  readonly timeoutMs: number | undefined;
  /** Counts registrations, so that ties are broken by their order. */
  readonly sequence: number;
  /** Shared by all hookimpls of the plugin in this hook. */
  readonly counters: Counters;
}

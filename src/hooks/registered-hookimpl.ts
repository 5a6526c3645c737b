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

/** Loads the code of a handler, once. */
export interface HandlerLoader {
  readonly isLoaded: boolean;
  /**
   * Settles when the handler is there; rejects if it will not be, at least for this call. `isOutOfDate` tells that the
   * hookimpls have changed since the call began: what has left in the meantime may be waiting for the call to end.
   */
  load(isOutOfDate: boolean): Promise<void>;
}

/** What a plugin manager adds to the hookimpls of a plugin; a host that registers one itself leaves it out. */
export interface Management {
  /** Where the plugin stands among those of the manager, from 1. Ties go to the lower; 0 for plugins without a manager. */
  readonly rank: number;
  /** Blacks out what must not be seen in what the plugin throws; gives it back as it is if there is nothing. */
  readonly redact: ((thrown: unknown) => unknown) | undefined;
  /** Why the plugin is left out of calls for now. */
  readonly suspended: string | undefined;
  /** Asked before each run; gives the reason to skip this one. */
  readonly admit: (() => string | undefined) | undefined;
  /** How long a call of an asynchronous hookimpl may take that has no limit of its own; the hookspec may be stricter. */
  readonly callMs: number | undefined;
  /** Where the limit that a hookimpl has of its own was set, by its hook and id, to stand behind "raise". */
  readonly limitPlace: ((hook: string, id: string) => string) | undefined;
}

export const UNMANAGED: Management = {
  rank: 0,
  redact: undefined,
  suspended: undefined,
  admit: undefined,
  callMs: undefined,
  limitPlace: undefined,
};

/** A hookimpl that was checked against its hookspec, with every default filled in. */
export interface RegisteredHookimpl extends Management {
  readonly plugin: PluginIdentity;
  readonly id: string;
  readonly handler: AnyHandler;
  /** Loads the code of the handler; absent when it is there. A call waits for it when it comes to this hookimpl. */
  readonly loader: HandlerLoader | undefined;
  readonly wrapper: boolean;
  readonly band: Band;
  readonly priority: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly matches: Predicate | undefined;
  /** The limit that holds: of the hookimpl, or of the hookspec. */
  readonly timeoutMs: number | undefined;
  /** The limit of the hookimpl, if it has one of its own. */
  readonly ownTimeoutMs: number | undefined;
  /** Counts registrations, so that ties are broken by their order. */
  readonly sequence: number;
  /** Shared by all hookimpls of the plugin in this hook. */
  readonly counters: Counters;
}

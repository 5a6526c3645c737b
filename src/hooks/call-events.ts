import type { HooklineError } from '../errors/hookline-error.ts';

/** A call as it begins. */
export interface CallBegin {
  readonly hook: string;
  readonly callId: number;
  /** What the hookimpls get; not to be changed. */
  readonly args: unknown;
}

/** What the caller of a hook gets: the value, or the error that the call throws. */
export interface CallOutcome {
  readonly hook: string;
  readonly callId: number;
  readonly value?: unknown;
  readonly error?: HooklineError;
}

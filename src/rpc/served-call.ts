import type { WireProgress } from './protocol.ts';

/** What a handler may know of the call that it answers. */
export interface ServedCall {
  /** The number of the call on the other side. */
  readonly id: number;
  /** Aborted when the caller no longer waits, when its time is over, and when the connection ends. */
  readonly signal: AbortSignal;
  /** How long the caller waits from now on, in milliseconds; `Infinity` where there is no limit. */
  readonly remainingMs: number;
  /** Tells the caller how far the call has come; only a unit can. */
  progress(progress: WireProgress): void;
}

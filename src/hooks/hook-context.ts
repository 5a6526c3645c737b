/** What a handler receives beside the arguments. One per call; a wrapper, and a hookimpl with a time limit, has its own. */
export interface HookContext {
  /** The name of the hook. */
  readonly hook: string;
  /** Tells overlapping calls apart: unique within one `createHooks`. */
  readonly callId: number;
  /** Aborted when the call ends before this hookimpl does: by its signal, by an error, or because its time is up. */
  readonly signal: AbortSignal;
}

import { onAbort } from '../hooks/on-abort.ts';

interface Watch<Call> {
  readonly calls: Set<Call>;
  readonly undo: () => void;
}

/**
 * The signals of calls. To listen to a signal and to stop it again costs as much as a small call, and callers tend to use one
 * signal for many calls: whether a signal can be let go of is looked at now and then, not after every call.
 */
export class SignalWatches<Call> {
  readonly #watches = new Map<AbortSignal, Watch<Call>>();
  readonly #onAbort: (call: Call, reason: unknown) => void;

  constructor(onAborted: (call: Call, reason: unknown) => void) {
    this.#onAbort = onAborted;
  }

  get size(): number {
    return this.#watches.size;
  }

  add(signal: AbortSignal, call: Call): void {
    const watch = this.#watches.get(signal) ?? this.#create(signal);
    watch.calls.add(call);
  }

  delete(signal: AbortSignal, call: Call): void {
    this.#watches.get(signal)?.calls.delete(call);
  }

  /** Lets go of the signals that no call has any more. */
  sweep(): void {
    for (const [signal, { calls, undo }] of this.#watches) {
      if (calls.size > 0) continue;
      undo();
      this.#watches.delete(signal);
    }
  }

  #create(signal: AbortSignal): Watch<Call> {
    const calls = new Set<Call>();
    const abortAll = (): void => {
      for (const call of Array.from(calls)) this.#onAbort(call, signal.reason);
    };
    const watch = { calls, undo: onAbort(signal, abortAll) };
    this.#watches.set(signal, watch);
    return watch;
  }
}

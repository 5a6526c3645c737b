import { listen } from './thenable.ts';
import type { Plan } from './plan.ts';
import { WatchlessCall, type Timed } from './watchless-call.ts';

/** How a call goes on when the promise that it waits for settles. One pair of functions serves all steps of the call. */
interface Continuation {
  readonly onValue: (value: unknown) => void;
  readonly onError: (thrown: unknown) => void;
  /** The step that the call waits for; -1 while it waits for none. */
  index: number;
  resolve: ((value: unknown) => void) | undefined;
}

/** A watchless call that may have to wait. As long as no hookimpl returns a promise, it costs what a synchronous one does. */
export class WatchlessAsyncCall extends WatchlessCall {
  declare continuation: Continuation | undefined;

  constructor(plan: Plan, args: unknown, callId: number, timed: Timed) {
    super(plan, args, callId, timed);
    this.continuation = undefined;
  }

  runAsync(): Promise<unknown> {
    this.start();
    const { continuation } = this;
    if (continuation !== undefined) {
      return new Promise((resolve) => {
        continuation.resolve = resolve;
      });
    }
    this.finish();
    return Promise.resolve(this.value);
  }

  override wait(index: number, thenable: PromiseLike<unknown>): boolean {
    const continuation = (this.continuation ??= this.toContinuation());
    continuation.index = index;
    listen(thenable, continuation.onValue, continuation.onError);
    return true;
  }

  toContinuation(): Continuation {
    const continuation: Continuation = {
      index: -1,
      resolve: undefined,
      onValue: (value) => this.resume(continuation, value !== undefined && this.answered(continuation.index, value)),
      onError: (thrown) => this.resume(continuation, this.threw(continuation.index, thrown)),
    };
    return continuation;
  }

  takeTime(index: number): void {
    const { ledger, counters } = this.plan;
    const now = ledger.clock();
    const durationMs = now - this.last;
    this.last = now;
    counters[index]!.record(durationMs);
    if (durationMs > ledger.slowMs) this.slow(index, durationMs);
  }

  resume(continuation: Continuation, stopped: boolean): void {
    const { index } = continuation;
    continuation.index = -1;
    const isTimed = this.timed === 'steps';
    if (isTimed) this.takeTime(index);
    if (!stopped) {
      if (isTimed) this.plan.timed(this, index + 1);
      else this.plan.plain(this, index + 1);
      if (continuation.index >= 0) return;
    }
    this.finish();
    continuation.resolve!(this.value);
  }
}

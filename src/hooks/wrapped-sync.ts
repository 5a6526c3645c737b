import { returnedPromise } from './call-errors.ts';
import { ignoreRejection, isThenable, listen } from './thenable.ts';
import type { WrappableCall } from './wrappable-call.ts';
import { NextGuard, toOutcome, type WrapperEnd } from './wrapper-outcome.ts';

/** What a wrapper wraps: runs at most once, and tells how long it took and how it failed. */
class SyncInner {
  readonly #run: () => unknown;
  readonly #clock: () => number;
  #value: { readonly value: unknown } | undefined;
  failure: { readonly error: unknown } | undefined;
  durationMs = 0;

  constructor(run: () => unknown, clock: () => number) {
    this.#run = run;
    this.#clock = clock;
  }

  outcome(): unknown {
    if (this.#value === undefined && this.failure === undefined) this.#measure();
    if (this.failure !== undefined) throw this.failure.error;
    return this.#value!.value;
  }

  #measure(): void {
    const startedAt = this.#clock();
    try {
      this.#value = { value: this.#run() };
    } catch (error) {
      this.failure = { error };
    } finally {
      this.durationMs = this.#clock() - startedAt;
    }
  }
}

/** Runs the wrapper at `depth` around those behind it and the hookimpls; without one, the hookimpls alone. */
export function runWrappedSync(call: WrappableCall, depth: number): unknown {
  const wrapper = call.plan.wrappers[depth];
  if (wrapper === undefined) return call.runCoreSync();
  const entry = call.enterWrapper(wrapper);
  if (entry === undefined) return runWrappedSync(call, depth + 1);
  const { args, context } = call;
  const culprit = call.culprit(wrapper);
  const inner = new SyncInner(() => runWrappedSync(call, depth + 1), call.plan.ledger.clock);
  const guard = new NextGuard(call, culprit);
  const next = (): unknown => {
    const error = guard.admit();
    if (error !== undefined) throw error;
    return inner.outcome();
  };
  const { handler } = wrapper;
  const end = ended((): WrapperEnd => {
    const result = handler(args, next, context);
    if (!isThenable(result)) return { result };
    listen(result, undefined, ignoreRejection);
    return { refused: returnedPromise(culprit) };
  });
  guard.close();
  call.closeWrapper(entry, inner.durationMs);
  const outcome = toOutcome({ call, entry, guard, innerFailure: inner.failure, end });
  if (outcome === 'inner') return inner.outcome();
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

function ended(run: () => WrapperEnd): WrapperEnd {
  try {
    return run();
  } catch (thrown) {
    return { thrown };
  }
}

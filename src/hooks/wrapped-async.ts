import { hookTimeout } from './call-errors.ts';
import { CallContext } from './call-context.ts';
import { ignoreRejection, toPromise } from './thenable.ts';
import { TimeBudget } from './time-budget.ts';
import type { WrappableCall } from './wrappable-call.ts';
import { NextGuard, toOutcome, type WrapperEnd } from './wrapper-outcome.ts';

/** What a wrapper wraps: runs at most once, and tells how long it took and how it failed. */
class AsyncInner {
  readonly #run: () => Promise<unknown>;
  readonly #budget: TimeBudget;
  readonly #clock: () => number;
  #outcome: Promise<unknown> | undefined;
  failure: { readonly error: unknown } | undefined;
  durationMs = 0;

  constructor(run: () => Promise<unknown>, budget: TimeBudget, clock: () => number) {
    this.#run = run;
    this.#budget = budget;
    this.#clock = clock;
  }

  outcome(): Promise<unknown> {
    return (this.#outcome ??= handled(this.#measure()));
  }

  /** Waits until what was started has ended, however it did: nothing runs on behind the back of the call. */
  async ended(): Promise<void> {
    await this.#outcome?.catch(ignoreRejection);
  }

  async #measure(): Promise<unknown> {
    const startedAt = this.#clock();
    this.#budget.pause();
    try {
      return await this.#run();
    } catch (error) {
      this.failure = { error };
      throw error;
    } finally {
      this.#budget.resume();
      this.durationMs = this.#clock() - startedAt;
    }
  }
}

/** Runs the wrapper at `depth` around those behind it and the hookimpls; without one, the hookimpls alone. */
export async function runWrappedAsync(call: WrappableCall, depth: number): Promise<unknown> {
  const wrapper = call.plan.wrappers[depth];
  if (wrapper === undefined) return call.runCoreAsync();
  const loading = call.loadWrapper(wrapper);
  if (loading !== undefined && !(await loading)) return runWrappedAsync(call, depth + 1);
  const entry = call.enterWrapper(wrapper);
  if (entry === undefined) return runWrappedAsync(call, depth + 1);
  const { args, context } = call;
  const { clock } = call.plan.ledger;
  const culprit = call.culprit(wrapper);
  const timeoutMs = wrapper.timeoutMs ?? Infinity;
  const budget = new TimeBudget(timeoutMs, clock);
  // A wrapper that hangs when the call is aborted must not keep the process alive until its limit.
  if (timeoutMs !== Infinity) context.signal.addEventListener('abort', () => budget.cancel());
  const inner = new AsyncInner(() => runWrappedAsync(call, depth + 1), budget, clock);
  const guard = new NextGuard(call, culprit);
  const next = (): Promise<unknown> => {
    const error = guard.admit();
    return error === undefined ? inner.outcome() : handled(Promise.reject(error));
  };
  const { handler } = wrapper;
  const work = toPromise(() => handler(args, next, context));
  const end = await budget.race<WrapperEnd>(
    work.then(
      (result) => ({ result }),
      (thrown: unknown) => ({ thrown }),
    ),
    () => {
      const refused = hookTimeout(culprit, timeoutMs);
      CallContext.abort(context, refused);
      return { refused };
    },
  );
  guard.close();
  await inner.ended();
  call.closeWrapper(entry, inner.durationMs);
  const outcome = toOutcome({ call, entry, guard, innerFailure: inner.failure, end });
  if (outcome === 'inner') return inner.outcome();
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** A promise whose rejection counts as handled even if the wrapper forgets to await it. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(ignoreRejection);
  return promise;
}

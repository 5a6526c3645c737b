import { attachReport, type HooklineError } from '../errors/hookline-error.ts';
import { namesInOrder, prepareArgs } from './call-args.ts';
import { CallContext } from './call-context.ts';
import type { HookEmitter } from './hook-events.ts';
import type { HookState } from './hook-state.ts';
import type { Plan } from './plan.ts';
import { CallReport, type Reported } from './report.ts';
import { Trace } from './trace.ts';
import { TracedCall } from './traced-call.ts';
import { WatchlessCall } from './watchless-call.ts';

/** How calls are timed: every step (`exact`), every step of one call in 64 (`sampled`), or not at all. */
export type Timing = 'exact' | 'sampled' | 'off';

/** Runs calls: chooses the cheapest way that does all that is asked of a call. */
export class Dispatcher {
  readonly #timing: Timing;
  readonly #events: HookEmitter;
  #lastCallId = 0;

  constructor(timing: Timing, events: HookEmitter) {
    this.#timing = timing;
    this.#events = events;
  }

  // Both begin with what nine calls in ten need, kept short so that the engine can inline it into the caller.

  runSync(plan: Plan, args: unknown, signal: AbortSignal | undefined): unknown {
    if (this.#isSimple(plan, signal) && namesInOrder(plan.hook, args)) {
      return this.#runWatchless(plan, args, ++this.#lastCallId);
    }
    const prepared = this.#prepare(plan, args);
    const callId = this.#begin(plan, prepared, signal);
    if (this.#isWatched(plan, signal)) return new TracedCall({ plan, args: prepared, callId, signal }).runSync().value;
    return this.#runWatchless(plan, prepared, callId);
  }

  /** Throws, instead of rejecting, for wrong arguments: the caller turns that into a rejection. */
  runAsync(plan: Plan, args: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    if (this.#isSimple(plan, signal) && namesInOrder(plan.hook, args)) {
      return toPromise(this.#runWatchless(plan, args, ++this.#lastCallId));
    }
    const prepared = this.#prepare(plan, args);
    const callId = this.#begin(plan, prepared, signal);
    if (this.#isWatched(plan, signal)) {
      return new TracedCall({ plan, args: prepared, callId, signal }).runAsync().then(({ value }) => value);
    }
    return toPromise(this.#runWatchless(plan, prepared, callId));
  }

  /** Like `runSync` or `runAsync`, as the hook is, with the report. */
  runReported(
    plan: Plan,
    args: unknown,
    signal: AbortSignal | undefined,
  ): Reported<unknown> | Promise<Reported<unknown>> {
    const prepared = this.#prepare(plan, args);
    const call = new TracedCall({ plan, args: prepared, callId: this.#begin(plan, prepared, signal), signal });
    return plan.hook.spec.sync ? call.runSync() : call.runAsync();
  }

  /** Runs a past call for hookimpls that came later. Never rejects: errors go to the error sink. */
  async replay(plan: Plan, args: unknown): Promise<void> {
    const call = new TracedCall({ plan, args, callId: ++this.#lastCallId, signal: undefined, isReplay: true });
    try {
      await (plan.hook.spec.sync ? call.runSync() : call.runAsync());
    } catch {
      // The ledger has it: the policy that made the call throw is for callers, and a replay has none.
    }
  }

  #isSimple(plan: Plan, signal: AbortSignal | undefined): boolean {
    return plan.isSimple && signal === undefined && !this.#events.watchesCalls;
  }

  #isWatched(plan: Plan, signal: AbortSignal | undefined): boolean {
    return plan.needsTrace || signal !== undefined || this.#events.watchesCalls;
  }

  #runWatchless(plan: Plan, args: unknown, callId: number): unknown {
    const { hook } = plan;
    if (plan.isEmpty) return runEmpty(hook, args);
    const context = new CallContext(hook, callId);
    // Freezing takes as long as five small handlers: only where a handler has a parameter for the context.
    if (plan.takesContext) Object.freeze(context);
    const value = hook.traits.gives === 'answers' ? [] : hook.emptyResult(args);
    if (this.#timing === 'off') return plan.untimed(args, context, value, 0, 0, 0, undefined);
    const now = plan.ledger.clock();
    const program = this.#timing === 'exact' || hook.sampler.next() ? plan.timedSteps : plan.timedWhole;
    return program(args, context, value, 0, now, now, undefined);
  }

  #begin({ hook }: Plan, args: unknown, signal: AbortSignal | undefined): number {
    const callId = ++this.#lastCallId;
    if (hook.spec.keep > 0 && signal?.aborted !== true) hook.remember({ callId, args });
    return callId;
  }

  #prepare(plan: Plan, args: unknown): unknown {
    try {
      return prepareArgs(plan.hook, args);
    } catch (error) {
      throw this.#refuse(plan, error as HooklineError);
    }
  }

  /** A call whose arguments were refused has a report as well: nobody ran. */
  #refuse(plan: Plan, error: HooklineError): HooklineError {
    const reason = 'the arguments of the call were refused';
    const trace = new Trace();
    trace.leaveOutRest(plan, reason);
    const report = new CallReport({
      hook: plan.hook.name,
      callId: ++this.#lastCallId,
      startedAt: Date.now(),
      durationMs: 0,
      status: 'failed',
      entries: trace.toEntries(reason, 0),
    });
    plan.hook.counters.calls += 1;
    plan.ledger.reportCall(report);
    return attachReport(error, report);
  }
}

/** What a watchless run gives is the value, or the call that is still waiting. */
function toPromise(outcome: unknown): Promise<unknown> {
  return WatchlessCall.is(outcome) ? outcome.promise : Promise.resolve(outcome);
}

function runEmpty(hook: HookState, args: unknown): unknown {
  hook.counters.calls += 1;
  return hook.emptyResult(args);
}

import { attachReport, type HooklineError } from '../errors/hookline-error.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import { onAbort } from './on-abort.ts';
import { CallReport, type Report, type Reported } from './report.ts';
import type { TraceEntry } from './trace.ts';
import { TracedSteps, type CallStart } from './traced-steps.ts';
import type { WrappableCall } from './wrappable-call.ts';
import { runWrappedAsync } from './wrapped-async.ts';
import { runWrappedSync } from './wrapped-sync.ts';

/** A call of which every step is noted: for reports, wrappers, time limits, signals, error policies, `parallel` and `loop`. */
export class TracedCall extends TracedSteps implements WrappableCall {
  readonly #signal: AbortSignal | undefined;
  readonly #startedAtEpoch = Date.now();
  readonly #startedAt: number;
  #isCounted = false;

  constructor(start: CallStart) {
    super(start);
    this.#signal = start.signal;
    this.#startedAt = start.plan.ledger.clock();
    start.plan.ledger.reportBegin({ hook: start.plan.hook.name, callId: start.callId, args: start.args });
  }

  runSync(): Reported<unknown> {
    this.heedSignal();
    let value: unknown;
    let thrown: HooklineError | undefined;
    try {
      value = runWrappedSync(this, 0);
    } catch (error) {
      thrown = error as HooklineError;
    }
    const error = this.#toFinalError(thrown);
    if (error !== undefined) throw this.#fail(error);
    return this.#succeed(value);
  }

  runAsync(): Promise<Reported<unknown>> {
    this.#isCounted = true;
    this.plan.generation.enter();
    return new Promise((resolve, reject) => {
      const signal = this.#signal;
      // The caller is answered at once, whatever the running hookimpl does; what comes later finds the call ended.
      let stopListening: (() => void) | undefined;
      const abort = (): void => {
        if (this.ended || signal?.aborted !== true) return;
        stopListening?.();
        this.heedSignal();
        this.endCore();
        reject(this.#fail(this.failure!));
      };
      abort();
      if (this.ended) return;
      if (signal !== undefined) stopListening = onAbort(signal, abort);
      const end = (value: unknown, thrown?: HooklineError): void => {
        // Another listener may have kept the event from this one.
        abort();
        if (this.ended) return;
        stopListening?.();
        const error = this.#toFinalError(thrown);
        if (error === undefined) resolve(this.#succeed(value));
        else reject(this.#fail(error));
      };
      const run = this.plan.wrappers.length === 0 ? this.runCoreAsync() : runWrappedAsync(this, 0);
      run.then(end, (thrown: unknown) => end(undefined, thrown as HooklineError));
    });
  }

  /** Loads the code of a wrapper, if that has to be done: the promise tells whether it is there now. */
  loadWrapper(wrapper: RegisteredHookimpl): Promise<boolean> | undefined {
    const { loader, matches } = wrapper;
    if (loader?.isLoaded !== false || matches?.(this.pristineArgs) === false) return undefined;
    return loader.load(this.plan.isOutOfDate).then(
      () => true,
      (thrown: unknown) => {
        if (!this.ended) this.trace.leaveOutUnloaded(wrapper, thrown);
        return false;
      },
    );
  }

  /** Gives a wrapper its arguments and context; `undefined` if its filter does not match. Throws if the call was aborted. */
  enterWrapper(wrapper: RegisteredHookimpl): TraceEntry | undefined {
    this.heedSignal();
    if (this.failure !== undefined) throw this.failure;
    if (!this.trace.matches(wrapper, this.pristineArgs) || !this.trace.admits(wrapper)) return undefined;
    this.prepare(wrapper);
    return this.trace.start(wrapper, this.plan.ledger.clock());
  }

  closeWrapper(entry: TraceEntry, innerMs: number): void {
    this.close(entry, !this.plan.hook.spec.sync, innerMs);
  }

  /** Why what is inside a wrapper does not run. */
  skipInner(wrapper: RegisteredHookimpl): void {
    this.skipRest(`the wrapper of "${wrapper.plugin.id}" did not call next()`);
  }

  /** What the call throws in the end, if what the wrappers made of it is to throw `thrown`, or nothing. */
  #toFinalError(thrown: HooklineError | undefined): HooklineError | undefined {
    // A wrapper may catch the errors of what it wraps, but it cannot take back that the call was aborted.
    if (this.failure?.code === 'CALL_ABORTED') return this.failure;
    if (this.plan.hook.spec.onError !== 'aggregate' || (thrown !== undefined && thrown === this.failure)) return thrown;
    const hasFailedWrapper = this.trace.entries.some(({ hookimpl, error }) => hookimpl.wrapper && error !== undefined);
    return hasFailedWrapper ? this.aggregate(this.errors) : thrown;
  }

  #succeed(value: unknown): Reported<unknown> {
    const report = this.#end(this.errors.length === 0 ? 'ok' : 'partial');
    this.plan.ledger.reportOutcome({ hook: report.hook, callId: report.callId, value });
    return { value, report };
  }

  #fail(error: HooklineError): HooklineError {
    const report = this.#end('failed');
    attachReport(error, report);
    this.plan.ledger.reportOutcome({ hook: report.hook, callId: report.callId, error });
    return error;
  }

  #end(status: Report['status']): Report {
    this.ended = true;
    if (this.#isCounted) this.plan.generation.leave();
    const { hook } = this.plan;
    const now = this.plan.ledger.clock();
    const durationMs = now - this.#startedAt;
    hook.counters.calls += 1;
    this.plan.ledger.recordCall(hook, durationMs);
    this.trace.leaveOutRest(this.plan, this.skipReason ?? 'the call ended before its turn');
    const report = new CallReport({
      hook: hook.name,
      callId: this.callId,
      startedAt: this.#startedAtEpoch,
      durationMs,
      status,
      entries: this.trace.toEntries(this.endReason ?? 'the call ended', now),
    });
    this.plan.ledger.reportCall(report);
    return report;
  }
}

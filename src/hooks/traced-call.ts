import type { HooklineError } from '../errors/hookline-error.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import { attachReport, CallReport, type Report, type Reported } from './report.ts';
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

  constructor(start: CallStart) {
    super(start);
    this.#signal = start.signal;
    this.#startedAt = start.plan.ledger.clock();
  }

  runSync(): Reported<unknown> {
    try {
      this.heedSignal();
      const value = runWrappedSync(this, 0);
      this.#assertWrappers();
      return this.#succeed(value);
    } catch (error) {
      throw this.#fail(error as HooklineError);
    }
  }

  runAsync(): Promise<Reported<unknown>> {
    return new Promise((resolve, reject) => {
      const signal = this.#signal;
      // The caller is answered at once, whatever the running hookimpl does; what comes later finds the call ended.
      const abort = (): void => {
        this.heedSignal();
        this.endCore();
        reject(this.#fail(this.failure!));
      };
      if (signal?.aborted === true) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort);
      const run = this.plan.wrappers.length === 0 ? this.runCoreAsync() : this.#runWrapped();
      const end = (outcome: () => void) => {
        signal?.removeEventListener('abort', abort);
        if (signal?.aborted !== true) outcome();
      };
      run.then(
        (value) => end(() => resolve(this.#succeed(value))),
        (error: unknown) => end(() => reject(this.#fail(error as HooklineError))),
      );
    });
  }

  /** Gives a wrapper its arguments and context; `undefined` if its filter does not match. */
  enterWrapper(wrapper: RegisteredHookimpl): TraceEntry | undefined {
    if (wrapper.matches !== undefined && !wrapper.matches(this.pristineArgs)) {
      this.trace.leaveOut(wrapper, 'filtered', 'its filter does not match the arguments');
      return undefined;
    }
    this.prepare(wrapper);
    return this.trace.start(wrapper, this.plan.ledger.clock());
  }

  closeWrapper(entry: TraceEntry, innerMs: number): void {
    this.close(entry, innerMs);
  }

  /** Why what is inside a wrapper does not run. */
  skipInner(wrapper: RegisteredHookimpl): void {
    this.skipReason = `the wrapper of "${wrapper.plugin.id}" did not call next()`;
  }

  async #runWrapped(): Promise<unknown> {
    const value = await runWrappedAsync(this, 0);
    this.#assertWrappers();
    return value;
  }

  /** Under `aggregate` a wrapper that failed is thrown at the end; that of what it wrapped it was free to catch. */
  #assertWrappers(): void {
    const failed = this.trace.entries.some(({ hookimpl, error }) => hookimpl.wrapper && error !== undefined);
    if (failed && this.plan.hook.spec.onError === 'aggregate') throw this.aggregate();
  }

  #succeed(value: unknown): Reported<unknown> {
    return { value, report: this.#end(this.errors.length === 0 ? 'ok' : 'partial') };
  }

  #fail(error: HooklineError): HooklineError {
    return attachReport(error, this.#end('failed'));
  }

  #end(status: Report['status']): Report {
    const { hook } = this.plan;
    const now = this.plan.ledger.clock();
    const durationMs = now - this.#startedAt;
    hook.counters.calls += 1;
    this.plan.ledger.recordCall(hook, durationMs);
    this.trace.leaveOutRest(this.plan, this.skipReason);
    const report = new CallReport({
      hook: hook.name,
      callId: this.callId,
      startedAt: this.#startedAtEpoch,
      durationMs,
      status,
      entries: this.trace.toEntries(this.skipReason, now),
    });
    this.plan.ledger.reportCall(report);
    return report;
  }
}

import type { HooklineError } from '../errors/hookline-error.ts';
import {
  allFailed,
  callAborted,
  hookFailed,
  hookTimeout,
  loopLimit,
  resultInvalid,
  returnedPromise,
  type Culprit,
} from './call-errors.ts';
import { CallState, type CallStart } from './call-state.ts';
import { CallContext } from './hook-context.ts';
import { cloneDeep } from './payload.ts';
import { RUN, SKIP, STOP, type Entrance, type Program, type Stepper } from './program.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import { attachReport, CallReport, type Report, type Reported } from './report.ts';
import { isThenable, toNativePromise } from './thenable.ts';
import { Trace, type TraceEntry } from './trace.ts';
import { runWrappedAsync } from './wrapped-async.ts';
import { runWrappedSync } from './wrapped-sync.ts';

/** A step whose promise has not settled yet. */
interface WaitingStep {
  readonly index: number;
  readonly entry: TraceEntry;
  readonly context: CallContext;
  timer: NodeJS.Timeout | undefined;
}

const then = Promise.prototype.then;

/** A call of which every step is noted: for reports, wrappers, time limits, signals, error policies, `parallel` and `loop`. */
export class TracedCall extends CallState implements Stepper {
  context: CallContext;
  readonly trace = new Trace();
  readonly #sharedContext: CallContext;
  readonly #contexts: CallContext[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #program: Program;
  readonly #startedAtEpoch = Date.now();
  readonly #startedAt: number;
  /** The end of the last step, in milliseconds of the clock. */
  #last: number;
  #current: TraceEntry | undefined;
  readonly #waiting = new Set<WaitingStep>();
  /** The step at which a concurrent pass waits for a free place; -1 while it does not. */
  #pausedAt = -1;
  #again: RegisteredHookimpl | undefined;
  #rounds = 0;
  readonly #errors: HooklineError[] = [];
  /** What the call throws. Once it is set, no step starts any more. */
  #failure: HooklineError | undefined;
  /** Why the hookimpls that did not get their turn were skipped. */
  #skipReason = 'the call ended before its turn';
  #onCoreEnd: (() => void) | undefined;
  #abort: (() => void) | undefined;

  constructor(start: CallStart, signal: AbortSignal | undefined) {
    super(start);
    this.#sharedContext = this.#newContext();
    this.context = this.#sharedContext;
    this.#signal = signal;
    this.#program = start.plan.program('traced');
    this.#startedAt = this.#last = start.dispatcher.clock();
  }

  runSync(): Reported<unknown> {
    try {
      this.#heedSignal();
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
        this.#heedSignal();
        this.#endCore();
        reject(this.#fail(this.#failure!));
      };
      if (signal?.aborted === true) return abort();
      signal?.addEventListener('abort', abort);
      const run = this.plan.wrappers.length === 0 ? this.runCoreAsync() : this.#runWrapped();
      const end = (outcome: () => void) => {
        signal?.removeEventListener('abort', abort);
        if (signal?.aborted !== true) outcome();
      };
      then.call(
        run,
        (value) => end(() => resolve(this.#succeed(value))),
        (error) => end(() => reject(this.#fail(error as HooklineError))),
      );
    });
  }

  /** Runs what the wrappers wrap. Gives the value, or throws what the error policy makes of the errors. */
  runCoreSync(): unknown {
    this.#last = this.dispatcher.clock();
    this.#advance(0);
    const error = this.#coreError();
    if (error !== undefined) throw error;
    return this.value;
  }

  runCoreAsync(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#onCoreEnd = () => {
        const error = this.#coreError();
        if (error === undefined) resolve(this.value);
        else reject(error);
      };
      this.#last = this.dispatcher.clock();
      this.#advance(0);
    });
  }

  matches(index: number): boolean {
    const { matches } = this.plan.steps[index]!;
    return matches === undefined || matches(this.threadedArgs);
  }

  enter(index: number): Entrance {
    const { steps, hook } = this.plan;
    if (hook.spec.sync) this.#heedSignal();
    if (this.#failure !== undefined) return STOP;
    if (this.#waiting.size >= hook.spec.concurrency) {
      this.#pausedAt = index;
      return STOP;
    }
    const hookimpl = steps[index]!;
    if (!this.matches(index)) {
      this.trace.leaveOut(hookimpl, 'filtered', 'its filter does not match the arguments');
      return SKIP;
    }
    this.#prepare(hookimpl);
    this.#current = this.trace.start(hookimpl, hook.traits.concurrent ? this.dispatcher.clock() : this.#last);
    return RUN;
  }

  returned(index: number, value: unknown): boolean {
    const entry = this.#current!;
    try {
      if (isThenable(value)) return this.#wait(index, entry, value);
    } catch (thrown) {
      return this.threw(index, thrown);
    }
    this.#close(entry);
    return this.#answer(index, entry, value);
  }

  threw(_index: number, thrown: unknown): boolean {
    const entry = this.#current!;
    this.#close(entry);
    return this.refuse(entry, hookFailed(this.culprit(entry.hookimpl), thrown));
  }

  lap(): void {
    // Every step of a traced call is timed when it is closed.
  }

  passed(): void {
    // What is still waiting ends the pass; see #advance.
  }

  /** Gives a wrapper its arguments and context; `undefined` if its filter does not match. */
  enterWrapper(wrapper: RegisteredHookimpl): TraceEntry | undefined {
    if (wrapper.matches !== undefined && !wrapper.matches(this.threadedArgs)) {
      this.trace.leaveOut(wrapper, 'filtered', 'its filter does not match the arguments');
      return undefined;
    }
    this.#prepare(wrapper);
    return this.trace.start(wrapper, this.dispatcher.clock());
  }

  closeWrapper(entry: TraceEntry, innerMs: number): void {
    this.#close(entry, innerMs);
  }

  /** Why what is inside a wrapper does not run. */
  skipInner(wrapper: RegisteredHookimpl): void {
    this.#skipReason = `the wrapper of "${wrapper.plugin.id}" did not call next()`;
  }

  /** Notes the error of a hookimpl. Gives `true` if the call ends with it. */
  refuse(entry: TraceEntry, error: HooklineError): boolean {
    entry.status = error.code === 'HOOK_TIMEOUT' ? 'timeout' : 'error';
    entry.error = error;
    this.#errors.push(error);
    this.dispatcher.reportError(this.culprit(entry.hookimpl), error);
    if (this.plan.hook.spec.onError !== 'fail') return false;
    this.#failure ??= error;
    this.#skipReason = `the hookimpl of "${entry.hookimpl.plugin.id}" failed`;
    return true;
  }

  culprit(hookimpl: RegisteredHookimpl): Culprit {
    return { hook: this.plan.hook, hookimpl, callId: this.callId };
  }

  async #runWrapped(): Promise<unknown> {
    const value = await runWrappedAsync(this, 0);
    this.#assertWrappers();
    return value;
  }

  /** Under `aggregate` a wrapper that failed is thrown at the end; that of what it wrapped it was free to catch. */
  #assertWrappers(): void {
    const failed = this.trace.entries.some(({ hookimpl, error }) => hookimpl.wrapper && error !== undefined);
    if (failed && this.plan.hook.spec.onError === 'aggregate') throw this.#aggregate();
  }

  #newContext(): CallContext {
    const context = new CallContext(this.plan.hook, this.callId);
    Object.freeze(context);
    this.#contexts.push(context);
    return context;
  }

  #prepare(hookimpl: RegisteredHookimpl): void {
    hookimpl.counters.calls += 1;
    this.context = hookimpl.timeoutMs === undefined ? this.#sharedContext : this.#newContext();
    this.args = this.plan.hook.spec.payload === 'cloned' ? cloneDeep(this.threadedArgs) : this.threadedArgs;
  }

  #wait(index: number, entry: TraceEntry, thenable: PromiseLike<unknown>): boolean {
    const promise = toNativePromise(thenable);
    if (this.plan.hook.spec.sync) {
      then.call(promise, undefined, ignore);
      this.#close(entry);
      return this.refuse(entry, returnedPromise(this.culprit(entry.hookimpl)));
    }
    const step: WaitingStep = { index, entry, context: this.context, timer: undefined };
    then.call(
      promise,
      (value) => this.#settle(step, () => this.#answer(index, entry, value)),
      (thrown) => this.#settle(step, () => this.refuse(entry, hookFailed(this.culprit(entry.hookimpl), thrown))),
    );
    this.#waiting.add(step);
    const { timeoutMs } = entry.hookimpl;
    if (timeoutMs !== undefined) step.timer = setTimeout(() => this.#expire(step, timeoutMs), timeoutMs);
    return !this.plan.hook.traits.concurrent;
  }

  #expire(step: WaitingStep, timeoutMs: number): void {
    const error = hookTimeout(this.culprit(step.entry.hookimpl), timeoutMs);
    this.#settle(step, () => {
      CallContext.abort(step.context, error);
      return this.refuse(step.entry, error);
    });
  }

  /** Only the first outcome of a step counts: what comes after its time limit, or after the end, has been reported. */
  #settle(step: WaitingStep, outcome: () => boolean): void {
    if (!this.#waiting.delete(step)) return;
    clearTimeout(step.timer);
    this.#close(step.entry);
    const stopped = outcome();
    if (stopped) return this.#endPass();
    if (!this.plan.hook.traits.concurrent) return this.#advance(step.index + 1);
    if (this.#pausedAt < 0) return this.#waiting.size === 0 ? this.#endPass() : undefined;
    const from = this.#pausedAt;
    this.#pausedAt = -1;
    this.#advance(from);
  }

  #close(entry: TraceEntry, innerMs = 0): void {
    const now = this.dispatcher.clock();
    this.#last = now;
    entry.status = 'ok';
    entry.durationMs = now - entry.startedAt - innerMs;
    entry.hookimpl.counters.record(entry.durationMs);
    if (entry.durationMs > this.dispatcher.slowMs) {
      this.dispatcher.reportSlow(this.culprit(entry.hookimpl), entry.durationMs);
    }
  }

  #answer(index: number, entry: TraceEntry, answer: unknown): boolean {
    if (answer === undefined) return false;
    const problems = this.take(answer, index);
    if (problems !== undefined) return this.refuse(entry, resultInvalid(this.culprit(entry.hookimpl), answer, problems));
    entry.answered = true;
    entry.value = answer;
    const { onAnswer } = this.plan.hook.traits;
    if (onAnswer === 'stop') this.#skipReason = `"${entry.hookimpl.plugin.id}" had answered`;
    if (onAnswer === 'restart') this.#again = entry.hookimpl;
    return onAnswer !== 'continue';
  }

  #advance(from: number): void {
    this.#program(this, from);
    if (this.#failure === undefined && this.#waiting.size > 0) return;
    this.#endPass();
  }

  #endPass(): void {
    while (this.#startsAgain()) {
      this.#program(this, 0);
      if (this.#failure === undefined && this.#waiting.size > 0) return;
    }
    this.#endCore();
  }

  #startsAgain(): boolean {
    const last = this.#again;
    if (last === undefined || this.#failure !== undefined) return false;
    this.#again = undefined;
    this.#rounds += 1;
    if (this.#rounds < this.plan.hook.spec.maxRounds) return true;
    this.#failure = loopLimit(this.plan.hook, last, this.callId);
    return false;
  }

  #endCore(): void {
    // Steps that still run are not waited for; the report says so.
    for (const { timer } of this.#waiting) clearTimeout(timer);
    if (this.#waiting.size > 0) this.#abortContexts(this.#failure);
    this.#waiting.clear();
    if (this.plan.hook.traits.concurrent) {
      const answered = this.trace.entries.filter(({ answered, hookimpl }) => answered && !hookimpl.wrapper);
      this.value = answered.map(({ value }) => value);
    }
    this.#onCoreEnd?.();
  }

  #coreError(): HooklineError | undefined {
    if (this.#failure !== undefined) return this.#failure;
    return this.plan.hook.spec.onError === 'aggregate' && this.#errors.length > 0 ? this.#aggregate() : undefined;
  }

  #aggregate(): HooklineError {
    return allFailed(this.plan.hook, this.callId, this.#errors);
  }

  #heedSignal(): void {
    if (this.#signal?.aborted !== true || this.#failure?.code === 'CALL_ABORTED') return;
    this.#failure = callAborted(this.plan.hook, this.callId, this.#signal.reason);
    this.#skipReason = 'the call was aborted';
    this.#abortContexts(this.#signal.reason);
  }

  #abortContexts(reason: unknown): void {
    for (const context of this.#contexts) CallContext.abort(context, reason);
  }

  #succeed(value: unknown): Reported<unknown> {
    return { value, report: this.#end(this.#errors.length === 0 ? 'ok' : 'partial') };
  }

  #fail(error: HooklineError): HooklineError {
    return attachReport(error, this.#end('failed'));
  }

  #end(status: Report['status']): Report {
    const { hook } = this.plan;
    const now = this.dispatcher.clock();
    const durationMs = now - this.#startedAt;
    hook.counters.calls += 1;
    this.dispatcher.recordCall(hook, durationMs);
    this.trace.leaveOutRest(this.plan, this.#skipReason);
    const report = new CallReport({
      hook: hook.name,
      callId: this.callId,
      startedAt: this.#startedAtEpoch,
      durationMs,
      status,
      entries: this.trace.toEntries(this.#skipReason, now),
    });
    this.dispatcher.reportCall(report);
    return report;
  }
}

function ignore(): void {
  // The rejection of a promise that was refused has been reported as what it is.
}

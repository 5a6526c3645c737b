import type { HooklineError } from '../errors/hookline-error.ts';
import { answerProblems, threadAnswer } from './answer.ts';
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
import { CallContexts } from './call-contexts.ts';
import { CallContext } from './call-context.ts';
import { loadAhead } from './load-ahead.ts';
import { cloneDeep } from './payload.ts';
import type { Plan } from './plan.ts';
import { RUN, SKIP, STOP, type Entrance, type Stepper } from './program.ts';
import type { HandlerLoader, RegisteredHookimpl } from './registered-hookimpl.ts';
import type { SchemaProblem } from './schema-check.ts';
import { ignoreRejection, listen } from './thenable.ts';
import { Trace, type TraceEntry } from './trace.ts';

export interface CallStart {
  readonly plan: Plan;
  /** Prepared by `prepareArgs`. */
  readonly args: unknown;
  readonly callId: number;
  readonly signal: AbortSignal | undefined;
  /** Whether nobody waits for the outcome. */
  readonly isReplay?: boolean;
}

/** A step whose promise has not settled yet. */
interface WaitingStep {
  readonly index: number;
  readonly entry: TraceEntry;
  readonly context: CallContext;
  timer: NodeJS.Timeout | undefined;
}

/** The core of a traced call, which the wrappers wrap: runs the steps, notes each, and applies the error policy. */
export class TracedSteps implements Stepper {
  readonly plan: Plan;
  /** What the next handler receives. */
  args: unknown;
  context: CallContext;
  /** The answers so far, the answer, or the threaded argument. */
  value: unknown;
  readonly #signal: AbortSignal | undefined;
  readonly #isReplay: boolean;
  readonly #contexts: CallContexts;
  /** The end of the last step, in milliseconds of the clock. */
  #last = 0;
  #current: TraceEntry | undefined;
  readonly #waiting = new Set<WaitingStep>();
  /** The step at which a concurrent pass waits for a free place; -1 while it does not. */
  #pausedAt = -1;
  /** Whether a step waits for its code to be loaded. */
  #isLoading = false;
  #coreEnded = false;
  /** Who answered last and so makes a loop start again. */
  #again: RegisteredHookimpl | undefined;
  #rounds = 0;
  #onEnd: (() => void) | undefined;
  /** How many wrappers had failed when the steps began: that is not for the wrappers inside them to see. */
  #errorsAround = 0;
  protected readonly callId: number;
  protected readonly trace = new Trace();
  /** The arguments with the thread as the last answer left it; no handler changes these where the payload is cloned. */
  protected pristineArgs: unknown;
  protected readonly errors: HooklineError[] = [];
  /** What the call throws. Once it is set, no step starts any more. */
  protected failure: HooklineError | undefined;
  /** Whether the report has been made: nothing that still happens is noted. */
  protected ended = false;
  /** Why the hookimpls that did not get their turn were skipped. */
  protected skipReason: string | undefined;
  /** Why those that still run are not waited for. */
  protected endReason: string | undefined;

  constructor({ plan, args, callId, signal, isReplay = false }: CallStart) {
    this.#isReplay = isReplay;
    this.plan = plan;
    this.args = args;
    this.#contexts = new CallContexts(plan.hook, callId);
    this.context = this.#contexts.shared;
    this.value = plan.hook.emptyResult(args);
    this.callId = callId;
    this.pristineArgs = args;
    this.#signal = signal;
  }

  /** Runs what the wrappers wrap. Gives the value, or throws what the error policy makes of the errors. */
  runCoreSync(): unknown {
    this.#start();
    const error = this.#coreError();
    if (error !== undefined) throw error;
    return this.value;
  }

  runCoreAsync(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#onEnd = () => {
        const error = this.#coreError();
        if (error === undefined) resolve(this.value);
        else reject(error);
      };
      this.#start();
    });
  }

  #start(): void {
    this.#errorsAround = this.errors.length;
    this.#last = this.plan.ledger.clock();
    if (this.plan.hook.traits.concurrent) loadAhead(this.plan, this.pristineArgs);
    this.#advance(0);
  }

  enter(index: number): Entrance {
    const { steps, hook } = this.plan;
    this.heedSignal();
    if (this.failure !== undefined) return STOP;
    if (this.#waiting.size >= hook.spec.concurrency) {
      this.#pausedAt = index;
      return STOP;
    }
    const hookimpl = steps[index]!;
    if (!this.trace.matches(hookimpl, this.pristineArgs)) return SKIP;
    if (hookimpl.loader?.isLoaded === false) {
      this.#load(index, hookimpl.loader);
      return STOP;
    }
    if (!this.trace.admits(hookimpl)) return SKIP;
    this.prepare(hookimpl);
    this.#current = this.trace.start(hookimpl, hook.traits.concurrent ? this.plan.ledger.clock() : this.#last);
    return RUN;
  }

  /** Waits for the code of a hookimpl, which is not part of its time, and goes on from it; without it, from the next. */
  #load(index: number, loader: HandlerLoader): void {
    this.#isLoading = true;
    const goOn = (from: number): void => {
      this.#isLoading = false;
      if (this.#coreEnded) return;
      this.#last = this.plan.ledger.clock();
      this.#advance(from);
    };
    loader.load(this.plan.isOutOfDate).then(
      () => goOn(index),
      (thrown: unknown) => {
        if (!this.#coreEnded) this.trace.leaveOutUnloaded(this.plan.steps[index]!, thrown);
        goOn(index + 1);
      },
    );
  }

  answered(answer: unknown): boolean {
    const entry = this.#current!;
    this.close(entry, false);
    return this.#answer(entry, answer);
  }

  wait(index: number, thenable: PromiseLike<unknown>): boolean {
    const entry = this.#current!;
    if (this.plan.hook.spec.sync) {
      listen(thenable, undefined, ignoreRejection);
      this.close(entry, false);
      return this.refuse(entry, returnedPromise(this.culprit(entry.hookimpl)));
    }
    const step: WaitingStep = { index, entry, context: this.context, timer: undefined };
    this.#waiting.add(step);
    listen(
      thenable,
      (value) => this.#settle(step, () => this.#answer(entry, value)),
      (thrown) => this.#settle(step, () => this.refuse(entry, hookFailed(this.culprit(entry.hookimpl), thrown))),
    );
    const { timeoutMs } = entry.hookimpl;
    if (timeoutMs !== undefined) step.timer = setTimeout(() => this.#expire(step, timeoutMs), timeoutMs);
    return !this.plan.hook.traits.concurrent;
  }

  threw(thrown: unknown): boolean {
    const entry = this.#current!;
    this.close(entry, false);
    return this.refuse(entry, hookFailed(this.culprit(entry.hookimpl), thrown));
  }

  /** Notes the error of a hookimpl. Gives `true` if the call ends with it. */
  refuse(entry: TraceEntry, error: HooklineError): boolean {
    if (this.ended) return true;
    entry.status = error.code === 'HOOK_TIMEOUT' ? 'timeout' : 'error';
    entry.error = error;
    this.errors.push(error);
    this.plan.ledger.reportError(this.culprit(entry.hookimpl), error);
    if (this.plan.hook.spec.onError !== 'fail') return false;
    this.failure ??= error;
    this.skipRest(`the hookimpl of "${entry.hookimpl.plugin.id}" failed`);
    return true;
  }

  culprit(hookimpl: RegisteredHookimpl): Culprit {
    return { hook: this.plan.hook, hookimpl, callId: this.callId, isStray: this.#isReplay };
  }

  protected prepare(hookimpl: RegisteredHookimpl): void {
    hookimpl.counters.calls += 1;
    this.context = this.#contexts.of(hookimpl);
    this.args = this.plan.hook.spec.payload === 'cloned' ? cloneDeep(this.pristineArgs) : this.pristineArgs;
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
    this.close(step.entry, true);
    const stopped = outcome();
    if (stopped) return this.#endPass();
    if (!this.plan.hook.traits.concurrent) return this.#advance(step.index + 1);
    if (this.#pausedAt < 0) return this.#waits() ? undefined : this.#endPass();
    const from = this.#pausedAt;
    this.#pausedAt = -1;
    this.#advance(from);
  }

  protected close(entry: TraceEntry, waited: boolean, innerMs = 0): void {
    if (this.ended) return;
    const now = this.plan.ledger.clock();
    this.#last = now;
    entry.status = 'ok';
    entry.durationMs = now - entry.startedAt - innerMs;
    entry.hookimpl.counters.record(entry.durationMs);
    if (entry.durationMs > this.plan.ledger.longMs) {
      this.plan.ledger.reportLong(this.culprit(entry.hookimpl), entry.durationMs, waited);
    }
  }

  #answer(entry: TraceEntry, answer: unknown): boolean {
    if (answer === undefined) return false;
    const problems = this.#take(answer);
    if (problems !== undefined) {
      return this.refuse(entry, resultInvalid(this.culprit(entry.hookimpl), answer, problems));
    }
    entry.answered = true;
    entry.value = answer;
    const { onAnswer } = this.plan.hook.traits;
    if (onAnswer === 'stop') this.skipRest(`"${entry.hookimpl.plugin.id}" had answered`);
    if (onAnswer === 'restart') this.#again = entry.hookimpl;
    return onAnswer !== 'continue';
  }

  /** Takes an answer into the value, or gives what is wrong with it and leaves the value as it was. */
  #take(answer: unknown): readonly SchemaProblem[] | undefined {
    const { hook } = this.plan;
    const problems = answerProblems(hook, answer);
    if (problems !== undefined) return problems;
    switch (hook.traits.gives) {
      case 'thread': {
        const threaded = threadAnswer(hook, this.pristineArgs, answer);
        if ('problems' in threaded) return threaded.problems;
        this.pristineArgs = threaded.args;
        this.value = answer;
        break;
      }
      case 'answers':
        (this.value as unknown[]).push(answer);
        break;
      case 'answer':
        this.value = answer;
        break;
      case 'nothing':
    }
    return undefined;
  }

  #advance(from: number): void {
    this.plan.traced(this, from);
    if (!this.#waits()) this.#endPass();
  }

  #waits(): boolean {
    return this.failure === undefined && (this.#waiting.size > 0 || this.#isLoading);
  }

  #endPass(): void {
    while (this.#startsAgain()) {
      this.plan.traced(this, 0);
      if (this.#waits()) return;
    }
    this.endCore();
  }

  #startsAgain(): boolean {
    const last = this.#again;
    if (last === undefined || this.failure !== undefined) return false;
    this.#again = undefined;
    this.#rounds += 1;
    if (this.#rounds < this.plan.hook.spec.maxRounds) return true;
    this.failure = loopLimit(this.plan.hook, last, this.callId);
    return false;
  }

  protected endCore(): void {
    this.#coreEnded = true;
    // Steps that still run are not waited for; the report says so.
    for (const { timer, context } of this.#waiting) {
      clearTimeout(timer);
      CallContext.abort(context, this.failure);
    }
    this.#waiting.clear();
    if (this.plan.hook.traits.concurrent) {
      const answers = this.trace.entries.filter(({ answered, hookimpl }) => answered && !hookimpl.wrapper);
      this.value = answers.map(({ value }) => value);
    }
    this.#onEnd?.();
  }

  #coreError(): HooklineError | undefined {
    if (this.failure !== undefined) return this.failure;
    const errors = this.errors.slice(this.#errorsAround);
    return this.plan.hook.spec.onError === 'aggregate' && errors.length > 0 ? this.aggregate(errors) : undefined;
  }

  protected aggregate(errors: readonly HooklineError[]): HooklineError {
    return allFailed(this.plan.hook, this.callId, errors);
  }

  protected heedSignal(): void {
    if (this.#signal?.aborted !== true || this.failure?.code === 'CALL_ABORTED') return;
    this.failure = callAborted(this.plan.hook, this.callId, this.#signal.reason);
    this.skipRest('the call was aborted');
    this.#contexts.abort(this.#signal.reason);
  }

  /** The first reason is why a hookimpl did not get its turn, the last why one is not waited for. */
  protected skipRest(reason: string): void {
    this.skipReason ??= reason;
    this.endReason = reason;
  }
}

import type { HooklineError } from '../errors/hookline-error.ts';
import { hookFailed, resultInvalid, returnedPromise, type Culprit } from './call-errors.ts';
import { CallState, type CallStart } from './call-state.ts';
import { CallContext } from './hook-context.ts';
import { RUN, type Entrance, type Program, type Stepper } from './program.ts';
import { toNativePromise } from './thenable.ts';

/** What is timed of a call: every step, the call as a whole, or nothing. */
export type Timed = 'steps' | 'whole' | 'nothing';

const then = Promise.prototype.then;

/**
 * A call that nobody watches: it keeps the value, counts, and reports errors. Hooks under `isolate` whose hookimpls have
 * neither wrappers nor time limits take this path; every other call is a `TracedCall`.
 */
export class Call extends CallState implements Stepper {
  readonly context: CallContext;
  readonly #timed: Timed;
  readonly #program: Program;
  #startedAt = 0;
  /** The end of the last step, in milliseconds of the clock. */
  #last = 0;
  /** The step that the call waits for; -1 while it waits for none. */
  #waitingFor = -1;
  #resolve: ((value: unknown) => void) | undefined;
  #onValue: ((value: unknown) => void) | undefined;
  #onError: ((thrown: unknown) => void) | undefined;

  constructor(start: CallStart, timed: Timed) {
    super(start);
    this.context = new CallContext(start.plan.hook, start.callId);
    // Freezing takes as long as five small handlers: only where a handler has a parameter for the context.
    if (start.plan.takesContext) Object.freeze(this.context);
    this.#timed = timed;
    this.#program = start.plan.program(timed === 'steps' ? 'timed' : 'plain');
  }

  runSync(): unknown {
    this.#start();
    return this.value;
  }

  runAsync(): Promise<unknown> {
    this.#start();
    if (this.#waitingFor < 0) return Promise.resolve(this.value);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  matches(index: number): boolean {
    return this.plan.steps[index]!.matches!(this.args);
  }

  enter(): Entrance {
    return RUN;
  }

  returned(index: number, value: unknown): boolean {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      try {
        if (typeof (value as PromiseLike<unknown>).then === 'function') {
          return this.#wait(index, value as PromiseLike<unknown>);
        }
      } catch (thrown) {
        return this.threw(index, thrown);
      }
    }
    return this.#answer(index, value);
  }

  threw(index: number, thrown: unknown): boolean {
    return this.#refuse(index, hookFailed(this.#culprit(index), thrown));
  }

  lap(index: number): void {
    const { dispatcher, plan } = this;
    const now = dispatcher.clock();
    const durationMs = now - this.#last;
    this.#last = now;
    plan.counters[index]!.record(durationMs);
    if (durationMs > dispatcher.slowMs) dispatcher.reportSlow(this.#culprit(index), durationMs);
  }

  passed(): void {
    // The value is complete: there is nothing to close.
  }

  #start(): void {
    if (this.#timed !== 'nothing') this.#startedAt = this.#last = this.dispatcher.clock();
    this.#program(this, 0);
    if (this.#waitingFor < 0) this.#finish();
  }

  #finish(): void {
    const { dispatcher, plan } = this;
    plan.hook.counters.calls += 1;
    if (this.#timed === 'nothing') return;
    const end = this.#timed === 'steps' ? this.#last : dispatcher.clock();
    dispatcher.recordCall(plan.hook, end - this.#startedAt);
  }

  #answer(index: number, answer: unknown): boolean {
    const problems = this.take(answer, index);
    if (problems !== undefined) return this.#refuse(index, resultInvalid(this.#culprit(index), answer, problems));
    if (this.plan.hook.traits.onAnswer === 'continue') return false;
    if (this.#timed === 'steps') this.lap(index);
    return true;
  }

  #wait(index: number, thenable: PromiseLike<unknown>): boolean {
    const promise = toNativePromise(thenable);
    if (this.plan.hook.spec.sync) {
      then.call(promise, undefined, ignore);
      return this.#refuse(index, returnedPromise(this.#culprit(index)));
    }
    this.#onValue ??= (value) => this.#resume(value !== undefined && this.#answer(this.#waitingFor, value));
    this.#onError ??= (thrown) => this.#resume(this.threw(this.#waitingFor, thrown));
    then.call(promise, this.#onValue, this.#onError);
    this.#waitingFor = index;
    return true;
  }

  #resume(stopped: boolean): void {
    const index = this.#waitingFor;
    this.#waitingFor = -1;
    if (!stopped) {
      if (this.#timed === 'steps') this.lap(index);
      this.#program(this, index + 1);
      if (this.#waitingFor >= 0) return;
    }
    this.#finish();
    this.#resolve!(this.value);
  }

  /** Under `isolate` a hookimpl that fails counts as no answer. */
  #refuse(index: number, error: HooklineError): false {
    this.dispatcher.reportError(this.#culprit(index), error);
    return false;
  }

  #culprit(index: number): Culprit {
    return { hook: this.plan.hook, hookimpl: this.plan.steps[index]!, callId: this.callId };
  }
}

function ignore(): void {
  // The rejection of a promise that was refused has been reported as what it is.
}

import type { HooklineError } from '../errors/hookline-error.ts';
import { hookFailed, resultInvalid, returnedPromise, type Culprit } from './call-errors.ts';
import { CallState } from './call-state.ts';
import { CallContext } from './hook-context.ts';
import type { Plan } from './plan.ts';
import { RUN, type Entrance, type Stepper } from './program.ts';
import { ignoreRejection, listen } from './thenable.ts';

/** What is timed of a call: every step, the call as a whole, or nothing. */
export type Timed = 'steps' | 'whole' | 'nothing';

/**
 * A call that nobody watches: it keeps the value, counts, and reports errors. Hooks under `isolate` whose hookimpls have
 * neither wrappers nor time limits take this path, synchronous ones as they are; every other call is a `TracedCall`.
 */
export class WatchlessCall extends CallState implements Stepper {
  declare readonly timed: Timed;
  declare startedAt: number;
  /** The end of the last step, in milliseconds of the clock. */
  declare last: number;

  constructor(plan: Plan, args: unknown, callId: number, timed: Timed) {
    super(plan, args, new CallContext(plan.hook, callId));
    this.timed = timed;
    this.startedAt = 0;
    this.last = 0;
    // Freezing takes as long as five small handlers: only where a handler has a parameter for the context.
    if (plan.takesContext) Object.freeze(this.context);
  }

  runSync(): unknown {
    const { plan } = this;
    if (this.timed === 'nothing') {
      plan.plain(this, 0);
      plan.hook.counters.calls += 1;
      return this.value;
    }
    this.start();
    this.finish();
    return this.value;
  }

  start(): void {
    const { plan } = this;
    if (this.timed === 'nothing') return plan.plain(this, 0);
    this.startedAt = this.last = plan.ledger.clock();
    if (this.timed === 'steps') plan.timed(this, 0);
    else plan.plain(this, 0);
  }

  finish(): void {
    const { hook, ledger } = this.plan;
    hook.counters.calls += 1;
    if (this.timed === 'nothing') return;
    const end = this.timed === 'steps' ? this.last : ledger.clock();
    ledger.recordCall(hook, end - this.startedAt);
  }

  matches(index: number): boolean {
    return this.plan.steps[index]!.matches!(this.args);
  }

  enter(): Entrance {
    return RUN;
  }

  answered(index: number, answer: unknown): boolean {
    const problems = this.take(answer);
    if (problems !== undefined) return this.refuse(index, resultInvalid(culprit(this, index), answer, problems));
    return this.plan.hook.traits.onAnswer !== 'continue';
  }

  wait(index: number, thenable: PromiseLike<unknown>): boolean {
    listen(thenable, undefined, ignoreRejection);
    return this.refuse(index, returnedPromise(culprit(this, index)));
  }

  threw(index: number, thrown: unknown): boolean {
    return this.refuse(index, hookFailed(culprit(this, index), thrown));
  }

  slow(index: number, durationMs: number): void {
    this.plan.ledger.reportSlow(culprit(this, index), durationMs);
  }

  passed(): void {
    // The value is complete: there is nothing to close.
  }

  /** Under `isolate` a hookimpl that fails counts as no answer. */
  refuse(index: number, error: HooklineError): false {
    this.plan.ledger.reportError(culprit(this, index), error);
    return false;
  }
}

function culprit({ plan, context }: WatchlessCall, index: number): Culprit {
  return { hook: plan.hook, hookimpl: plan.steps[index]!, callId: context.callId };
}

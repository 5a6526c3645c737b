import type { HooklineError } from '../errors/hookline-error.ts';
import { answerProblems, threadAnswer } from './answer.ts';
import { hookFailed, resultInvalid, returnedPromise, type Culprit } from './call-errors.ts';
import type { CallContext } from './call-context.ts';
import type { Steps } from './program.ts';
import { ignoreRejection, listen } from './thenable.ts';

/** What watchless programs of a plan leave to others: errors, checks, threads, and the end of timed calls. */
export class WatchlessDesk {
  readonly #steps: Steps;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  matches(index: number, args: unknown): boolean {
    return this.#steps.steps[index]!.matches!(args);
  }

  threw(index: number, thrown: unknown, context: CallContext): void {
    this.#refuse(index, context, (culprit) => hookFailed(culprit, thrown));
  }

  refusePromise(index: number, thenable: PromiseLike<unknown>, context: CallContext): void {
    listen(thenable, undefined, ignoreRejection);
    this.#refuse(index, context, returnedPromise);
  }

  /** Whether the hookspec accepts an answer; one that it does not is reported and counts as none. */
  accepts(index: number, answer: unknown, context: CallContext): boolean {
    const problems = answerProblems(this.#steps.hook, answer);
    if (problems === undefined) return true;
    this.#refuse(index, context, (culprit) => resultInvalid(culprit, answer, problems));
    return false;
  }

  /** The arguments behind an answer to a hook with a thread; `undefined` for an answer that is not accepted. */
  thread(index: number, answer: unknown, args: unknown, context: CallContext): unknown {
    if (!this.accepts(index, answer, context)) return undefined;
    const threaded = threadAnswer(this.#steps.hook, args, answer);
    if ('args' in threaded) return threaded.args;
    this.#refuse(index, context, (culprit) => resultInvalid(culprit, answer, threaded.problems));
    return undefined;
  }

  /** Takes down a run that took longer than `longMs`; `waited` if some of it may have been waiting. */
  long(index: number, durationMs: number, context: CallContext, waited: boolean): void {
    this.#steps.ledger.reportLong(this.#culprit(index, context), durationMs, waited);
  }

  /** Takes down a call that was timed and has ended. */
  record(durationMs: number): void {
    this.#steps.ledger.recordCall(this.#steps.hook, durationMs);
  }

  /** Under `isolate` a hookimpl that fails counts as no answer. */
  #refuse(index: number, context: CallContext, toError: (culprit: Culprit) => HooklineError): void {
    const culprit = this.#culprit(index, context);
    this.#steps.ledger.reportError(culprit, toError(culprit));
  }

  #culprit(index: number, { callId }: CallContext): Culprit {
    return { hook: this.#steps.hook, hookimpl: this.#steps.steps[index]!, callId };
  }
}

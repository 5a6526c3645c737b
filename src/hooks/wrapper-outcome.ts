import type { HooklineError } from '../errors/hookline-error.ts';
import { hookFailed, nextCalledLate, nextCalledTwice, resultInvalid, type Culprit } from './call-errors.ts';
import type { TraceEntry } from './trace.ts';
import type { WrappableCall } from './wrappable-call.ts';
import { wrappedResultProblems } from './wrapped-result.ts';

/** Watches over `next`: it may be called once, and only while the wrapper runs. */
export class NextGuard {
  readonly #call: WrappableCall;
  readonly #culprit: Culprit;
  #closed = false;
  called = false;
  /** The error of a second call, which counts even if the wrapper caught it. */
  misuse: HooklineError | undefined;

  constructor(call: WrappableCall, culprit: Culprit) {
    this.#call = call;
    this.#culprit = culprit;
  }

  /** Called by each `next()`; gives the error that it must throw, if any. */
  admit(): HooklineError | undefined {
    if (this.#closed) {
      // The report has been made: the error sink is the only place left.
      const late = nextCalledLate(this.#culprit);
      this.#call.plan.ledger.reportError({ ...this.#culprit, isStray: true }, late);
      return late;
    }
    if (this.called) return (this.misuse ??= nextCalledTwice(this.#culprit));
    this.called = true;
    return undefined;
  }

  close(): void {
    this.#closed = true;
  }
}

/** How a wrapper ended: with what it returned, what it threw, or an error of the dispatcher about it. */
export type WrapperEnd =
  | { readonly result: unknown }
  | { readonly thrown: unknown }
  | { readonly refused: HooklineError };

/** What becomes the result around a wrapper: what it wrapped gives, a value, or an error. */
export type WrapperOutcome = 'inner' | { readonly value: unknown } | { readonly error: unknown };

export interface EndedWrapper {
  readonly call: WrappableCall;
  readonly entry: TraceEntry;
  readonly guard: NextGuard;
  /** The error of what was wrapped, if it failed. */
  readonly innerFailure: { readonly error: unknown } | undefined;
  readonly end: WrapperEnd;
}

/** Decides what a wrapper that has ended makes of the result. A failing one leaves it, unless the policy ends the call. */
export function toOutcome({ call, entry, guard, innerFailure, end }: EndedWrapper): WrapperOutcome {
  const culprit = call.culprit(entry.hookimpl);
  const refuse = (error: HooklineError): WrapperOutcome => (call.refuse(entry, error) ? { error } : 'inner');
  if ('thrown' in end) {
    // What it wrapped failed, and the wrapper let that pass: the error is not its own.
    if (innerFailure !== undefined && innerFailure.error === end.thrown) return { error: end.thrown };
    return refuse(guard.misuse ?? hookFailed(culprit, end.thrown));
  }
  if ('refused' in end) return refuse(end.refused);
  if (guard.misuse !== undefined) return refuse(guard.misuse);
  const { result } = end;
  if (result === undefined && guard.called) return 'inner';
  const problems = result === undefined ? undefined : wrappedResultProblems(call.plan.hook, result);
  if (problems !== undefined) return refuse(resultInvalid(culprit, result, problems));
  if (!guard.called) call.skipInner(entry.hookimpl);
  if (result === undefined) return { value: call.value };
  entry.answered = true;
  entry.value = result;
  return { value: call.plan.hook.traits.gives === 'nothing' ? undefined : result };
}

import type { Generation } from './generation.ts';
import type { CallContext } from './call-context.ts';
import type { HookState } from './hook-state.ts';
import type { Ledger } from './ledger.ts';
import type { AnyHandler, RegisteredHookimpl } from './registered-hookimpl.ts';
import type { Counters } from './stats.ts';

/** What a program is made from. The lists run in step. */
export interface Steps {
  readonly hook: HookState;
  readonly ledger: Ledger;
  readonly steps: readonly RegisteredHookimpl[];
  readonly handlers: readonly AnyHandler[];
  readonly counters: readonly Counters[];
  /** Counts the asynchronous calls that have not ended. */
  readonly generation: Generation;
}

/** What is timed of a call: every step, the call as a whole, or nothing. */
export type Timed = 'steps' | 'whole' | 'nothing';

/** A call that nobody watches and that waits for a promise: all that the program must know to go on from there. */
export interface Waiting {
  /** Waits for `thenable`, which the step at `index` returned. Gives itself, for the program to return. */
  wait(index: number, thenable: PromiseLike<unknown>, args: unknown, value: unknown, last: number): Waiting;
}

/**
 * Runs a call that nobody watches, from one step on: keeps its state in local variables and counts, and leaves what is
 * rare to the `WatchlessDesk`. Gives the value of the call when it has ended, or the call itself when it has to wait;
 * then it is run again from the next step. Calls share a program, never a state.
 *
 * `value` is the value so far, `from` the first step to run, `startedAt` and `last` the begin of the call and the end of
 * the last step in milliseconds of the clock, and `call` the waiting call, if it has waited before. These are seven
 * parameters because an object would cost as much as two small handlers.
 */
export type WatchlessProgram = (
  args: unknown,
  context: CallContext,
  value: unknown,
  from: number,
  startedAt: number,
  last: number,
  call: Waiting | undefined,
) => unknown;

/** What {@link Stepper.enter} decides about a hookimpl. */
export const RUN = 0;
export const SKIP = 1;
export const STOP = 2;
export type Entrance = typeof RUN | typeof SKIP | typeof STOP;

/**
 * What a traced program drives: one call, step by step. Where a method gives `true`, the program returns at once; the
 * call is then over, or waits for a promise and runs the program again from the next step.
 */
export interface Stepper {
  /** What the next handler receives. */
  readonly args: unknown;
  readonly context: CallContext;
  /** Called before a step. */
  enter(index: number): Entrance;
  /** Called with what a step returned, `undefined` included. */
  answered(answer: unknown): boolean;
  /** Called when a step returned a promise, or anything that `await` would treat as one. */
  wait(index: number, thenable: PromiseLike<unknown>): boolean;
  /** Called with what a step threw, the getter of `then` included. */
  threw(thrown: unknown): boolean;
}

/** Runs the steps of a call that reports each of them, from one on, until the end or until the call says stop. */
export type TracedProgram = (call: Stepper, from: number) => void;

/** Makes the programs of a plan. All backends have the same semantics; what differs is speed. */
export interface Backend {
  watchless(steps: Steps, timed: Timed): WatchlessProgram;
  traced(steps: Steps): TracedProgram;
}

import type { CallContext } from './hook-context.ts';
import type { HookState } from './hook-state.ts';
import type { Ledger } from './ledger.ts';
import type { AnyHandler, RegisteredHookimpl } from './registered-hookimpl.ts';
import type { Counters } from './stats.ts';

/** What {@link Stepper.enter} decides about a hookimpl. */
export const RUN = 0;
export const SKIP = 1;
export const STOP = 2;
export type Entrance = typeof RUN | typeof SKIP | typeof STOP;

/**
 * What a program drives: one call, step by step. Where a method gives `true`, the program returns at once; the call is
 * then over, or waits for a promise and runs the program again from the next step.
 */
export interface Stepper {
  /** What the next handler receives. */
  readonly args: unknown;
  readonly value: unknown;
  readonly context: CallContext;
  /** Whether the filter of a step accepts the call. */
  matches(index: number): boolean;
  /** Called before a step, by programs that trace. */
  enter(index: number): Entrance;
  /** Called with the answer of a step; by programs that trace also with `undefined`. */
  answered(index: number, answer: unknown): boolean;
  /** Called when a step returned a promise, or anything that `await` would treat as one. */
  wait(index: number, thenable: PromiseLike<unknown>): boolean;
  /** Called with what a step threw, the getter of `then` included. */
  threw(index: number, thrown: unknown): boolean;
  /** The end of the last step, in milliseconds of the clock; kept by programs that take times. */
  last: number;
  /** Called after a step that took longer than `slowMs`, by programs that take times. */
  slow(index: number, durationMs: number): void;
  /** Called when the last step has been passed. */
  passed(): void;
}

/** Runs the steps of a plan, from one on, until the end or until the call says stop. Calls share a program, never a state. */
export type Program = (call: Stepper, from: number) => void;

/**
 * The programs that a plan may need. `plain` and `timed` are for calls that nobody watches: only answers and errors reach
 * the call. `traced` reports every step to the call, for filters, time limits, signals, reports and the rest.
 */
export type ProgramKind = 'plain' | 'timed' | 'traced';

/** What a program is made from. The lists run in step. */
export interface Steps {
  readonly hook: HookState;
  readonly ledger: Ledger;
  readonly steps: readonly RegisteredHookimpl[];
  readonly handlers: readonly AnyHandler[];
  readonly counters: readonly Counters[];
}

/** Makes the programs of a plan. All backends have the same semantics; what differs is speed. */
export type Backend = (steps: Steps, kind: ProgramKind) => Program;

import type { HooklineError } from '../errors/hookline-error.ts';
import type { Culprit } from './call-errors.ts';
import type { CallContext } from './call-context.ts';
import type { Plan } from './plan.ts';
import type { RegisteredHookimpl } from './registered-hookimpl.ts';
import type { TraceEntry } from './trace.ts';

/** What running wrappers asks of a call. */
export interface WrappableCall {
  readonly plan: Plan;
  /** What the wrapper that was entered last receives. */
  readonly args: unknown;
  readonly context: CallContext;
  /** The value without any answer, until the hookimpls have run. */
  readonly value: unknown;
  culprit(hookimpl: RegisteredHookimpl): Culprit;
  /** Loads the code of a wrapper, if that has to be done: the promise tells whether it is there now. */
  loadWrapper(wrapper: RegisteredHookimpl): Promise<boolean> | undefined;
  /** Gives a wrapper its arguments and context; `undefined` if its filter does not match. */
  enterWrapper(wrapper: RegisteredHookimpl): TraceEntry | undefined;
  /** Ends the entry of a wrapper, whose time does not count the `innerMs` of what it wrapped. */
  closeWrapper(entry: TraceEntry, innerMs: number): void;
  /** Notes that what is inside a wrapper does not run. */
  skipInner(wrapper: RegisteredHookimpl): void;
  /** Notes the error of a hookimpl. Gives `true` if the call ends with it. */
  refuse(entry: TraceEntry, error: HooklineError): boolean;
  /** Runs what the wrappers wrap. Gives the value, or throws what the error policy makes of the errors. */
  runCoreSync(): unknown;
  runCoreAsync(): Promise<unknown>;
}

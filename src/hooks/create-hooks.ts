import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';
import { Dispatcher, type Timing } from './dispatcher.ts';
import { HookEmitter } from './hook-events.ts';
import type { Hooks } from './hooks.ts';
import type { HooksLike } from './hookspec.ts';
import { HooksHandle } from './hooks-handle.ts';
import { Ledger, type Overseer } from './ledger.ts';
import { loopBackend } from './loop-backend.ts';
import { Registry } from './registry.ts';
import { canGenerateCode, tapableBackend } from './tapable-backend.ts';

/** How the hooks of a host are run and timed. */
export interface CreateHooksOptions {
  /**
   * `exact` (default) times every hookimpl of every call. `sampled` does so for one call in 64 and times the others as a
   * whole; a call over `slowMs` makes the next ones exact. `off` reads no clock.
   * Calls that need an entry for each hookimpl (reports, wrappers, time limits, signals, `fail`, `aggregate`, `parallel`,
   * `loop`, cloned payloads) are always timed fully.
   */
  readonly timing?: Timing;
  /** A hookimpl that takes longer gives `hook:slow`. Milliseconds; default 1,000. */
  readonly slowMs?: number;
  /**
   * `tapable` (default) compiles each plan. `loop` runs plain loops, with the same semantics; it takes over by itself
   * where code may not be generated from strings.
   */
  readonly backend?: 'tapable' | 'loop';
  /** Milliseconds that only grow. Default `performance.now`. */
  readonly clock?: () => number;
}

const CHOICES = { timing: ['exact', 'sampled', 'off'], backend: ['tapable', 'loop'] } as const;

/**
 * Makes the hooks of a host from its hookspecs.
 *
 * @throws HOOKSPEC_INVALID if the hookspecs are not valid, OPTIONS_INVALID if an option is not.
 */
export function createHooks<Specs extends HooksLike<Specs>>(
  hookspecs: Specs,
  options: CreateHooksOptions = {},
): Hooks<Specs> {
  return createHooksHandle(hookspecs, options);
}

/** `createHooks` without the types. A plugin manager is the `overseer` of its hooks. */
export function createHooksHandle(hookspecs: unknown, options: CreateHooksOptions, overseer?: Overseer): HooksHandle {
  assertOptions(options);
  const { timing = 'exact', slowMs = 1000, backend = 'tapable', clock } = options;
  const registry = new Registry();
  registry.declare(hookspecs);
  const events = new HookEmitter();
  return new HooksHandle({
    registry,
    events,
    dispatcher: new Dispatcher(timing, events),
    ledger: new Ledger({ events, clock: clock === undefined ? readClock : toSteadyClock(clock), slowMs, overseer }),
    backend: backend === 'tapable' && canGenerateCode() ? tapableBackend : loopBackend,
  });
}

// `performance` is a getter of the global object: too slow for a clock that is read before every hookimpl.
const { performance } = globalThis;

function readClock(): number {
  return performance.now();
}

/** A clock of the host that throws, goes back or gives no number stands still instead: no call may fail or hang for it. */
function toSteadyClock(clock: () => number): () => number {
  let last = 0;
  return () => {
    try {
      last = Math.max(last, Number(clock()) || 0);
    } catch {
      // The time of the last reading is the best guess.
    }
    return last;
  };
}

function assertOptions(options: unknown): asserts options is CreateHooksOptions {
  if (typeof options !== 'object' || options === null) {
    throw invalid(`they must be an object, not ${describeValue(options)}`);
  }
  const known = ['timing', 'slowMs', 'backend', 'clock'];
  for (const [option, value] of Object.entries(options)) {
    if (!known.includes(option)) {
      throw invalid(`there is no option "${option}"${nearestInParentheses(option, known)}`);
    }
    if (value !== undefined) assertOption(option, value);
  }
}

function assertOption(option: string, value: unknown): void {
  if (option === 'timing' || option === 'backend') {
    const choices: readonly unknown[] = CHOICES[option];
    if (choices.includes(value)) return;
    throw invalid(
      `"${option}" must be ${choices.map((choice) => `"${String(choice)}"`).join(' or ')}, not ${describeValue(value)}`,
    );
  }
  if (option === 'clock' && typeof value !== 'function') {
    throw invalid(`"clock" must be a function, not ${describeValue(value)}`);
  }
  if (option === 'slowMs' && !(typeof value === 'number' && value >= 0)) {
    throw invalid(`"slowMs" must be a number of milliseconds, not ${describeValue(value)}`);
  }
}

function invalid(problem: string): HooklineError {
  return new HooklineError('OPTIONS_INVALID', `The options of createHooks are not valid: ${problem}.`, {
    data: { problem },
  });
}

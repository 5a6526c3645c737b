import type { HooklineError } from '../errors/hookline-error.ts';
import { Call, type Timed } from './call.ts';
import { prepareArgs } from './call-args.ts';
import type { Culprit } from './call-errors.ts';
import type { HookEmitter } from './hook-events.ts';
import type { HookState } from './hook-state.ts';
import type { Plan } from './plan.ts';
import type { Backend } from './program.ts';
import { attachReport, CallReport, type Report, type Reported } from './report.ts';
import { Trace } from './trace.ts';
import { TracedCall } from './traced-call.ts';
import { warnProcess } from './warn-process.ts';

/** How calls are timed: every step (`exact`), every step of one call in 64 (`sampled`), or not at all. */
export type Timing = 'exact' | 'sampled' | 'off';

export interface DispatcherOptions {
  readonly timing: Timing;
  /** Above this many milliseconds a hookimpl is slow. */
  readonly slowMs: number;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  readonly backend: Backend;
  readonly events: HookEmitter;
}

/** A call as it was asked for. */
export interface Request {
  readonly plan: Plan;
  readonly args: unknown;
  readonly signal: AbortSignal | undefined;
}

/** A process warning about the same slow plugin comes again after this time at the earliest. */
const SLOW_WARNING_EVERY_MS = 60_000;

/** Runs calls: chooses the cheapest way that does all that is asked of a call, and keeps count. */
export class Dispatcher {
  readonly clock: () => number;
  readonly slowMs: number;
  readonly backend: Backend;
  readonly #timing: Timing;
  readonly #events: HookEmitter;
  /** Plugins and hooks whose errors have been warned about. */
  readonly #warnedOfError = new Set<string>();
  /** When a plugin and hook was last called slow. */
  readonly #warnedOfSlowness = new Map<string, number>();
  #lastCallId = 0;

  constructor({ timing, slowMs, clock, backend, events }: DispatcherOptions) {
    this.#timing = timing;
    this.slowMs = slowMs;
    this.clock = clock;
    this.backend = backend;
    this.#events = events;
  }

  runSync(request: Request): unknown {
    const { plan, signal } = request;
    const { hook } = plan;
    const args = this.#prepare(request);
    const callId = this.#begin(hook, args);
    const start = { dispatcher: this, plan, args, callId };
    if (plan.needsTrace || signal !== undefined || this.#events.hearsReports) {
      return new TracedCall(start, signal).runSync().value;
    }
    if (plan.isEmpty) return runEmpty(hook, args);
    return new Call(start, this.#timedOf(hook)).runSync();
  }

  /** Throws, instead of rejecting, for wrong arguments: the caller turns that into a rejection. */
  runAsync(request: Request): Promise<unknown> {
    const { plan, signal } = request;
    const { hook } = plan;
    const args = this.#prepare(request);
    const callId = this.#begin(hook, args);
    const start = { dispatcher: this, plan, args, callId };
    if (plan.needsTrace || signal !== undefined || this.#events.hearsReports) {
      return new TracedCall(start, signal).runAsync().then(({ value }) => value);
    }
    if (plan.isEmpty) return Promise.resolve(runEmpty(hook, args));
    return new Call(start, this.#timedOf(hook)).runAsync();
  }

  runReported(request: Request): Reported<unknown> | Promise<Reported<unknown>> {
    const { plan, signal } = request;
    const args = this.#prepare(request);
    const callId = this.#begin(plan.hook, args);
    const call = new TracedCall({ dispatcher: this, plan, args, callId }, signal);
    return plan.hook.spec.sync ? call.runSync() : call.runAsync();
  }

  /** Runs a past call for hookimpls that came later. Their errors go to the error sink and nowhere else. */
  async replay(plan: Plan, args: unknown): Promise<void> {
    try {
      await this.#replayed(plan, args);
    } catch (error) {
      if (!this.#events.hears('hook:error')) warnProcess(`A replay failed: ${(error as Error).message}`, 'HOOK_FAILED');
    }
  }

  recordCall(hook: HookState, durationMs: number): void {
    hook.counters.record(durationMs);
    if (durationMs > this.slowMs) hook.sampler.focus();
  }

  reportCall(report: Report): void {
    if (this.#events.hearsReports) this.#events.emit('hook:report', report);
  }

  reportError({ hook, hookimpl, callId }: Culprit, error: HooklineError): void {
    const plugin = hookimpl.plugin.id;
    for (const counters of [hook.counters, hookimpl.counters]) {
      counters.errors += 1;
      if (error.code === 'HOOK_TIMEOUT') counters.timeouts += 1;
    }
    if (this.#events.emit('hook:error', { hook: hook.name, plugin, callId, error })) return;
    const key = JSON.stringify([hook.name, plugin]);
    // Other policies throw the error at the caller; an isolated one must not be silent.
    if (hook.spec.onError !== 'isolate' || this.#warnedOfError.has(key)) return;
    this.#warnedOfError.add(key);
    warnProcess(`${error.message} (Shown once for this plugin and hook; listen to "hook:error" for all.)`, error.code);
  }

  reportSlow({ hook, hookimpl, callId }: Culprit, durationMs: number): void {
    const plugin = hookimpl.plugin.id;
    if (this.#events.emit('hook:slow', { hook: hook.name, plugin, callId, durationMs })) return;
    const key = JSON.stringify([hook.name, plugin]);
    const last = this.#warnedOfSlowness.get(key);
    const now = this.clock();
    if (last !== undefined && now - last < SLOW_WARNING_EVERY_MS) return;
    this.#warnedOfSlowness.set(key, now);
    const took = `The plugin "${plugin}" took ${Math.round(durationMs)} ms in the hook "${hook.name}"`;
    warnProcess(`${took}. (Shown once a minute for this plugin and hook; listen to "hook:slow" for all.)`, 'HOOK_SLOW');
  }

  #replayed(plan: Plan, args: unknown): unknown {
    this.#lastCallId += 1;
    const call = new TracedCall({ dispatcher: this, plan, args, callId: this.#lastCallId }, undefined);
    return plan.hook.spec.sync ? call.runSync() : call.runAsync();
  }

  #prepare({ plan, args }: Request): unknown {
    try {
      return prepareArgs(plan.hook, args);
    } catch (error) {
      throw this.#refuse(plan, error as HooklineError);
    }
  }

  #begin(hook: HookState, args: unknown): number {
    const callId = ++this.#lastCallId;
    if (hook.spec.keep > 0) hook.remember({ callId, args });
    return callId;
  }

  #timedOf(hook: HookState): Timed {
    if (this.#timing === 'exact') return 'steps';
    if (this.#timing === 'off') return 'nothing';
    return hook.sampler.next() ? 'steps' : 'whole';
  }

  /** A call whose arguments were refused has a report as well: nobody ran. */
  #refuse(plan: Plan, error: HooklineError): HooklineError {
    const reason = 'the arguments of the call were refused';
    const trace = new Trace();
    trace.leaveOutRest(plan, reason);
    const report = new CallReport({
      hook: plan.hook.name,
      callId: ++this.#lastCallId,
      startedAt: Date.now(),
      durationMs: 0,
      status: 'failed',
      entries: trace.toEntries(reason, 0),
    });
    plan.hook.counters.calls += 1;
    this.reportCall(report);
    return attachReport(error, report);
  }
}

function runEmpty(hook: HookState, args: unknown): unknown {
  hook.counters.calls += 1;
  return hook.emptyResult(args);
}

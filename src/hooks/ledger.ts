import type { HooklineError } from '../errors/hookline-error.ts';
import type { Culprit } from './call-errors.ts';
import type { CallBegin, CallOutcome } from './call-events.ts';
import type { HookEmitter } from './hook-events.ts';
import type { HookState } from './hook-state.ts';
import type { Report } from './report.ts';
import { warnProcess } from './warn-process.ts';

/** A plugin manager that watches the plugins of its hooks. Its methods do not throw. */
export interface Overseer {
  /** Runs that take longer are told to `ran`. Milliseconds. */
  readonly longMs: number;
  failed(culprit: Culprit, error: HooklineError): void;
  /** A hookimpl took long and has just ended; `waited` if it returned a promise. */
  ranLong(culprit: Culprit, durationMs: number, waited: boolean): void;
}

export interface LedgerOptions {
  readonly events: HookEmitter;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Above this many milliseconds a hookimpl is slow. */
  readonly slowMs: number;
  readonly overseer?: Overseer | undefined;
}

/** A process warning about the same slow plugin comes again after this time at the earliest. */
const SLOW_WARNING_EVERY_MS = 60_000;

/** Takes down what happens in calls: statistics, events, and warnings where nobody listens. Nothing here throws. */
export class Ledger {
  readonly clock: () => number;
  /** Runs that take longer are told to `reportLong`. */
  readonly longMs: number;
  readonly #slowMs: number;
  readonly #overseer: Overseer | undefined;
  readonly #events: HookEmitter;
  /** Plugins and hooks whose errors have been warned about. */
  readonly #warnedOfError = new Set<string>();
  /** When a plugin was last called slow in a hook. */
  readonly #warnedOfSlowness = new Map<string, number>();

  constructor({ events, clock, slowMs, overseer }: LedgerOptions) {
    this.clock = clock;
    this.longMs = Math.min(slowMs, overseer?.longMs ?? Infinity);
    this.#slowMs = slowMs;
    this.#overseer = overseer;
    this.#events = events;
  }

  recordCall(hook: HookState, durationMs: number): void {
    hook.counters.record(durationMs);
    if (durationMs > this.#slowMs) hook.sampler.focus();
  }

  reportBegin(call: CallBegin): void {
    if (this.#events.watchesCalls) this.#events.emit('hook:call', call);
  }

  reportCall(report: Report): void {
    if (this.#events.watchesCalls) this.#events.emit('hook:report', report);
  }

  reportOutcome(outcome: CallOutcome): void {
    if (this.#events.watchesCalls) this.#events.emit('hook:outcome', outcome);
  }

  reportError(culprit: Culprit, error: HooklineError): void {
    const { hook, hookimpl, callId, isStray = false } = culprit;
    const plugin = hookimpl.plugin.id;
    for (const counters of [hook.counters, hookimpl.counters]) {
      counters.errors += 1;
      if (error.code === 'HOOK_TIMEOUT') counters.timeouts += 1;
    }
    this.#overseer?.failed(culprit, error);
    if (this.#events.emit('hook:error', { hook: hook.name, plugin, callId, error })) return;
    const key = JSON.stringify([hook.name, plugin]);
    // Other policies throw the error at the caller; one that no caller gets must not be silent.
    if ((hook.spec.onError !== 'isolate' && !isStray) || this.#warnedOfError.has(key)) return;
    this.#warnedOfError.add(key);
    warnProcess(`${error.message} (Shown once for this plugin and hook; listen to "hook:error" for all.)`, error.code);
  }

  reportLong(culprit: Culprit, durationMs: number, waited: boolean): void {
    this.#overseer?.ranLong(culprit, durationMs, waited);
    if (durationMs > this.#slowMs) this.#reportSlow(culprit, durationMs);
  }

  #reportSlow({ hook, hookimpl, callId }: Culprit, durationMs: number): void {
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

  /** An error that belongs to no call of a caller: of a replay, or of a hookimpl that waited for its hook. */
  reportStray(hook: HookState, plugin: string, error: HooklineError): void {
    if (!this.#events.emit('hook:error', { hook: hook.name, plugin, callId: 0, error })) {
      warnProcess(error.message, error.code);
    }
  }
}

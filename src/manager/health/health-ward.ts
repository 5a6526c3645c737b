import { isThenable, listen } from '../../hooks/thenable.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import type { HooklineError } from '../../errors/hookline-error.ts';
import type { Clock } from '../clock.ts';
import { Breaker, type BreakerState } from './breaker.ts';
import { pluginTripped } from './health-errors.ts';
import type { HealthOptions } from '../manager-options.ts';
import type { PluginInstance } from '../lifecycle/plugin-instance.ts';

/** What a plugin has done to its host so far. */
export interface PluginHealth {
  readonly breaker: BreakerState;
  /** When it was left out, milliseconds since 1970; absent while it takes part. */
  readonly trippedAt?: number;
  readonly errors: number;
  /** How often a hookimpl took longer than `slowMs`. */
  readonly slow: number;
  /** How often a hookimpl kept the event loop busy for longer than `blockMs`. */
  readonly blocked: number;
  readonly lastError?: string;
}

export interface BreakerChange {
  readonly plugin: string;
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly reason: string;
  /** The error that tripped it. */
  readonly error?: HooklineError;
}

interface Patient {
  readonly breaker: Breaker;
  errors: number;
  slow: number;
  blocked: number;
  lastError: string | undefined;
  /** Ends the wait for what comes next. */
  endWait: (() => void) | undefined;
  /** The trial that is under way: what becomes of an earlier one does not matter any more. */
  trial: object | undefined;
}

/** Milliseconds since 1970 of the last moment that a `Date` can tell. */
const LAST_DATE = 8.64e15;

export interface HealthWardOptions {
  readonly options: HealthOptions;
  readonly clock: Clock;
  readonly instanceOf: (plugin: string) => PluginInstance | undefined;
  readonly onChange: (change: BreakerChange) => void;
}

/** Watches over all plugins of a manager, leaves those out that fail too often, and tries them again. */
export class HealthWard {
  readonly #options: HealthWardOptions;
  readonly #clock: Clock;
  /** The date of the moment 0, taken once: the date of a moment is always the same. */
  readonly #origin: number;
  readonly #patients = new Map<string, Patient>();

  constructor(options: HealthWardOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#origin = this.#clock.date() - this.#clock.now();
  }

  healthOf(plugin: string): PluginHealth {
    const patient = this.#patients.get(plugin);
    if (patient === undefined) return { breaker: 'closed', errors: 0, slow: 0, blocked: 0 };
    const { breaker, errors, slow, blocked, lastError } = patient;
    return {
      breaker: breaker.state,
      ...(breaker.since === undefined ? {} : { trippedAt: this.#toDate(breaker.since) }),
      errors,
      slow,
      blocked,
      ...(lastError === undefined ? {} : { lastError }),
    };
  }

  failed(plugin: string, error: HooklineError): void {
    const patient = this.#patientOf(plugin);
    patient.errors += 1;
    patient.lastError = error.message;
    const { breaker } = patient;
    const now = this.#clock.now();
    const isTrial = breaker.state === 'half-open';
    if (isTrial) breaker.trialFailed(now);
    const hasTripped = isTrial ? breaker.state !== 'half-open' : breaker.failed(now) === 'tripped';
    if (hasTripped) this.#leaveOut(plugin, patient, error, isTrial);
  }

  wasSlow(plugin: string): void {
    this.#patientOf(plugin).slow += 1;
  }

  hasBlocked(plugin: string): void {
    this.#patientOf(plugin).blocked += 1;
  }

  /** Forgets why a plugin would be left out: it is started again, or the operator wants it back. What was counted stays. */
  pardon(plugin: string, reason: string): void {
    const patient = this.#patients.get(plugin);
    if (patient === undefined) return;
    const from = patient.breaker.state;
    reset(patient);
    if (from !== 'closed') this.#readmit({ plugin, from, to: 'closed', reason });
  }

  stop(): void {
    for (const patient of this.#patients.values()) reset(patient);
  }

  #patientOf(plugin: string): Patient {
    const known = this.#patients.get(plugin);
    if (known !== undefined) return known;
    const { plugins, ...all } = this.#options.options;
    const breaker = new Breaker({ ...all, ...plugins?.[plugin] });
    const counts = { errors: 0, slow: 0, blocked: 0, lastError: undefined };
    const patient: Patient = { breaker, ...counts, endWait: undefined, trial: undefined };
    this.#patients.set(plugin, patient);
    return patient;
  }

  #leaveOut(plugin: string, patient: Patient, error: unknown, isAgain: boolean): void {
    patient.trial = undefined;
    const instance = this.#options.instanceOf(plugin);
    const { breaker } = patient;
    // The errors may be those of an earlier life of the plugin.
    if (instance?.registration === undefined || !instance.isActive) {
      breaker.reset();
      return;
    }
    const { options } = breaker;
    const cooldownMs = breaker.openUntil! - this.#clock.now();
    const tripped = pluginTripped({ plugin, ...options, cooldownMs: Math.round(cooldownMs), isAgain, error });
    instance.setHandlers();
    instance.registration.manage({ suspended: this.#whyLeftOut(breaker), admit: undefined });
    this.#tryLater(plugin, patient);
    const from = isAgain ? 'half-open' : 'closed';
    this.#options.onChange({ plugin, from, to: 'open', reason: tripped.message, error: tripped });
  }

  #tryLater(plugin: string, patient: Patient): void {
    patient.endWait?.();
    const openUntil = patient.breaker.openUntil!;
    if (openUntil === Infinity) return;
    const waitMs = Math.ceil(openUntil - this.#clock.now());
    patient.endWait = this.#clock.setTimeout(() => this.#tryAgain(plugin, patient), waitMs);
  }

  #tryAgain(plugin: string, patient: Patient): void {
    const { breaker } = patient;
    const instance = this.#options.instanceOf(plugin);
    if (instance?.registration === undefined) return;
    if (!breaker.halfOpen(this.#clock.now())) {
      // Timers count in whole milliseconds and by a clock of their own: they may come a moment early.
      if (breaker.state === 'open') this.#tryLater(plugin, patient);
      return;
    }
    instance.setHandlers((handler) => this.#onTrial(plugin, patient, handler));
    instance.registration.manage({ suspended: undefined, admit: () => this.#admit(plugin, patient) });
    this.#options.onChange({ plugin, from: 'open', to: 'half-open', reason: 'The next call tries the plugin again.' });
  }

  /** A call that began before the trial was over may come to the plugin after it. */
  #admit(plugin: string, patient: Patient): string | undefined {
    const { breaker } = patient;
    if (breaker.state === 'closed') return undefined;
    if (!breaker.tryTrial()) return this.#whyLeftOut(breaker);
    patient.trial = {};
    patient.endWait?.();
    // A trial that never ends has failed.
    patient.endWait = this.#clock.setTimeout(() => this.#giveUp(plugin, patient), breaker.options.cooldownMs);
    return undefined;
  }

  #onTrial(plugin: string, patient: Patient, handler: AnyHandler): AnyHandler {
    return (args, second, third) => {
      // Calls that begin while the plugin is tried may get here when it is not tried any more.
      const { trial } = patient;
      // Whether the answer is accepted, and whose an error is, shows a moment later.
      const worked = (): void => void setImmediate(() => this.#recover(plugin, patient, trial));
      const threw = (): void => void setImmediate(() => abandon(patient, trial));
      try {
        const answer = handler(args, second, third);
        if (isThenable(answer)) return judge(answer, worked, threw);
        worked();
        return answer;
      } catch (thrown) {
        threw();
        throw thrown;
      }
    };
  }

  #recover(plugin: string, patient: Patient, trial: object | undefined): void {
    if (trial === undefined || patient.trial !== trial) return;
    patient.trial = undefined;
    patient.breaker.trialSucceeded(this.#clock.now());
    patient.endWait?.();
    const reason = 'The plugin worked when it was tried again.';
    this.#readmit({ plugin, from: 'half-open', to: 'closed', reason });
  }

  #readmit(change: BreakerChange): void {
    const instance = this.#options.instanceOf(change.plugin);
    instance?.setHandlers();
    instance?.registration?.manage({ suspended: undefined, admit: undefined });
    this.#options.onChange(change);
  }

  #giveUp(plugin: string, patient: Patient): void {
    if (patient.trial === undefined) return;
    patient.breaker.trialFailed(this.#clock.now());
    this.#leaveOut(plugin, patient, new Error('it did not end'), true);
  }

  #toDate(moment: number): number {
    return Math.round(this.#origin + moment);
  }

  /** For reports of calls. */
  #whyLeftOut({ state, since, openUntil }: Breaker): string {
    const tripped = `tripped since ${toTime(this.#toDate(since!))}`;
    if (state === 'half-open') return `${tripped}; it is being tried again`;
    const tried = this.#toDate(openUntil!);
    return tried > LAST_DATE ? tripped : `${tripped}; it is tried again at ${toTime(tried)}`;
  }
}

function reset(patient: Patient): void {
  patient.endWait?.();
  patient.trial = undefined;
  patient.breaker.reset();
}

/** Waits for an answer once, even if it is a thenable that does its work anew each time. */
function judge(answer: PromiseLike<unknown>, worked: () => void, threw: () => void): PromiseLike<unknown> {
  const promise = Promise.resolve(answer);
  listen(promise, worked, threw);
  return promise;
}

/** An error that was not counted says nothing about the plugin: its call was aborted, or what it wraps failed. */
function abandon(patient: Patient, trial: object | undefined): void {
  if (trial === undefined || patient.trial !== trial) return;
  patient.trial = undefined;
  patient.endWait?.();
  patient.breaker.trialAbandoned();
}

function toTime(date: number): string {
  return new Date(date).toISOString();
}

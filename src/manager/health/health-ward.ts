import { isThenable, listen } from '../../hooks/thenable.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import type { HooklineError } from '../../errors/hookline-error.ts';
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
  timer: NodeJS.Timeout | undefined;
}

export interface HealthWardOptions {
  readonly options: HealthOptions;
  readonly instanceOf: (plugin: string) => PluginInstance | undefined;
  readonly onChange: (change: BreakerChange) => void;
}

/** Watches over all plugins of a manager, leaves those out that fail too often, and tries them again. */
export class HealthWard {
  readonly #options: HealthWardOptions;
  readonly #patients = new Map<string, Patient>();

  constructor(options: HealthWardOptions) {
    this.#options = options;
  }

  healthOf(plugin: string): PluginHealth {
    const patient = this.#patients.get(plugin);
    if (patient === undefined) return { breaker: 'closed', errors: 0, slow: 0, blocked: 0 };
    const { breaker, errors, slow, blocked, lastError } = patient;
    return {
      breaker: breaker.state,
      ...(breaker.since === undefined ? {} : { trippedAt: toEpoch(breaker.since) }),
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
    const now = performance.now();
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
    const patient = { breaker, errors: 0, slow: 0, blocked: 0, lastError: undefined, timer: undefined };
    this.#patients.set(plugin, patient);
    return patient;
  }

  #leaveOut(plugin: string, patient: Patient, error: HooklineError, isAgain: boolean): void {
    const instance = this.#options.instanceOf(plugin);
    const { breaker } = patient;
    // The errors may be those of an earlier life of the plugin.
    if (instance?.registration === undefined || !instance.isActive) {
      breaker.reset();
      return;
    }
    const { options } = breaker;
    const cooldownMs = breaker.openUntil! - performance.now();
    const tripped = pluginTripped({ plugin, ...options, cooldownMs: Math.round(cooldownMs), isAgain, error });
    const suspended = `tripped since ${toTime(breaker.since!)}; it is tried again at ${toTime(breaker.openUntil!)}`;
    instance.setHandlers();
    instance.registration.manage({ suspended, admit: undefined });
    this.#tryLater(plugin, patient);
    const from = isAgain ? 'half-open' : 'closed';
    this.#options.onChange({ plugin, from, to: 'open', reason: tripped.message, error: tripped });
  }

  #tryLater(plugin: string, patient: Patient): void {
    const waitMs = Math.ceil(patient.breaker.openUntil! - performance.now());
    clearTimeout(patient.timer);
    patient.timer = setTimeout(() => this.#tryAgain(plugin, patient), waitMs).unref();
  }

  #tryAgain(plugin: string, patient: Patient): void {
    const { breaker } = patient;
    const instance = this.#options.instanceOf(plugin);
    if (instance?.registration === undefined) return;
    if (!breaker.halfOpen(performance.now())) {
      // Timers count in whole milliseconds and by a clock of their own: they may come a moment early.
      if (breaker.state === 'open') this.#tryLater(plugin, patient);
      return;
    }
    const since = toTime(breaker.since!);
    instance.setHandlers((handler) => this.#trial(plugin, patient, handler));
    const admit = (): string | undefined => {
      if (breaker.state !== 'half-open') return undefined;
      if (!breaker.tryTrial()) return `tripped since ${since}; it is being tried again`;
      // A trial that never ends has failed.
      clearTimeout(patient.timer);
      patient.timer = setTimeout(() => this.#giveUp(plugin, patient), breaker.options.cooldownMs).unref();
      return undefined;
    };
    instance.registration.manage({ suspended: undefined, admit });
    this.#options.onChange({ plugin, from: 'open', to: 'half-open', reason: 'The next call tries the plugin again.' });
  }

  #trial(plugin: string, patient: Patient, handler: AnyHandler): AnyHandler {
    // Whether the answer is accepted shows a moment later.
    const judge = (): void => {
      setImmediate(() => this.#recover(plugin, patient));
    };
    return (args, second, third) => {
      const answer = handler(args, second, third);
      if (isThenable(answer)) listen(answer, judge, judge);
      else judge();
      return answer;
    };
  }

  #recover(plugin: string, patient: Patient): void {
    const { breaker } = patient;
    if (breaker.state !== 'half-open') return;
    breaker.trialSucceeded(performance.now());
    clearTimeout(patient.timer);
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
    if (patient.breaker.state !== 'half-open') return;
    patient.breaker.trialFailed(performance.now());
    const error = pluginTripped({
      plugin,
      ...patient.breaker.options,
      isAgain: true,
      error: new Error('the trial did not end'),
    });
    this.#leaveOut(plugin, patient, error, true);
  }
}

function reset({ timer, breaker }: Patient): void {
  clearTimeout(timer);
  breaker.reset();
}

function toEpoch(time: number): number {
  return Math.round(performance.timeOrigin + time);
}

function toTime(time: number): string {
  return new Date(toEpoch(time)).toISOString();
}

import { isAboveZero, optionProblems, type OptionRule } from '../option-problems.ts';

/** When a plugin that fails is left out of calls, and for how long. */
export interface BreakerOptions {
  /** How many errors within the window trip the breaker; `Infinity` switches it off. Default 5. */
  readonly errors: number;
  /** In milliseconds. Default 60,000. */
  readonly windowMs: number;
  /** How long the breaker stays open at first, in milliseconds. Default 30,000. */
  readonly cooldownMs: number;
  /** The cooldown doubles up to this, in milliseconds. Default 600,000. */
  readonly maxCooldownMs: number;
}

const DEFAULTS: BreakerOptions = {
  errors: 5,
  windowMs: 60_000,
  cooldownMs: 30_000,
  maxCooldownMs: 600_000,
};

const MILLISECONDS: OptionRule = { accepts: isAboveZero, expected: 'a number of milliseconds above 0' };

const RULES: Record<keyof BreakerOptions, OptionRule> = {
  errors: {
    accepts: (value) => isAboveZero(value) && (Number.isInteger(value) || value === Infinity),
    expected: 'a whole number above 0, or Infinity',
  },
  windowMs: MILLISECONDS,
  cooldownMs: MILLISECONDS,
  maxCooldownMs: MILLISECONDS,
};

/** What is wrong with the thresholds of a host or a plugin, each as the part of a sentence. */
export function breakerProblems(options: unknown): string[] {
  const problems = optionProblems(options, RULES);
  if (problems.length > 0) return problems;
  const { cooldownMs, maxCooldownMs } = withDefaults(options as Partial<BreakerOptions>);
  if (cooldownMs <= maxCooldownMs) return [];
  return [`"cooldownMs" (${cooldownMs}) must not be above "maxCooldownMs" (${maxCooldownMs})`];
}

/** `undefined` stands for the default, as absence does. */
function withDefaults(options: { readonly [Name in keyof BreakerOptions]?: number | undefined }): BreakerOptions {
  return {
    errors: options.errors ?? DEFAULTS.errors,
    windowMs: options.windowMs ?? DEFAULTS.windowMs,
    cooldownMs: options.cooldownMs ?? DEFAULTS.cooldownMs,
    maxCooldownMs: options.maxCooldownMs ?? DEFAULTS.maxCooldownMs,
  };
}

/** `closed`: the plugin takes part. `open`: it is left out. `half-open`: one call may try it. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * Leaves a plugin out that fails too often. Knows no clock and no timers: every `now` is in milliseconds of one clock that
 * only grows.
 */
export class Breaker {
  readonly options: BreakerOptions;
  #state: BreakerState = 'closed';
  #since: number | undefined;
  #openUntil: number | undefined;
  /** The times of the last errors, a ring: `#next` is where the oldest one is overwritten. */
  readonly #times: number[] = [];
  #next = 0;
  /** How long it is open when it trips the next time. */
  #cooldownMs: number;
  /** When it closed, or the last error since then. */
  #lastTrouble = -Infinity;
  #isTrying = false;

  constructor(options: { readonly [Name in keyof BreakerOptions]?: number | undefined } = {}) {
    this.options = withDefaults(options);
    this.#cooldownMs = this.options.cooldownMs;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** When it tripped, however often a trial failed since; `undefined` while it is closed. */
  get since(): number | undefined {
    return this.#since;
  }

  /** When it may be tried again; `undefined` unless it is open. */
  get openUntil(): number | undefined {
    return this.#openUntil;
  }

  /** Counts an error. Errors of calls that began before it tripped may come while it is open, and change nothing. */
  failed(now: number): 'tripped' | 'counted' | 'ignored' {
    const { errors, windowMs, cooldownMs } = this.options;
    if (this.#state !== 'closed' || errors === Infinity) return 'ignored';
    if (now - this.#lastTrouble >= windowMs) this.#cooldownMs = cooldownMs;
    this.#lastTrouble = now;
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % errors;
    const oldest = this.#times.length === errors ? this.#times[this.#next]! : -Infinity;
    if (now - oldest >= windowMs) return 'counted';
    this.#since = now;
    this.#open(now);
    return 'tripped';
  }

  /** Lets one trial through from now on, if the cooldown is over. */
  halfOpen(now: number): boolean {
    if (this.#state !== 'open' || now < this.#openUntil!) return false;
    this.#state = 'half-open';
    this.#openUntil = undefined;
    this.#isTrying = false;
    return true;
  }

  /** Whether the caller may try the plugin: one may, and tells what came of it. */
  tryTrial(): boolean {
    if (this.#state !== 'half-open' || this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  trialSucceeded(now: number): void {
    if (!this.#isTrying) return;
    this.reset();
    this.#lastTrouble = now;
  }

  trialFailed(now: number): void {
    if (this.#isTrying) this.#open(now);
  }

  /** The trial showed nothing, for instance because its call was aborted: another one may try. */
  trialAbandoned(): void {
    this.#isTrying = false;
  }

  /** Closes it, whatever was before: the operator wants the plugin back. The next cooldown stays as long as it would be. */
  reset(): void {
    this.#state = 'closed';
    this.#since = undefined;
    this.#openUntil = undefined;
    this.#isTrying = false;
    this.#times.length = 0;
    this.#next = 0;
  }

  #open(now: number): void {
    this.#state = 'open';
    this.#openUntil = now + this.#cooldownMs;
    this.#isTrying = false;
    this.#cooldownMs = Math.min(this.#cooldownMs * 2, this.options.maxCooldownMs);
  }
}

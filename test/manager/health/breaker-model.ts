import type { BreakerOptions } from '../../../src/manager/health/breaker.ts';

/** What a breaker does, as plainly as it can be said: it remembers everything. */
export class BreakerModel {
  state: 'closed' | 'open' | 'half-open' = 'closed';
  since: number | undefined;
  openUntil: number | undefined;
  readonly #options: BreakerOptions;
  /** Errors since it was closed. */
  #errors: number[] = [];
  #openings = 0;
  #closedAt = -Infinity;
  #isTrying = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  failed(now: number): string {
    const { errors, windowMs } = this.#options;
    if (this.state !== 'closed' || errors === Infinity) return 'ignored';
    if (now - (this.#errors.at(-1) ?? this.#closedAt) >= windowMs) this.#openings = 0;
    this.#errors.push(now);
    if (this.#errors.filter((time) => now - time < windowMs).length < errors) return 'counted';
    this.since = now;
    this.#open(now);
    return 'tripped';
  }

  halfOpen(now: number): boolean {
    if (this.state !== 'open' || now < this.openUntil!) return false;
    this.state = 'half-open';
    this.openUntil = undefined;
    return true;
  }

  tryTrial(): boolean {
    if (this.state !== 'half-open' || this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  trialSucceeded(now: number): void {
    if (!this.#isTrying) return;
    this.#isTrying = false;
    this.state = 'closed';
    this.since = undefined;
    this.#errors = [];
    this.#closedAt = now;
  }

  trialFailed(now: number): void {
    if (this.#isTrying) this.#open(now);
  }

  trialAbandoned(): void {
    this.#isTrying = false;
  }

  #open(now: number): void {
    const { cooldownMs, maxCooldownMs } = this.#options;
    this.#isTrying = false;
    this.state = 'open';
    this.openUntil = now + Math.min(cooldownMs * 2 ** this.#openings, maxCooldownMs);
    this.#openings += 1;
  }
}

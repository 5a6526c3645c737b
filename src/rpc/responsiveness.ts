import type { RpcLimits } from './limits.ts';

/** A tick that comes late says that this side was stuck or asleep, and nothing about the other one. */
const LONGEST_TICK = 100;

export interface ResponsivenessOptions {
  readonly limits: Pick<RpcLimits, 'pingMs' | 'unresponsiveMs'>;
  readonly ping: () => void;
  readonly onChange: (isResponsive: boolean) => void;
}

/**
 * Whether the other side is alive. Its clock runs only while something is unanswered: who is owed nothing has no right to
 * complain. Whatever comes from the other side is a sign of life.
 */
export class Responsiveness {
  readonly #options: ResponsivenessOptions;
  #silentMs = 0;
  #pings = 0;
  #isResponsive = true;

  constructor(options: ResponsivenessOptions) {
    this.#options = options;
  }

  get isResponsive(): boolean {
    return this.#isResponsive;
  }

  /** How long the other side has been silent while it owed something, in milliseconds. */
  get silentMs(): number {
    return this.#silentMs;
  }

  heard(): void {
    this.#silentMs = 0;
    this.#pings = 0;
    if (this.#isResponsive) return;
    this.#isResponsive = true;
    this.#options.onChange(true);
  }

  tick(elapsedMs: number, isOwed: boolean): void {
    const { limits, ping, onChange } = this.#options;
    if (!isOwed) {
      this.#silentMs = 0;
      this.#pings = 0;
      return;
    }
    this.#silentMs += Math.min(elapsedMs, LONGEST_TICK);
    if (this.#silentMs >= limits.pingMs * (this.#pings + 1)) {
      this.#pings += 1;
      ping();
    }
    if (this.#silentMs < limits.unresponsiveMs || !this.#isResponsive) return;
    this.#isResponsive = false;
    onChange(false);
  }
}

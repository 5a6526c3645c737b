import type { WarmUnits } from '../../runners/warm-units.ts';
import type { Clock } from '../clock.ts';

/** The wait before the first restart, in milliseconds; each further one waits twice as long. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/** So many ends within so long are given up on. */
const MOST_ENDS = 3;
const WINDOW_MS = 5 * 60_000;

/**
 * Plugins whose thread or process ended by itself: each is started again a few times, with growing pauses. The first time there
 * is none if another thread or process waits already.
 */
export class Restarts {
  /** Units that wait to take the place of those that end, once a plugin that is to have one has been started. */
  spares: WarmUnits | undefined;
  /** Those that are ended because they were idle: their spares stay, for the next call. */
  readonly resting = new Set<string>();
  readonly #ends = new Map<string, readonly number[]>();
  /** What ends each wait. */
  readonly #waits = new Map<string, () => void>();
  readonly #onDue: (plugin: string) => void;
  readonly #clock: Clock;

  constructor(onDue: (plugin: string) => void, clock: Clock) {
    this.#onDue = onDue;
    this.#clock = clock;
  }

  /** Has a plugin started again. Gives how long that takes in milliseconds, or `undefined` if it has ended too often. */
  ended(plugin: string): number | undefined {
    const now = this.#clock.now();
    const recent = [...(this.#ends.get(plugin) ?? []).filter((time) => now - time < WINDOW_MS), now];
    this.#ends.set(plugin, recent);
    if (recent.length >= MOST_ENDS) {
      this.spares?.drop(plugin);
      return undefined;
    }
    const isReady = recent.length === 1 && this.spares?.has(plugin) === true;
    const waitMs = isReady ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (recent.length - 1), LONGEST_WAIT_MS);
    this.#waits.get(plugin)?.();
    const restart = (): void => {
      this.#waits.delete(plugin);
      this.#onDue(plugin);
    };
    this.#waits.set(plugin, this.#clock.setTimeout(restart, waitMs));
    return waitMs;
  }

  /** The operator has a plugin started anew: what it did before does not count any more. */
  forget(plugin: string): void {
    this.#waits.get(plugin)?.();
    this.#waits.delete(plugin);
    this.#ends.delete(plugin);
    this.spares?.drop(plugin);
  }

  stop(): void {
    for (const end of this.#waits.values()) end();
    this.#waits.clear();
    this.#ends.clear();
    this.spares?.drop();
  }
}

/** The wait before the first restart, in milliseconds; each further one waits twice as long. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/** So many ends within so long are given up on. */
const MOST_ENDS = 3;
const WINDOW_MS = 5 * 60_000;

/** Plugins whose thread or process ended by itself: each is started again a few times, with growing pauses. */
export class Restarts {
  readonly #ends = new Map<string, readonly number[]>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #onDue: (plugin: string) => void;
  readonly #clock: () => number;

  constructor(onDue: (plugin: string) => void, clock: () => number = () => performance.now()) {
    this.#onDue = onDue;
    this.#clock = clock;
  }

  /** Has a plugin started again. Gives how long that takes in milliseconds, or `undefined` if it has ended too often. */
  ended(plugin: string): number | undefined {
    const now = this.#clock();
    const recent = [...(this.#ends.get(plugin) ?? []).filter((time) => now - time < WINDOW_MS), now];
    this.#ends.set(plugin, recent);
    if (recent.length >= MOST_ENDS) return undefined;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (recent.length - 1), LONGEST_WAIT_MS);
    clearTimeout(this.#timers.get(plugin));
    const restart = (): void => {
      this.#timers.delete(plugin);
      this.#onDue(plugin);
    };
    this.#timers.set(plugin, setTimeout(restart, waitMs).unref());
    return waitMs;
  }

  /** The operator has a plugin started anew: what it did before does not count any more. */
  forget(plugin: string): void {
    clearTimeout(this.#timers.get(plugin));
    this.#timers.delete(plugin);
    this.#ends.delete(plugin);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#ends.clear();
  }
}

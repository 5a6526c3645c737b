/** A limit on the time that a wrapper spends itself: the clock stands still while what it wraps runs. */
export class TimeBudget {
  #leftMs: number;
  readonly #clock: () => number;
  #paused = false;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #expire: (() => void) | undefined;

  constructor(limitMs: number, clock: () => number) {
    this.#leftMs = limitMs;
    this.#clock = clock;
  }

  /** Settles as `work` does, or gives what `onExpired` gives if the budget is used up first. */
  async race<Value>(work: Promise<Value>, onExpired: () => Value): Promise<Value> {
    if (this.#leftMs === Infinity) return work;
    const expired = new Promise<Value>((resolve) => {
      this.#expire = () => resolve(onExpired());
    });
    this.#start();
    try {
      return await Promise.race([work, expired]);
    } finally {
      this.cancel();
    }
  }

  pause(): void {
    this.#paused = true;
    this.#stop();
  }

  resume(): void {
    this.#paused = false;
    this.#start();
  }

  /** Nothing expires any more. */
  cancel(): void {
    this.#stop();
    this.#expire = undefined;
  }

  /** Nothing starts before `race`: a wrapper may call `next()` in its very first step. */
  #start(): void {
    if (this.#expire === undefined || this.#paused) return;
    this.#startedAt = this.#clock();
    this.#timer = setTimeout(this.#expire, Math.max(0, this.#leftMs));
  }

  #stop(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leftMs -= this.#clock() - this.#startedAt;
  }
}

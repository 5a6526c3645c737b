/** How exact time limits are, in milliseconds. */
const TICK_MS = 25;

/** One timer for everything on a connection that has to do with time. Runs while it is needed, and ends by itself. */
export class SharedTimer {
  readonly #clock: () => number;
  /** Gives whether it has to be called again. */
  readonly #onTick: (now: number, elapsedMs: number) => boolean;
  #timer: NodeJS.Timeout | undefined;
  #lastTick = 0;

  constructor(clock: () => number, onTick: (now: number, elapsedMs: number) => boolean) {
    this.#clock = clock;
    this.#onTick = onTick;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#lastTick = this.#clock();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const now = this.#clock();
    const elapsedMs = now - this.#lastTick;
    this.#lastTick = now;
    if (!this.#onTick(now, elapsedMs)) this.stop();
  }
}

/** The asynchronous calls that run on plans of one revision of a hook. They end on what they started with. */
export class Generation {
  #running = 0;
  #listeners: (() => void)[] = [];

  get isIdle(): boolean {
    return this.#running === 0;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running > 0 || this.#listeners.length === 0) return;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls `listener` once, when none of the calls runs any more. */
  onIdle(listener: () => void): void {
    if (this.isIdle) listener();
    else this.#listeners.push(listener);
  }
}

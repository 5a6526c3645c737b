/** What is under way, for whoever has to wait for its end. */
export class InFlight {
  readonly #all = new Set<Promise<unknown>>();

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Gives `work` back. */
  track<Value>(work: Promise<Value>): Promise<Value> {
    this.#all.add(work);
    const forget = (): void => {
      this.#all.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#all.size > 0) await Promise.allSettled(this.#all);
  }
}

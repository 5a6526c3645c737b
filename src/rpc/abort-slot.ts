/** The signal of a call that is served. Most calls never ask for theirs, so it is made when it is first read. */
export class AbortSlot {
  #controller: AbortController | undefined;
  #abortion: { readonly reason: unknown } | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortion !== undefined) this.#controller.abort(this.#abortion.reason);
    }
    return this.#controller.signal;
  }

  get isAborted(): boolean {
    return this.#abortion !== undefined;
  }

  /** The first reason counts. `reason` is called once at most. */
  abort(reason: () => unknown): void {
    if (this.#abortion !== undefined) return;
    this.#abortion = { reason: reason() };
    this.#controller?.abort(this.#abortion.reason);
  }
}

/** Runs operations one after the other, in the order in which they came. One that fails does not stop those behind it. */
export class OperationQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(operation: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(operation);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

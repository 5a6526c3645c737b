import { listen } from './thenable.ts';
import { WatchlessCall } from './watchless-call.ts';

/** A watchless call that may have to wait. As long as no hookimpl returns a promise, it costs what a synchronous one does. */
export class WatchlessAsyncCall extends WatchlessCall {
  /** The step that the call waits for; -1 while it waits for none. */
  #waitingFor = -1;
  #resolve: ((value: unknown) => void) | undefined;
  #onValue: ((value: unknown) => void) | undefined;
  #onError: ((thrown: unknown) => void) | undefined;

  runAsync(): Promise<unknown> {
    this.start();
    if (this.#waitingFor >= 0) {
      return new Promise((resolve) => {
        this.#resolve = resolve;
      });
    }
    this.finish();
    return Promise.resolve(this.value);
  }

  override wait(index: number, thenable: PromiseLike<unknown>): boolean {
    // One pair of functions serves all steps of the call: it waits for one at a time.
    this.#onValue ??= (value) => this.#resume(value !== undefined && this.answered(this.#waitingFor, value));
    this.#onError ??= (thrown) => this.#resume(this.threw(this.#waitingFor, thrown));
    this.#waitingFor = index;
    listen(thenable, this.#onValue, this.#onError);
    return true;
  }

  #resume(stopped: boolean): void {
    const index = this.#waitingFor;
    const isTimed = this.timed === 'steps';
    this.#waitingFor = -1;
    if (!stopped) {
      if (isTimed) this.lap(index);
      const program = isTimed ? this.plan.timed : this.plan.plain;
      program(this, index + 1);
      if (this.#waitingFor >= 0) return;
    }
    this.finish();
    this.#resolve!(this.value);
  }
}

import { onAbort } from '../../../hooks/on-abort.ts';

/** So many at the same time; others wait, the one that came first is the next. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  /** Resolves with what ends the turn; rejects with the reason of the signal. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(signal);
    return () => this.#pass();
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        undo();
        resolve();
      };
      const undo = onAbort(signal, () => {
        this.#waiting.delete(begin);
        undo();
        reject(signal.reason as Error);
      });
      this.#waiting.add(begin);
    });
  }

  /** A turn goes on to the next without having been free. */
  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

import { type StatsListener, unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';

/** How soon a change is seen, in milliseconds. */
const EVERY_MS = 1000;

/** Tells when the settings of the operator were written, by whomever. Looks at the file from time to time, and keeps no process alive. */
export class StateFollower {
  readonly #file: string;
  readonly #onWritten: () => void;
  #listener: StatsListener | undefined;

  constructor(folder: string, onWritten: () => void) {
    this.#file = join(folder, 'state.json');
    this.#onWritten = onWritten;
  }

  start(): void {
    if (this.#listener !== undefined) return;
    this.#listener = (now, before) => {
      // Also called for a file that is not there. One that replaces another may be as old and as large.
      const isSame = now.mtimeMs === before.mtimeMs && now.size === before.size && now.ino === before.ino;
      if (!isSame) this.#onWritten();
    };
    watchFile(this.#file, { interval: EVERY_MS, persistent: false }, this.#listener);
  }

  stop(): void {
    if (this.#listener !== undefined) unwatchFile(this.#file, this.#listener);
    this.#listener = undefined;
  }
}

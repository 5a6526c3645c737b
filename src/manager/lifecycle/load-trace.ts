import type { RunnerName } from '../../runners/runner.ts';
import type { Clock } from '../clock.ts';

/** One time that the code of a plugin was loaded: plain JSON. */
export interface LoadedModule {
  readonly plugin: string;
  readonly version: string;
  /** The entry; absent for a plugin in code. */
  readonly file: string | undefined;
  readonly runner: RunnerName;
  /** What it was loaded for, as in the status of the plugin: `startup`, `hook <name>`, `command <name>` and so on. */
  readonly activatedBy: string;
  /** When the loading began, milliseconds since 1970. */
  readonly at: number;
  /** How long it took, in milliseconds; absent while it is under way. */
  readonly importMs: number | undefined;
  /** Whether it ended with an error. */
  readonly failed: boolean;
}

/** No more are kept: in development a plugin may be reloaded for days. */
const MOST = 10_000;

/** Remembers what code was loaded, and why. */
export class LoadTrace {
  readonly #clock: Clock;
  readonly #all: LoadedModule[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In the order in which the loading began. */
  get all(): readonly LoadedModule[] {
    return this.#all.map((module) => ({ ...module }));
  }

  /** Loads something, and takes note of it. */
  async load<Value>(
    module: Omit<LoadedModule, 'at' | 'importMs' | 'failed'>,
    load: () => Promise<Value>,
  ): Promise<Value> {
    const startedAt = this.#clock.now();
    const noted = { ...module, at: this.#clock.date(), importMs: undefined as number | undefined, failed: false };
    this.#all.push(noted);
    if (this.#all.length > MOST) this.#all.shift();
    try {
      return await load();
    } catch (thrown) {
      noted.failed = true;
      throw thrown;
    } finally {
      noted.importMs = this.#clock.now() - startedAt;
    }
  }
}

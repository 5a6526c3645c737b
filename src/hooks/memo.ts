import type { HooksHandle } from './hooks-handle.ts';
import type { Reported } from './report.ts';
import { isThenable } from './thenable.ts';

interface Kept {
  /** A promise for asynchronous hooks. */
  readonly given: unknown;
  /** Until when it is of use; nobody knows while it is under way. */
  until: number | undefined;
}

export interface MemoParts {
  readonly hooks: HooksHandle;
  readonly name: string;
  /** Throws for arguments that have no key. */
  readonly keyOf: (args: unknown) => string;
  readonly ttlMs: number;
  readonly max: number;
  readonly clock: () => number;
}

/** What a hook has given, by the key of the arguments, as long as its plan stays the same. */
export class Memo {
  readonly #parts: MemoParts;
  /** What was asked for last stands last. */
  readonly #kept = new Map<string, Kept>();
  #shape: string | undefined;

  constructor(parts: MemoParts) {
    this.#parts = parts;
  }

  clear(): void {
    this.#kept.clear();
  }

  /** What was given for such arguments, or what the hook gives. A call with options may end early: it waits for no other. */
  execute(args: unknown, options: unknown): unknown {
    const key = this.#parts.keyOf(args);
    const kept = this.#find(key);
    if (kept === undefined) return this.#call(key, args, options);
    return kept.until === undefined && options !== undefined ? this.#call(key, args, options) : kept.given;
  }

  #find(key: string): Kept | undefined {
    const { hooks, name, clock } = this.#parts;
    const shape = hooks.shapeOf(name);
    if (shape !== this.#shape) this.clear();
    this.#shape = shape;
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    if (kept.until !== undefined && kept.until <= clock()) return undefined;
    this.#kept.set(key, kept);
    return kept;
  }

  #call(key: string, args: unknown, options: unknown): unknown {
    const { hooks, name } = this.#parts;
    const reported = hooks.executeWithReport(name, args, options);
    if (!isThenable(reported)) {
      if (isWhole(reported)) this.#add(key, { given: reported.value, until: this.#laterOn() });
      return reported.value;
    }
    return this.#callAsync(key, reported, options === undefined);
  }

  #callAsync(key: string, reported: Promise<Reported<unknown>>, isShared: boolean): Promise<unknown> {
    const shape = this.#shape;
    const given = reported.then(
      (ended) => {
        kept.until = this.#laterOn();
        if (!isWhole(ended)) this.#drop(key, kept);
        else if (!isShared && shape === this.#shape) this.#add(key, kept);
        return ended.value;
      },
      (error: unknown) => {
        this.#drop(key, kept);
        throw error;
      },
    );
    const kept: Kept = { given, until: undefined };
    if (isShared) this.#add(key, kept);
    return given;
  }

  #laterOn(): number {
    return this.#parts.clock() + this.#parts.ttlMs;
  }

  #add(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (this.#kept.size <= this.#parts.max) return;
    const [oldest] = this.#kept.keys();
    this.#kept.delete(oldest!);
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.get(key) === kept) this.#kept.delete(key);
  }
}

/** What was given although a hookimpl has failed lacks something. */
function isWhole({ report }: Reported<unknown>): boolean {
  return report.status === 'ok';
}

import { protocolBroken } from './rpc-errors.ts';

export interface ItemReaderOptions {
  /** How many items may be on their way or wait here. */
  readonly credit: number;
  /** Items have been taken: as many may be sent again. */
  readonly onTaken: (items: number) => void;
  /** Nobody wants the rest. */
  readonly onReturn: () => void;
}

type Result = IteratorResult<unknown, undefined>;

interface Waiter {
  readonly resolve: (result: Result) => void;
  readonly reject: (thrown: unknown) => void;
}

const DONE: Result = { done: true, value: undefined };

/** The items of a call, in order, as whoever called it iterates over them. */
export class ItemReader implements AsyncIterableIterator<unknown, undefined> {
  readonly #options: ItemReaderOptions;
  readonly #items: unknown[] = [];
  readonly #waiters: Waiter[] = [];
  #expected: number;
  #taken = 0;
  #end: { readonly error?: unknown } | undefined;

  constructor(options: ItemReaderOptions) {
    this.#options = options;
    this.#expected = options.credit;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#items.length > 0) {
      const value = this.#items.shift();
      this.#take();
      return Promise.resolve({ done: false, value });
    }
    if (this.#end !== undefined) return this.#finish(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  return(): Promise<Result> {
    this.#items.length = 0;
    if (this.#end === undefined) {
      this.end();
      this.#options.onReturn();
    } else {
      this.#end = {};
    }
    return Promise.resolve(DONE);
  }

  /** @throws RPC_PROTOCOL_BROKEN where there was no credit for it */
  push(value: unknown): void {
    if (this.#expected <= 0) throw protocolBroken('an ITEM without credit');
    this.#expected -= 1;
    if (this.#end !== undefined) return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) {
      this.#items.push(value);
      return;
    }
    this.#take();
    waiter.resolve({ done: false, value });
  }

  end(): void {
    this.#stop({});
  }

  /** The items that came before are given before the error. */
  fail(error: unknown): void {
    this.#stop({ error });
  }

  #stop(end: { readonly error?: unknown }): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    for (const waiter of this.#waiters.splice(0)) this.#finish(end).then(waiter.resolve, waiter.reject);
  }

  /** An error is given once; after that there is nothing more. */
  #finish(end: { readonly error?: unknown }): Promise<Result> {
    this.#end = {};
    return Object.hasOwn(end, 'error') ? Promise.reject(end.error) : Promise.resolve(DONE);
  }

  /** Credit goes back in halves: one message for several items. */
  #take(): void {
    this.#taken += 1;
    if (this.#taken * 2 < this.#options.credit || this.#end !== undefined) return;
    this.#expected += this.#taken;
    this.#options.onTaken(this.#taken);
    this.#taken = 0;
  }
}

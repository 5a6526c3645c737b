import { onAbort } from '../hooks/on-abort.ts';
import { encodeWithValue } from './encode-message.ts';
import type { EncodedValue } from './packet.ts';
import type { RpcLimits } from './limits.ts';
import { ITEM } from './protocol.ts';
import { valueUnsendable } from './rpc-errors.ts';
import { describeValue } from '../errors/describe-value.ts';

export interface ItemSenderOptions {
  readonly id: number;
  readonly credit: number;
  readonly limits: RpcLimits;
  readonly post: (message: EncodedValue) => void;
}

/** Sends what an iterator gives, as far as the credit goes: in items, and in what the items on their way weigh. */
export class ItemSender {
  readonly #options: ItemSenderOptions;
  #credit: number;
  /** What each item on its way weighs, oldest first. */
  readonly #weights: number[] = [];
  #bytes = 0;
  #wake: (() => void) | undefined;

  constructor(options: ItemSenderOptions) {
    this.#options = options;
    this.#credit = options.credit;
  }

  /** As many items have been taken on the other side. */
  give(items: number): void {
    this.#credit += items;
    for (const weight of this.#weights.splice(0, items)) this.#bytes -= weight;
    this.#wake?.();
  }

  /** Rejects with what the iterator throws, and with the reason of `signal`; the iterator is closed in any case. */
  async send(items: unknown, signal: AbortSignal): Promise<void> {
    const stop = onAbort(signal, () => this.#wake?.());
    try {
      for await (const item of toIterable(items)) {
        await this.#turn(signal);
        signal.throwIfAborted();
        this.#post(item);
      }
    } finally {
      stop();
    }
  }

  #post(item: unknown): void {
    const { id, limits, post } = this.#options;
    const message = encodeWithValue([ITEM, id], item, limits);
    this.#credit -= 1;
    this.#weights.push(message.size);
    this.#bytes += message.size;
    post(message);
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { streamBytes } = this.#options.limits;
    while (!signal.aborted && (this.#credit <= 0 || (this.#bytes >= streamBytes && this.#weights.length > 0))) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function toIterable(items: unknown): AsyncIterable<unknown> | Iterable<unknown> {
  const isIterable =
    typeof items === 'object' && items !== null && (Symbol.asyncIterator in items || Symbol.iterator in items);
  if (!isIterable) throw valueUnsendable('', `${describeValue(items)}, where items were asked for`);
  return items as AsyncIterable<unknown>;
}

import { HooklineError } from '../errors/hookline-error.ts';
import { ignoreRejection, isThenable, listen } from '../hooks/thenable.ts';
import { AbortSlot } from './abort-slot.ts';
import { encodeOk, encodePlain, encodeWithValue } from './encode-message.ts';
import type { EncodedValue } from './packet.ts';
import { ItemSender } from './item-sender.ts';
import type { RpcLimits } from './limits.ts';
import { packError } from './pack-error.ts';
import { END, ERR, PROGRESS, type AbortMessage, type CallMessage, type WireProgress } from './protocol.ts';
import { protocolBroken, timeIsOver } from './rpc-errors.ts';
import type { ServedCall } from './served-call.ts';
import type { Handler, ServingTable } from './serving-table.ts';
import { unpackError } from './unpack-error.ts';

export interface IncomingOptions {
  readonly limits: RpcLimits;
  readonly clock: () => number;
  readonly post: (message: EncodedValue) => void;
  /** The other side spoke of something that is not there. */
  readonly onStray: (what: string) => void;
  readonly mayProgress: boolean;
}

interface Start {
  readonly serving: Serving;
  readonly handler: Handler;
  readonly args: readonly unknown[];
}

const NOW = Promise.resolve();

/** The calls of the other side, each of which gets one answer. */
export class IncomingCalls {
  readonly #options: IncomingOptions;
  readonly #serving = new Map<number, Serving>();
  /** Those that came in this turn. */
  #starts: Start[] = [];
  #lastId = 0;
  #isClosed = false;

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  /** How many calls have come in. */
  get total(): number {
    return this.#lastId;
  }

  get size(): number {
    return this.#serving.size;
  }

  /** @throws RPC_PROTOCOL_BROKEN for a number that had its turn, and for more calls than the window allows */
  serve([, id, target, args, remainingMs, credit]: CallMessage, table: ServingTable): void {
    const { limits, clock } = this.#options;
    if (id <= this.#lastId) throw protocolBroken(`a second call with the number ${id}`);
    if (this.#serving.size >= limits.windowCalls) throw protocolBroken(`more than ${limits.windowCalls} calls at once`);
    this.#lastId = id;
    const serving = new Serving({ id, remainingMs, credit, clock, progress: this.#progress });
    this.#serving.set(id, serving);
    try {
      const { name, handler } = table.find(target);
      serving.name = name;
      if (this.#starts.push({ serving, handler, args }) === 1) listen(NOW, this.#startAll, ignoreRejection);
    } catch (thrown) {
      this.#refuse(serving, thrown);
      if (thrown instanceof HooklineError && thrown.code === 'RPC_TARGET_UNKNOWN') {
        this.#options.onStray(`a call of the index ${target}`);
      }
    }
  }

  abort([, id, reason]: AbortMessage): void {
    const serving = this.#serving.get(id);
    // A race that was lost, or a call that never was.
    if (serving === undefined) {
      if (id > this.#lastId) this.#options.onStray('an ABORT of no call');
      return;
    }
    // Behind the start of the call.
    listen(NOW, () => serving.abort(() => unpackError(reason)), ignoreRejection);
  }

  credit(id: number, items: number): void {
    const serving = this.#serving.get(id);
    if (serving?.sender !== undefined) serving.sender.give(items);
    else if (id > this.#lastId) this.#options.onStray('a CREDIT for no call');
  }

  expire(now: number): void {
    for (const serving of this.#serving.values()) {
      if (serving.deadline <= now) serving.abort(() => timeIsOver(serving.name, serving.givenMs));
    }
  }

  /** Whether there is a call that has yet to be aborted in time. */
  get hasDeadlines(): boolean {
    for (const { deadline, isAborted } of this.#serving.values()) {
      if (deadline !== Infinity && !isAborted) return true;
    }
    return false;
  }

  close(reason: Error): void {
    this.#isClosed = true;
    const all = [...this.#serving.values()];
    this.#serving.clear();
    for (const serving of all) serving.abort(() => reason);
  }

  readonly #progress = (id: number, progress: WireProgress): void => {
    const { mayProgress, post, limits } = this.#options;
    if (mayProgress && this.#serving.has(id)) post(encodeWithValue([PROGRESS, id], progress, limits));
  };

  /**
   * Calls are not started before the stack is empty: ten frames are all that an error has, and those of whoever receives messages would be most
   * of them. To write them down takes longer than all the rest of a call that fails.
   */
  readonly #startAll = (): void => {
    const starts = this.#starts;
    this.#starts = [];
    for (const { serving, handler, args } of starts) {
      try {
        const answer = handler(args, serving);
        if (isThenable(answer)) this.#wait(serving, answer);
        else this.#answer(serving, answer);
      } catch (thrown) {
        this.#refuse(serving, thrown);
      }
    }
  };

  #wait(serving: Serving, answer: PromiseLike<unknown>): void {
    listen(
      answer,
      (value) => this.#answer(serving, value),
      (thrown) => this.#refuse(serving, thrown),
    );
  }

  #answer(serving: Serving, value: unknown): void {
    if (serving.credit > 0) {
      this.#stream(serving, value);
      return;
    }
    const { id } = serving;
    try {
      this.#finish(serving, encodeOk(id, value, this.#options.limits));
    } catch (thrown) {
      this.#refuse(serving, thrown);
    }
  }

  #refuse(serving: Serving, thrown: unknown): void {
    this.#finish(serving, encodePlain([serving.credit > 0 ? END : ERR, serving.id, packError(thrown)]));
  }

  #stream(serving: Serving, items: unknown): void {
    const { limits, post } = this.#options;
    const sender = new ItemSender({ id: serving.id, credit: serving.credit, limits, post });
    serving.sender = sender;
    // The signal ends the sending, and with it the iterator.
    const { signal } = serving;
    listen(
      sender.send(items, signal),
      () => this.#finish(serving, encodePlain([END, serving.id])),
      (thrown) => this.#refuse(serving, thrown),
    );
  }

  #finish({ id }: Serving, message: EncodedValue): void {
    if (!this.#serving.delete(id) || this.#isClosed) return;
    this.#options.post(message);
  }
}

interface ServingOptions {
  readonly id: number;
  readonly remainingMs: number;
  readonly credit: number;
  readonly clock: () => number;
  readonly progress: (id: number, progress: WireProgress) => void;
}

class Serving implements ServedCall {
  readonly id: number;
  readonly credit: number;
  readonly givenMs: number;
  readonly deadline: number;
  name = '';
  sender: ItemSender | undefined;
  readonly #options: ServingOptions;
  readonly #slot = new AbortSlot();

  constructor(options: ServingOptions) {
    const { id, credit, remainingMs, clock } = options;
    this.id = id;
    this.credit = credit;
    this.givenMs = remainingMs;
    this.deadline = remainingMs === 0 ? Infinity : clock() + remainingMs;
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#slot.signal;
  }

  get isAborted(): boolean {
    return this.#slot.isAborted;
  }

  get remainingMs(): number {
    return Math.max(0, this.deadline - this.#options.clock());
  }

  progress(progress: WireProgress): void {
    this.#options.progress(this.id, progress);
  }

  abort(reason: () => unknown): void {
    this.#slot.abort(reason);
  }
}

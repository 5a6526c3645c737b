import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { decodePacket } from '../rpc/decode-packet.ts';
import { encodePart } from '../rpc/encode-message.ts';
import { DEFAULT_LIMITS } from '../rpc/limits.ts';
import { packError } from '../rpc/pack-error.ts';
import { fromPortMessage, toPortMessage } from '../rpc/packet.ts';
import { callTimedOut, connectionClosed, protocolBroken } from '../rpc/rpc-errors.ts';
import { unpackError } from '../rpc/unpack-error.ts';

const CALL = 0;
const OK = 1;
const ERR = 2;

/** In the shared memory: how many messages either side has sent, and whether the unit has ended. */
const ENDED = 2;

/** What both threads have of a channel. */
export interface SyncLine {
  readonly port: MessagePort;
  readonly counters: SharedArrayBuffer;
}

export interface SyncChannelOptions extends SyncLine {
  readonly role: 'host' | 'unit';
  readonly side: string;
  /** Answers a call of the other side, at once. */
  readonly serve: (target: number, args: readonly unknown[]) => unknown;
}

type Message = readonly [type: number, first?: unknown, second?: unknown];

export function createSyncCounters(): SharedArrayBuffer {
  return new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Calls between two threads that wait for each other: whoever calls stands still until it is answered, and meanwhile answers
 * calls back. So there is one call at a time in each direction, and no message needs a number.
 */
export class SyncChannel {
  readonly #options: SyncChannelOptions;
  readonly #counters: Int32Array;
  readonly #own: 0 | 1;
  #isBroken = false;

  constructor(options: SyncChannelOptions) {
    this.#options = options;
    this.#counters = new Int32Array(options.counters);
    this.#own = options.role === 'host' ? 0 : 1;
  }

  /**
   * What the other side answers. Rethrows what it throws.
   *
   * @throws RPC_TIMEOUT, after which there are no more calls; RPC_CLOSED, RPC_PROTOCOL_BROKEN, RPC_VALUE_UNSENDABLE,
   * RPC_VALUE_TOO_LARGE
   */
  call(target: number, args: readonly unknown[], { name, timeoutMs }: { name: string; timeoutMs: number }): unknown {
    if (this.#isBroken) throw connectionClosed(this.#options.side, 'a call was not answered in time');
    this.#post([CALL, target, args]);
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const message = this.#wait(deadline);
      if (message === undefined) throw callTimedOut(name, this.#options.side, timeoutMs);
      const [type, first] = message;
      if (type === OK) return first;
      if (type === ERR) throw unpackError(first);
      this.#serve(message);
    }
  }

  /** Answers a call that came while nobody waited. Only for the unit: the host never waits for its event loop. */
  receive(data: unknown): void {
    this.#serve(this.#parse(data));
  }

  /** Whether there are no more calls, because the other side did not keep to the rules or to its time. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Wakes the other side, which would wait in vain. */
  end(): void {
    Atomics.store(this.#counters, ENDED, 1);
    this.#wake();
  }

  #serve([, target, args]: Message): void {
    let answer: Message;
    try {
      answer = [OK, this.#options.serve(target as number, args as readonly unknown[])];
    } catch (thrown) {
      answer = [ERR, packError(thrown)];
    }
    try {
      this.#post(answer);
    } catch (thrown) {
      this.#post([ERR, packError(thrown)]);
    }
  }

  #post(message: Message): void {
    const encoded = encodePart(message, DEFAULT_LIMITS);
    this.#options.port.postMessage(toPortMessage(encoded), [...encoded.transfers]);
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#counters, this.#own, 1);
    Atomics.notify(this.#counters, this.#own);
  }

  /** The next message; `undefined` if it does not come in time. */
  #wait(deadline: number): Message | undefined {
    const other = 1 - this.#own;
    for (;;) {
      // Read before the port: what is sent in between is counted, and the wait does not begin.
      const seen = Atomics.load(this.#counters, other);
      const received = receiveMessageOnPort(this.#options.port);
      if (received !== undefined) return this.#parse(received.message);
      if (Atomics.load(this.#counters, ENDED) === 1) throw connectionClosed(this.#options.side, 'it has ended');
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) {
        this.#isBroken = true;
        return undefined;
      }
      Atomics.wait(this.#counters, other, seen, leftMs);
    }
  }

  /** @throws RPC_PROTOCOL_BROKEN */
  #parse(data: unknown): Message {
    const message = decodePacket(fromPortMessage(data, DEFAULT_LIMITS), DEFAULT_LIMITS);
    const [type, first, second] = message;
    const isCall = type === CALL && Number.isSafeInteger(first) && Array.isArray(second);
    if (isCall || type === OK || type === ERR) return message as unknown as Message;
    this.#isBroken = true;
    throw protocolBroken('a message of no known type', this.#options.side);
  }
}

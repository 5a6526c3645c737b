import type { Carrier } from './carrier.ts';
import { decodePacket } from './decode-packet.ts';
import type { RpcLimits } from './limits.ts';
import type { Packet } from './packet.ts';
import { parseMessage } from './parse-message.ts';
import type { Message } from './protocol.ts';
import { protocolBroken } from './rpc-errors.ts';

export interface InboxOptions {
  readonly carrier: Carrier;
  readonly limits: RpcLimits;
  readonly onMessage: (message: Message) => void;
  readonly onBroken: (thrown: unknown) => void;
}

/** So little traffic that nobody has to know where a turn of the event loop ends. */
const FREE_MESSAGES = 32;

/**
 * Hands on what comes in, within a budget for each turn of the event loop. When it is used up, the carrier is paused and the
 * rest waits for the next turn: a side that floods the other cannot keep its loop busy.
 */
export class Inbox {
  readonly #options: InboxOptions;
  #packets: Packet[] = [];
  #packetBytes = 0;
  /** The messages of the packet that was opened last, and which of them is next. */
  #messages: readonly unknown[] = [];
  #next = 0;
  #spentMessages = 0;
  #spentBytes = 0;
  #isTurnWatched = false;
  #isPaused = false;
  #isClosed = false;
  #isRunning = false;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  push(packet: Packet): void {
    if (this.#isClosed) return;
    const { inboxBytes } = this.#options.limits;
    this.#packets.push(packet);
    // An empty packet takes room as well.
    this.#packetBytes += packet.size + 64;
    if (this.#packetBytes > inboxBytes && this.#isPaused) {
      this.#options.onBroken(protocolBroken(`more than ${inboxBytes} bytes that nobody waits for`));
    } else if (!this.#isPaused) {
      this.#run();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#packets = [];
    this.#messages = [];
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (!this.#isClosed && this.#openNext()) {
        if (this.#isOverBudget()) {
          this.#pause();
          break;
        }
        this.#handleOne();
      }
    } catch (thrown) {
      this.#options.onBroken(thrown);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Whether there is a message to handle. */
  #openNext(): boolean {
    while (this.#next >= this.#messages.length) {
      const packet = this.#packets[0];
      if (packet === undefined) return false;
      if (this.#isOverBudget()) return true;
      this.#packets.shift();
      this.#packetBytes -= packet.size + 64;
      this.#spentBytes += packet.size;
      this.#spentMessages += 1;
      this.#messages = decodePacket(packet, this.#options.limits);
      this.#next = 0;
    }
    return true;
  }

  #handleOne(): void {
    const message = parseMessage(this.#messages[this.#next]);
    this.#next += 1;
    this.#spentMessages += 1;
    if (this.#spentMessages > FREE_MESSAGES || this.#spentBytes > FREE_MESSAGES * 1024) this.#watchTurn();
    this.#options.onMessage(message);
  }

  #isOverBudget(): boolean {
    const { turnMessages, turnBytes } = this.#options.limits;
    return this.#spentMessages >= turnMessages || this.#spentBytes >= turnBytes;
  }

  #pause(): void {
    this.#isPaused = true;
    this.#options.carrier.pause();
    this.#watchTurn();
  }

  #watchTurn(): void {
    if (this.#isTurnWatched) return;
    this.#isTurnWatched = true;
    setImmediate(() => this.#beginTurn());
  }

  #beginTurn(): void {
    this.#isTurnWatched = false;
    this.#spentMessages = 0;
    this.#spentBytes = 0;
    if (!this.#isPaused || this.#isClosed) return;
    this.#isPaused = false;
    this.#run();
    // The budget may be used up again.
    if (!this.#isPaused && !this.#isClosed) this.#options.carrier.resume();
  }
}

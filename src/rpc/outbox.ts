import { ignoreRejection, listen } from '../hooks/thenable.ts';
import { FRAME_RESERVE, weightOf } from './fit-frame.ts';
import type { RpcLimits } from './limits.ts';
import { MAX_SECTIONS, type EncodedValue, type Packet } from './packet.ts';

export interface OutboxOptions {
  readonly limits: RpcLimits;
  readonly send: (packet: Packet) => void;
}

/** `queueMicrotask` of Node makes an object for those who watch asynchronous work, which takes as long as all the rest here. */
const NOW = Promise.resolve();

/** Collects the messages of one turn and sends them in one packet, or in several if they are too much for one frame. */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: EncodedValue[] = [];
  #weight = 0;
  #characters = 0;
  #sections = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** `message` is one whole message, small enough for a frame of its own. */
  post(message: EncodedValue): void {
    // One for the comma.
    const weight = weightOf(message) + 1;
    if (this.#messages.length > 0 && !this.#hasRoom(message, weight)) this.flush();
    this.#messages.push(message);
    this.#weight += weight;
    this.#characters += message.text.length;
    this.#sections += message.sections.length;
    if (this.#messages.length === 1) listen(NOW, this.#flushTurn, ignoreRejection);
  }

  flush(): void {
    const messages = this.#messages;
    if (messages.length === 0) return;
    this.#messages = [];
    this.#weight = 0;
    this.#characters = 0;
    this.#sections = 0;
    this.#options.send(join(messages));
  }

  readonly #flushTurn = (): void => this.flush();

  /** A value takes two characters at least: short texts cannot hold more values than a packet may. */
  #hasRoom({ text, sections }: EncodedValue, weight: number): boolean {
    const { frameBytes, nodes } = this.#options.limits;
    return (
      this.#weight + weight <= frameBytes - FRAME_RESERVE &&
      this.#characters + text.length < nodes * 2 - FRAME_RESERVE &&
      this.#sections + sections.length <= MAX_SECTIONS
    );
  }
}

function join(messages: readonly EncodedValue[]): Packet {
  if (messages.length === 1) {
    const { text, sections, transfers, size } = messages[0]!;
    return { text: `[${text}]`, sections, transfers, size };
  }
  const text = `[${messages.map((each) => each.text).join(',')}]`;
  const size = messages.reduce((sum, each) => sum + each.size, 0);
  if (messages.every(({ sections }) => sections.length === 0)) return { text, sections: [], transfers: [], size };
  const sections = messages.flatMap((each) => each.sections);
  const transfers = [...new Set(messages.flatMap((each) => each.transfers))];
  return { text, sections, transfers, size };
}

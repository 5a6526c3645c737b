import type { ByteLink } from '../../src/rpc/carrier.ts';

/** One end of a stream of bytes in memory. */
export interface MemoryLink extends ByteLink {
  /** Chunks that this end has not been able to read. */
  readonly unread: number;
  /** Bytes are held back instead of being sent on, as by a side that does not read. */
  stall(): void;
  readonly isClosed: boolean;
}

type Receiver = Parameters<ByteLink['start']>[0];

/** Cuts what is written into pieces before the other side gets it. */
export type Cut = (bytes: Uint8Array) => readonly Uint8Array[];

class MemoryEnd implements MemoryLink {
  other!: MemoryEnd;
  readonly #cut: Cut;
  #receiver: Receiver | undefined;
  readonly #chunks: Uint8Array[] = [];
  #isPaused = false;
  #isStalled = false;
  isClosed = false;
  backlog = 0;

  constructor(cut: Cut) {
    this.#cut = cut;
  }

  get unread(): number {
    return this.#chunks.length;
  }

  start(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#read();
  }

  write(bytes: Uint8Array): void {
    if (this.isClosed) return;
    if (this.#isStalled) {
      this.backlog += bytes.byteLength;
      return;
    }
    for (const chunk of this.#cut(bytes)) this.other.#chunks.push(chunk);
    setImmediate(() => this.other.#read());
  }

  stall(): void {
    this.#isStalled = true;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#read();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    setImmediate(() => this.other.#end());
  }

  #read(): void {
    while (!this.#isPaused && !this.isClosed && this.#receiver !== undefined) {
      const chunk = this.#chunks.shift();
      if (chunk === undefined) return;
      this.#receiver.onChunk(chunk);
    }
  }

  #end(): void {
    this.#read();
    if (this.isClosed) return;
    this.isClosed = true;
    this.#receiver?.onClose('the other end was closed');
  }
}

export function createMemoryLinks(cut: Cut = (bytes) => [bytes]): [MemoryLink, MemoryLink] {
  const left = new MemoryEnd(cut);
  const right = new MemoryEnd(cut);
  left.other = right;
  right.other = left;
  return [left, right];
}

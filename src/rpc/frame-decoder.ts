import type { Packet } from './packet.ts';
import { parseBody } from './parse-body.ts';
import { SECTIONS_CODEC, TEXT_CODEC } from './protocol.ts';
import { protocolBroken } from './rpc-errors.ts';

const HEADER = 5;
/** A body that is announced gets room as it arrives: announcing costs nothing. */
const FIRST_ROOM = 64 * 1024;

/** A frame of which the header has come. */
interface OpenFrame {
  readonly codec: number;
  readonly length: number;
}

/**
 * Gives the packets of a stream of bytes, wherever it is cut. Holds no more than what it was given and has not given yet,
 * and never more than twice the cap.
 */
export class FrameDecoder {
  readonly #cap: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #header = new Uint8Array(HEADER);
  #open: OpenFrame | undefined;
  #room: Uint8Array = this.#header;
  #filled = 0;

  constructor(frameBytes: number) {
    this.#cap = frameBytes;
  }

  push(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) this.#chunks.push(chunk);
  }

  /**
   * The next packet, or `undefined` if more bytes are needed.
   *
   * @throws RPC_PROTOCOL_BROKEN; after that the decoder is of no use
   */
  next(): Packet | undefined {
    if (this.#open === undefined) {
      if (!this.#fill(HEADER)) return undefined;
      this.#open = this.#readHeader();
      this.#filled = 0;
    }
    const frame = this.#open;
    const body = this.#takeWhole(frame.length) ?? this.#gather(frame.length);
    if (body === undefined) return undefined;
    this.#open = undefined;
    this.#room = this.#header;
    this.#filled = 0;
    return parseBody(frame.codec, body);
  }

  /** Checked before a byte of the body is looked at. */
  #readHeader(): OpenFrame {
    const length = new DataView(this.#header.buffer).getUint32(0, true);
    if (length > this.#cap) throw protocolBroken(`a frame of ${length} bytes, of at most ${this.#cap}`);
    if (length < 1) throw protocolBroken('a frame without a codec');
    const codec = this.#header[HEADER - 1]!;
    if (codec !== TEXT_CODEC && codec !== SECTIONS_CODEC) throw protocolBroken(`a frame in the codec ${codec}`);
    return { codec, length: length - 1 };
  }

  /** A body that lies in one chunk needs no copy. */
  #takeWhole(length: number): Uint8Array | undefined {
    const [chunk] = this.#chunks;
    if (this.#filled > 0) return undefined;
    if (length === 0) return this.#header.subarray(0, 0);
    if (chunk === undefined || chunk.byteLength < length) return undefined;
    this.#drop(length);
    return chunk.subarray(0, length);
  }

  #gather(length: number): Uint8Array | undefined {
    if (this.#room === this.#header) this.#room = new Uint8Array(Math.min(length, FIRST_ROOM));
    while (this.#fill(Math.min(length, this.#room.byteLength))) {
      if (this.#filled === length) return this.#room;
      const larger = new Uint8Array(Math.min(length, this.#room.byteLength * 2));
      larger.set(this.#room);
      this.#room = larger;
    }
    return undefined;
  }

  /** Moves bytes into the room until it holds `wanted`; `false` if there are too few. */
  #fill(wanted: number): boolean {
    while (this.#filled < wanted) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) return false;
      const part = chunk.subarray(0, wanted - this.#filled);
      this.#room.set(part, this.#filled);
      this.#filled += part.byteLength;
      this.#drop(part.byteLength);
    }
    return true;
  }

  #drop(count: number): void {
    const [chunk] = this.#chunks;
    if (chunk!.byteLength === count) this.#chunks.shift();
    else this.#chunks[0] = chunk!.subarray(count);
  }
}

import type { Packet } from './packet.ts';
import { parseBody } from './parse-body.ts';
import { SECTIONS_CODEC, TEXT_CODEC } from './protocol.ts';
import { readU32 } from './read-u32.ts';
import { protocolBroken } from './rpc-errors.ts';

const HEADER = 5;
/** A body that is announced gets room as it arrives: announcing costs nothing. */
const FIRST_ROOM = 64 * 1024;

const NOTHING = new Uint8Array(0);

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
  /** How much of the first chunk has been read. */
  #offset = 0;
  #open: OpenFrame | undefined;
  /** Where the pieces of what did not come in one chunk are put together. */
  #room: Uint8Array | undefined;
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
    const frame = (this.#open ??= this.#readHeader());
    if (frame === undefined) return undefined;
    const body = this.#take(frame.length);
    if (body === undefined) return undefined;
    this.#open = undefined;
    return parseBody(frame.codec, body);
  }

  /** Checked before a byte of the body is looked at. */
  #readHeader(): OpenFrame | undefined {
    const header = this.#take(HEADER);
    if (header === undefined) return undefined;
    const length = readU32(header, 0);
    if (length > this.#cap) throw protocolBroken(`a frame of ${length} bytes, of at most ${this.#cap}`);
    if (length < 1) throw protocolBroken('a frame without a codec');
    const codec = header[HEADER - 1]!;
    if (codec !== TEXT_CODEC && codec !== SECTIONS_CODEC) throw protocolBroken(`a frame in the codec ${codec}`);
    return { codec, length: length - 1 };
  }

  /** The next bytes, or `undefined` until all of them are there. What lies in one chunk needs no copy. */
  #take(length: number): Uint8Array | undefined {
    if (length === 0) return NOTHING;
    const chunk = this.#chunks[0];
    // Most chunks end where a frame does: nothing has to be put together.
    if (chunk === undefined) return undefined;
    const start = this.#offset;
    if (this.#room !== undefined || chunk.byteLength - start < length) return this.#gather(length);
    this.#drop(chunk, length);
    return chunk.subarray(start, start + length);
  }

  #gather(length: number): Uint8Array | undefined {
    let room = (this.#room ??= new Uint8Array(Math.min(length, FIRST_ROOM)));
    while (this.#fill(room)) {
      if (this.#filled === length) {
        this.#room = undefined;
        this.#filled = 0;
        return room;
      }
      const larger = new Uint8Array(Math.min(length, room.byteLength * 2));
      larger.set(room);
      room = larger;
      this.#room = larger;
    }
    return undefined;
  }

  /** Moves bytes into the room until it is full; `false` if there are too few. */
  #fill(room: Uint8Array): boolean {
    while (this.#filled < room.byteLength) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) return false;
      const part = chunk.subarray(this.#offset, this.#offset + room.byteLength - this.#filled);
      room.set(part, this.#filled);
      this.#filled += part.byteLength;
      this.#drop(chunk, part.byteLength);
    }
    return true;
  }

  #drop(first: Uint8Array, count: number): void {
    this.#offset += count;
    if (this.#offset < first.byteLength) return;
    this.#chunks.shift();
    this.#offset = 0;
  }
}

import type { Packet } from './packet.ts';
import { SECTIONS_CODEC, TEXT_CODEC } from './protocol.ts';

const HEADER = 5;
const encoder = new TextEncoder();

/** A packet as one frame for a stream of bytes. */
export function toFrame({ text, sections }: Packet): Uint8Array {
  return sections.length === 0 ? toTextFrame(text) : toSectionsFrame(encoder.encode(text), sections);
}

/** A character takes three bytes at most; of a short text, the room that stays empty costs less than a second copy. */
function toTextFrame(text: string): Uint8Array {
  if (text.length > 4096) return joinParts(TEXT_CODEC, [encoder.encode(text)]);
  const frame = new Uint8Array(HEADER + text.length * 3);
  const { written } = encoder.encodeInto(text, frame.subarray(HEADER));
  writeHeader(frame, written, TEXT_CODEC);
  return frame.subarray(0, HEADER + written);
}

function toSectionsFrame(text: Uint8Array, sections: readonly Uint8Array[]): Uint8Array {
  const parts = [text, ...sections].flatMap((part) => [toU32(part.byteLength), part]);
  return joinParts(SECTIONS_CODEC, parts);
}

function joinParts(codec: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const frame = new Uint8Array(HEADER + length);
  writeHeader(frame, length, codec);
  let offset = HEADER;
  for (const part of parts) {
    frame.set(part, offset);
    offset += part.byteLength;
  }
  return frame;
}

function writeHeader(frame: Uint8Array, bodyLength: number, codec: number): void {
  frame.set(toU32(bodyLength + 1));
  frame[HEADER - 1] = codec;
}

function toU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

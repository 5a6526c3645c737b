import type { Packet } from './packet.ts';
import { SECTIONS_CODEC, TEXT_CODEC } from './protocol.ts';

/** The length and the codec. */
const HEADER = 5;

/** A packet as one frame for a stream of bytes. */
export function toFrame({ text, sections }: Packet): Uint8Array {
  return sections.length === 0 ? toTextFrame(text) : toSectionsFrame(text, sections);
}

function toTextFrame(text: string): Uint8Array {
  const length = Buffer.byteLength(text);
  const frame = createFrame(length, TEXT_CODEC);
  // As many bytes as characters is ASCII, which is faster to write.
  frame.write(text, HEADER, length === text.length ? 'latin1' : 'utf8');
  return frame;
}

function toSectionsFrame(text: string, sections: readonly Uint8Array[]): Uint8Array {
  const textLength = Buffer.byteLength(text);
  const bodyLength = sections.reduce((sum, { byteLength }) => sum + 4 + byteLength, 4 + textLength);
  const frame = createFrame(bodyLength, SECTIONS_CODEC);
  let offset = frame.writeUInt32LE(textLength, HEADER);
  offset += frame.write(text, offset);
  for (const section of sections) {
    offset = frame.writeUInt32LE(section.byteLength, offset);
    frame.set(section, offset);
    offset += section.byteLength;
  }
  return frame;
}

/** A Buffer, because a small one is part of a larger one: memory of its own would cost more than all the rest. */
function createFrame(bodyLength: number, codec: number): Buffer {
  const frame = Buffer.allocUnsafe(HEADER + bodyLength);
  frame.writeUInt32LE(bodyLength + 1);
  frame[HEADER - 1] = codec;
  return frame;
}

import { createPacket, MAX_SECTIONS, type Packet } from './packet.ts';
import { TEXT_CODEC } from './protocol.ts';
import { readU32 } from './read-u32.ts';
import { protocolBroken } from './rpc-errors.ts';

const NONE: readonly never[] = [];
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The packet in the body of a frame. The sections are copies: the body may be part of a buffer that is used again.
 *
 * @throws RPC_PROTOCOL_BROKEN
 */
export function parseBody(codec: number, body: Uint8Array): Packet {
  if (codec === TEXT_CODEC) return createPacket(decode(body), NONE);
  const sections: Uint8Array[] = [];
  let offset = 0;
  while (offset < body.byteLength) {
    if (sections.length > MAX_SECTIONS) throw protocolBroken(`more than ${MAX_SECTIONS} sections`);
    const section = sectionAt(body, offset);
    sections.push(section);
    offset += 4 + section.byteLength;
  }
  const text = sections.shift();
  if (text === undefined) throw protocolBroken('a frame without text');
  return createPacket(
    decode(text),
    sections.map((section) => new Uint8Array(section)),
  );
}

function sectionAt(body: Uint8Array, offset: number): Uint8Array {
  const start = offset + 4;
  if (start > body.byteLength) throw protocolBroken('a section that is cut off');
  const length = readU32(body, offset);
  if (start + length > body.byteLength) throw protocolBroken('a section that is cut off');
  return body.subarray(start, start + length);
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw protocolBroken('a text that is no UTF-8');
  }
}

import type { EncodedValue } from './packet.ts';
import { valueTooLarge } from './rpc-errors.ts';

/** What stays free in a frame: for its header, and for what surrounds the value in its message and its packet. */
export const FRAME_RESERVE = 1024;

/** The most bytes that a value can take in a frame: three a character, and four for the length of each section. */
export function weightOf({ text, sections, size }: EncodedValue): number {
  return size + text.length * 2 + sections.length * 4;
}

/** @throws RPC_VALUE_TOO_LARGE for a value for which no frame is large enough */
export function assertFitsFrame(value: EncodedValue, frameBytes: number): void {
  const room = frameBytes - FRAME_RESERVE;
  if (weightOf(value) <= room) return;
  const bytes = value.size - value.text.length + value.sections.length * 4 + utf8Length(value.text);
  if (bytes > room) throw valueTooLarge(bytes, room);
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // A surrogate is half of a character of four bytes.
    if (code >= 0x80) length += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return length;
}

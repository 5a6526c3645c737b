import type { RpcLimits } from './limits.ts';
import { protocolBroken } from './rpc-errors.ts';

/** What is written in JSON, with the bytes that it refers to in the order of the text. */
export interface EncodedValue {
  readonly text: string;
  readonly sections: readonly Uint8Array[];
  /** Buffers that may move instead of being copied. */
  readonly transfers: readonly ArrayBuffer[];
  /** Characters and bytes. */
  readonly size: number;
}

/** Messages that travel together: an array of them. */
export type Packet = EncodedValue;

/** How many sections a packet may have. */
export const MAX_SECTIONS = 10_000;

const NONE: readonly never[] = [];

/** What a MessagePort is given: the text alone where that is all. */
export function toPortMessage({ text, sections }: Packet): string | readonly [string, ...Uint8Array[]] {
  return sections.length === 0 ? text : [text, ...sections];
}

/** @throws RPC_PROTOCOL_BROKEN for anything that {@link toPortMessage} does not give, and for more than a frame may hold */
export function fromPortMessage(data: unknown, { frameBytes }: Pick<RpcLimits, 'frameBytes'>): Packet {
  const packet = typeof data === 'string' ? createPacket(data, NONE) : fromList(data);
  if (packet.size > frameBytes) throw protocolBroken(`a packet of ${packet.size} bytes, of at most ${frameBytes}`);
  return packet;
}

function fromList(data: unknown): Packet {
  if (!Array.isArray(data)) throw protocolBroken('a packet that is no text');
  const [text, ...sections] = data.slice(0, MAX_SECTIONS + 2) as unknown[];
  if (typeof text !== 'string') throw protocolBroken('a packet without text');
  return createPacket(text, sections.map(toOwnBytes));
}

/** Memory that the other side can still write to is copied. */
function toOwnBytes(section: unknown): Uint8Array {
  if (!(section instanceof Uint8Array)) throw protocolBroken('a section that is no Uint8Array');
  return section.buffer instanceof ArrayBuffer ? section : new Uint8Array(section);
}

/** @throws RPC_PROTOCOL_BROKEN for too many sections */
export function createPacket(text: string, sections: readonly Uint8Array[]): Packet {
  if (sections.length === 0) return { text, sections: NONE, transfers: NONE, size: text.length };
  if (sections.length > MAX_SECTIONS) throw protocolBroken(`more than ${MAX_SECTIONS} sections`);
  const size = sections.reduce((sum, { byteLength }) => sum + byteLength, text.length);
  return { text, sections, transfers: NONE, size };
}

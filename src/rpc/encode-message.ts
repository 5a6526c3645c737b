import { encodeValue } from './encode-value.ts';
import type { EncodedValue } from './packet.ts';
import { assertFitsFrame } from './fit-frame.ts';
import type { RpcLimits } from './limits.ts';
import { CALL, OK, type Message } from './protocol.ts';

/** The packet, the message, and what stands in the message before the value and after it. */
const MESSAGE_NODES = 8;

const NONE: readonly never[] = [];

/**
 * A message that ends with a value of others: a result, an item, what is logged. `undefined` is left out.
 *
 * @throws RPC_VALUE_UNSENDABLE, RPC_VALUE_TOO_LARGE
 */
export function encodeWithValue(
  head: readonly [Message[0], ...(number | string)[]],
  value: unknown,
  limits: RpcLimits,
): EncodedValue {
  const start = JSON.stringify(head);
  if (value === undefined) return { text: start, sections: NONE, transfers: NONE, size: start.length };
  const encoded = encodePart(value, limits);
  const text = `${start.slice(0, -1)},${encoded.text}]`;
  const size = encoded.size + start.length + 1;
  return { text, sections: encoded.sections, transfers: encoded.transfers, size };
}

/** The answer to a call. By hand, because every call has one. @throws RPC_VALUE_UNSENDABLE, RPC_VALUE_TOO_LARGE */
export function encodeOk(id: number, value: unknown, limits: RpcLimits): EncodedValue {
  if (value === undefined) return encodePlain([OK, id]);
  const { text, sections, transfers, size } = encodePart(value, limits);
  const message = `[${OK},${id},${text}]`;
  return { text: message, sections, transfers, size: size + message.length - text.length };
}

/** A message that is plain JSON for certain: Hookline made all of it. */
export function encodePlain(message: Message): EncodedValue {
  const text = JSON.stringify(message);
  return { text, sections: NONE, transfers: NONE, size: text.length };
}

/**
 * What is put into a message later on: the arguments of a call, when it is its turn.
 *
 * @throws RPC_VALUE_UNSENDABLE, RPC_VALUE_TOO_LARGE
 */
export function encodePart(value: unknown, { depth, nodes, frameBytes }: RpcLimits): EncodedValue {
  // It is one level down in the message, which has some nodes of its own.
  const encoded = encodeValue(value, { depth: depth - 1, nodes: nodes - MESSAGE_NODES });
  assertFitsFrame(encoded, frameBytes);
  return encoded;
}

export interface CallHead {
  readonly id: number;
  readonly target: number;
  readonly remainingMs: number;
  readonly credit: number;
}

export function encodeCall({ id, target, remainingMs, credit }: CallHead, args: EncodedValue): EncodedValue {
  const text = `[${CALL},${id},${target},${args.text},${remainingMs},${credit}]`;
  const size = args.size + text.length - args.text.length;
  return { text, sections: args.sections, transfers: args.transfers, size };
}

import { createPacket } from '../../src/rpc/packet.ts';
import { toFrame } from '../../src/rpc/to-frame.ts';

type Random = () => number;

const NAMES = ['__proto__', 'constructor', 'prototype', 'then', 'toJSON', '\u0000', 'name', 'message', 'length', 'a'];
const TEXTS = ['', 'b', 'u', 'n9', 'd1', 'nan', 'x'.repeat(3000), '\uD800', '__proto__', '{"a":1}', '\u0000'];
const NUMBERS = [0, 1, 2, -1, 1.5, 7, 64, 1e9, 2 ** 31, 2 ** 53, -(2 ** 60), 1e308];

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

function upTo(random: Random, most: number): number {
  return Math.floor(random() * (most + 1));
}

function randomValue(random: Random, depth: number): unknown {
  const choice = random();
  if (choice < 0.3 || depth <= 0) return pick(random, [...NUMBERS, ...TEXTS, null, true, false]);
  if (choice < 0.6) return Array.from({ length: upTo(random, 4) }, () => randomValue(random, depth - 1));
  const entries = Array.from({ length: upTo(random, 3) }, () => [pick(random, NAMES), randomValue(random, depth - 1)]);
  // With __proto__ as a key of its own.
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`);
}

/** Something like a message: often of the right shape, with a part or two that are not. */
function randomMessage(random: Random): unknown {
  const id = (): unknown => (random() < 0.7 ? upTo(random, 40) : randomValue(random, 1));
  const value = (): unknown => randomValue(random, 5);
  const error = (): unknown => (random() < 0.5 ? { name: 'Error', message: 'x', cause: value() } : value());
  const shapes: (() => unknown)[] = [
    () => [4, id(), id(), [value()], upTo(random, 50), random() < 0.3 ? id() : 0],
    () => [5, id(), value()],
    () => [6, id(), error()],
    () => [7, id(), error()],
    () => [8, id(), value()],
    () => [9, id(), id()],
    () => [10, id(), error()],
    () => [11, id()],
    () => [12, id()],
    () => [13, id()],
    () => [14, upTo(random, 4), pick(random, TEXTS), value()],
    () => [15, id(), { done: 1, total: value() }],
    () => [16, pick(random, TEXTS)],
    () => [17, error()],
    () => [upTo(random, 20), value(), value()],
    () => value(),
  ];
  return pick(random, shapes)();
}

/** A frame that an honest side could have made, of messages that it would not have. */
function messageFrame(random: Random): Uint8Array {
  const messages = Array.from({ length: 1 + upTo(random, 3) }, () => randomMessage(random));
  const sections = Array.from({ length: random() < 0.1 ? upTo(random, 3) : 0 }, () => new Uint8Array(upTo(random, 50)));
  return toFrame(createPacket(JSON.stringify(messages), sections));
}

function deepFrame(random: Random): Uint8Array {
  const levels = upTo(random, 5000);
  const [open, close] = random() < 0.5 ? ['[', ']'] : ['{"a":', '}'];
  const text = `[${open.repeat(levels)}0${random() < 0.8 ? close.repeat(levels) : ''}]`;
  return toFrame(createPacket(text, []));
}

function flipped(random: Random, frame: Uint8Array): Uint8Array {
  const copy = new Uint8Array(frame);
  for (let flips = 1 + upTo(random, 4); flips > 0; flips--) copy[upTo(random, copy.length - 1)] = upTo(random, 255);
  return copy;
}

function withLength(frame: Uint8Array, length: number): Uint8Array {
  const copy = new Uint8Array(frame);
  new DataView(copy.buffer).setUint32(0, length, true);
  return copy;
}

/** Bytes that a broken or malicious side could write. */
export function hostileFrame(random: Random): Uint8Array {
  const frame = messageFrame(random);
  const choice = random();
  if (choice < 0.5) return frame;
  if (choice < 0.65) return flipped(random, frame);
  if (choice < 0.75) return frame.subarray(0, upTo(random, frame.length));
  if (choice < 0.85) return withLength(frame, pick(random, [0, 1, 0xffffffff, 2 ** 24, 2 ** 24 + 1, frame.length]));
  if (choice < 0.92) return deepFrame(random);
  return Uint8Array.from({ length: upTo(random, 200) }, () => upTo(random, 255));
}

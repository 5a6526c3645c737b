import * as fc from 'fast-check';
import { HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../src/rpc/decode-packet.ts';
import { encodeValue } from '../../src/rpc/encode-value.ts';
import { FrameDecoder } from '../../src/rpc/frame-decoder.ts';
import { DEFAULT_LIMITS } from '../../src/rpc/limits.ts';
import { createPacket, fromPortMessage, toPortMessage, type Packet } from '../../src/rpc/packet.ts';
import { toFrame } from '../../src/rpc/to-frame.ts';
import { hostileValues } from '../errors/hostile-values.ts';
import { cutAt, sendable } from './arbitrary-values.ts';

const LIMITS = { ...DEFAULT_LIMITS, depth: 40 };

function packetsOf(decoder: FrameDecoder, chunks: readonly Uint8Array[]): Packet[] {
  const packets: Packet[] = [];
  for (const chunk of chunks) {
    decoder.push(chunk);
    for (let packet = decoder.next(); packet !== undefined; packet = decoder.next()) packets.push(packet);
  }
  return packets;
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(frames.flatMap((frame) => [...frame]));
}

function frameOf(length: number, codec: number, body: readonly number[] = []): Uint8Array {
  const frame = new Uint8Array(5 + body.length);
  new DataView(frame.buffer).setUint32(0, length, true);
  frame[4] = codec;
  frame.set(body, 5);
  return frame;
}

function decodeText(text: string, limits = LIMITS): unknown[] {
  return decodePacket(createPacket(text, []), limits);
}

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

describe('any value that can cross', () => {
  test('comes out of frames as it went in, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(sendable), { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (lists, cuts) => {
          const frames = lists.map((list) => toFrame(encodeValue(list, LIMITS)));
          const decoder = new FrameDecoder(LIMITS.frameBytes);
          const packets = packetsOf(decoder, cutAt(joined(frames), cuts));
          expect(packets.map((packet) => decodePacket(packet, LIMITS))).toStrictEqual(lists);
        },
      ),
    );
  });

  test('comes out of a port as it went in', () => {
    fc.assert(
      fc.property(fc.array(sendable), (list) => {
        const sent = structuredClone(toPortMessage(encodeValue(list, LIMITS)));
        expect(decodePacket(fromPortMessage(sent, LIMITS), LIMITS)).toStrictEqual(list);
      }),
    );
  });

  test('comes byte by byte as well', () => {
    const list = [{ text: 'ä€😀', bytes: new Uint8Array([0, 255]) }, 1n << 70n];
    const frame = toFrame(encodeValue(list, LIMITS));
    const chunks = Array.from(frame, (byte) => new Uint8Array([byte]));
    const [packet] = packetsOf(new FrameDecoder(LIMITS.frameBytes), chunks);
    expect(decodePacket(packet!, LIMITS)).toStrictEqual(list);
  });

  test('may be larger than the room that a frame gets at first', () => {
    const [text, bytes] = ['ä'.repeat(300_000), new Uint8Array(400_000).fill(7)];
    const frame = toFrame(encodeValue([text, bytes], LIMITS));
    const [packet] = packetsOf(new FrameDecoder(LIMITS.frameBytes), cutAt(frame, [1, 3, 70_000, 200_000, 900_000]));
    const [gotText, gotBytes] = decodePacket(packet!, LIMITS);
    expect(gotText === text && Buffer.compare(gotBytes as Uint8Array, bytes) === 0).toBe(true);
  });

  test('does not share memory with the stream that it came from', () => {
    const frame = Buffer.from(toFrame(encodeValue([new Uint8Array([1, 2, 3])], LIMITS)));
    const decoder = new FrameDecoder(LIMITS.frameBytes);
    decoder.push(frame);
    const packet = decoder.next()!;
    frame.fill(0);
    expect(decodePacket(packet, LIMITS)).toStrictEqual([new Uint8Array([1, 2, 3])]);
  });

  test('leaves out what is undefined under a key, and keeps it in an array', () => {
    const { text } = encodeValue([undefined, { a: undefined, b: 1 }], LIMITS);
    expect(decodeText(text)).toStrictEqual([undefined, { b: 1 }]);
  });
});

describe('a value that cannot cross', () => {
  test.each([
    ['a function', { a: [() => {}] }, 'there is a function at "a.0"'],
    ['a symbol', [Symbol('s')], 'there is a symbol at "0"'],
    ['a Map', { map: new Map() }, 'there is an object of class Map at "map"'],
    ['a Float32Array', new Float32Array(2), 'there is an object of class Float32Array'],
    ['the key "__proto__"', JSON.parse('{"a":{"__proto__":1}}'), 'there is the key "__proto__" at "a.__proto__"'],
    ['the key "constructor"', { constructor: 1 }, 'there is the key "constructor" at "constructor"'],
    ['a bigint without end', 10n ** 1001n, 'there is a bigint of more than 1000 digits'],
  ])('is refused: %s', (_, value, detail) => {
    expect(() => encodeValue(value, LIMITS)).toThrow(`A value cannot leave its thread or process: ${detail}.`);
  });

  test('is refused: one that is circular', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(() => encodeValue(value, LIMITS)).toThrow(
      'there is something deeper than 40 levels, or circular at "self.self.self.self.self.self … self',
    );
  });

  test.each(hostileValues)('is refused or crosses, but nothing else happens: %s', (_, value) => {
    let encoded: Packet;
    try {
      encoded = encodeValue([value], { ...LIMITS, nodes: 10_000 });
    } catch (thrown) {
      // Or what a getter of the value throws.
      expect(thrown).toBeInstanceOf(Error);
      return;
    }
    expect(decodePacket(encoded, LIMITS)).toHaveLength(1);
  });
});

describe('a frame is refused', () => {
  test.each([
    ['that is larger than the cap', frameOf(LIMITS.frameBytes + 1, 0), `a frame of ${LIMITS.frameBytes + 1} bytes`],
    ['that announces four gigabytes', frameOf(0xffffffff, 0), 'a frame of 4294967295 bytes'],
    ['without a codec', frameOf(0, 0), 'a frame without a codec'],
    ['in an unknown codec', frameOf(1, 2), 'a frame in the codec 2'],
    ['that is no UTF-8', frameOf(2, 0, [0xff]), 'a text that is no UTF-8'],
    ['without a text', frameOf(1, 1), 'a frame without text'],
    ['whose section is cut off', frameOf(6, 1, [9, 0, 0, 0, 1]), 'a section that is cut off'],
    ['whose section has no length', frameOf(3, 1, [0, 0]), 'a section that is cut off'],
    ['of too many sections', frameOf(80_001, 1, Array(80_000).fill(0)), 'more than 10000 sections'],
  ])('%s', (_, frame, detail) => {
    const decoder = new FrameDecoder(LIMITS.frameBytes);
    decoder.push(frame);
    expect(() => decoder.next()).toThrow(detail);
  });

  test('before a byte of its body has come', () => {
    const decoder = new FrameDecoder(10);
    decoder.push(frameOf(11, 0));
    expect(() => decoder.next()).toThrow('a frame of 11 bytes, of at most 10');
  });
});

describe('a packet is refused', () => {
  test.each([
    ['that is no JSON', '[1,', 'a packet that is no JSON'],
    ['that is no array', '{"a":1}', 'a packet that is no array of messages'],
    ['with an own __proto__', '[{"a":{"__proto__":{"x":1}}}]', 'the key "__proto__"'],
    ['with an own constructor', '[{"constructor":{"prototype":{}}}]', 'the key "constructor"'],
    ['with an own prototype', '[[[{"prototype":1}]]]', 'the key "prototype"'],
    ['with such a key written otherwise', '[{"\\u005f_proto__":1}]', 'the key "__proto__"'],
    ['with such a key in an object that stands for itself', '[{"\\u0000":{"__proto__":1}}]', 'the key "__proto__"'],
    ['that is too deep', nested(42), 'a value deeper than 40 levels'],
    ['that is far too deep', nested(500_000), 'a value deeper than 40 levels'],
    ['with an unknown tag', '[{"\\u0000":"x"}]', 'a tag that stands for nothing'],
    ['with a tag that is a number', '[{"\\u0000":1}]', 'a tag that stands for nothing'],
    ['with a tag that is an array', '[{"\\u0000":[]}]', 'a tag that stands for nothing'],
    ['with a tag beside keys', '[{"\\u0000":"u","a":1}]', 'a tag with other keys beside it'],
    ['with a bigint that is none', '[{"\\u0000":"n1e9"}]', 'a tag that stands for nothing'],
    ['with a bigint that is too long', `[{"\\u0000":"n${'9'.repeat(1_000_000)}"}]`, 'a tag that stands for nothing'],
    ['with a section that is not there', '[{"\\u0000":"b"}]', 'a section that is not there'],
  ])('%s', (_, text, detail) => {
    expect(() => decodeText(text)).toThrow(`The other side broke the rules of the wire: ${detail}.`);
  });

  test('with more values than the limit, before it is parsed', () => {
    const many = { ...LIMITS, nodes: 100 };
    expect(() => decodeText(`[${'0,'.repeat(200)}0]`, many)).toThrow('more than 100 values in a packet');
    expect(() => decodeText(`[${'['.repeat(500)}`, many)).toThrow('more than 100 values in a packet');
    const text = JSON.stringify(['[{,'.repeat(500), '\\'.repeat(500), '"'.repeat(500), '\\",'.repeat(500)]);
    expect(decodeText(text, many)).toHaveLength(4);
  });

  test('with a section that nothing refers to', () => {
    const packet = createPacket('[1]', [new Uint8Array(1)]);
    expect(() => decodePacket(packet, LIMITS)).toThrow('a section that nothing refers to');
  });

  test.each([
    ['that is an object', { text: '[]' }],
    ['without a text', [new Uint8Array(1)]],
    ['with a section that is no Uint8Array', ['[]', new Float32Array(1)]],
    ['that is nothing', null],
  ])('of a port %s', (_, data) => {
    expect(() => fromPortMessage(data, LIMITS)).toThrow(HooklineError);
  });

  test('of a port that is larger than the cap', () => {
    const section = new Uint8Array(50);
    expect(() => fromPortMessage(['[]', section], { frameBytes: 51 })).toThrow('a packet of 52 bytes, of at most 51');
  });
});

test('memory that the other thread can still write to is copied', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(2));
  const [section] = fromPortMessage(['[{"\\u0000":"b"}]', shared], LIMITS).sections;
  shared[0] = 1;
  expect(section).toStrictEqual(new Uint8Array(2));
});

test('what is given away is only ever a whole buffer', async () => {
  const { transfer } = await import('../../src/rpc/transfer.ts');
  const whole = transfer(new Uint8Array(8));
  const part = transfer(new Uint8Array(new ArrayBuffer(8), 2, 4));
  expect(encodeValue([whole, part], LIMITS).transfers).toEqual([whole.buffer]);
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { HooklineError, isHooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../src/rpc/decode-packet.ts';
import { FrameDecoder } from '../../src/rpc/frame-decoder.ts';
import { DEFAULT_LIMITS } from '../../src/rpc/limits.ts';
import { parseMessage } from '../../src/rpc/parse-message.ts';
import type { Handlers } from './connection.ts';
import { hostileFrame } from './hostile-frames.ts';
import { openRawUnit, type RawUnit } from './raw-unit.ts';
import { createRandom } from './seeded-random.ts';

/** How many frames are tried: HOOKLINE_FUZZ_FRAMES=100000 for a long run. */
const FRAMES = Number(process.env['HOOKLINE_FUZZ_FRAMES'] ?? 3000);
/** HOOKLINE_FUZZ_SEED repeats a run that failed. */
const SEED = Number(process.env['HOOKLINE_FUZZ_SEED'] ?? 1);
const TIMEOUT = 60_000 + FRAMES * 20;

/** Every object in a decoded value must be plain, and none may be there twice. */
function assertPlain(value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return;
  expect(seen.has(value)).toBe(false);
  seen.add(value);
  if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  for (const key of Object.keys(value)) {
    if (['__proto__', 'constructor', 'prototype'].includes(key)) throw new Error(`the key ${key} came through`);
    assertPlain((value as Record<string, unknown>)[key], seen);
  }
}

function decodeAll(frame: Uint8Array): number {
  const decoder = new FrameDecoder(DEFAULT_LIMITS.frameBytes);
  decoder.push(frame);
  let messages = 0;
  for (let packet = decoder.next(); packet !== undefined; packet = decoder.next()) {
    const values = decodePacket(packet, DEFAULT_LIMITS);
    assertPlain(values, new Set());
    for (const value of values) {
      parseMessage(value);
      messages += 1;
    }
  }
  return messages;
}

describe(`${FRAMES} hostile frames of the seed ${SEED}`, () => {
  test(
    'give messages that are plain, or RPC_PROTOCOL_BROKEN, and nothing else',
    () => {
      const random = createRandom(SEED);
      const outcomes = { messages: 0, refused: 0 };
      for (let count = 0; count < FRAMES; count++) {
        try {
          outcomes.messages += decodeAll(hostileFrame(random));
        } catch (thrown) {
          if (!(thrown instanceof HooklineError) || thrown.code !== 'RPC_PROTOCOL_BROKEN') throw thrown;
          outcomes.refused += 1;
        }
      }
      expect(outcomes.messages).toBeGreaterThan(FRAMES / 10);
      expect(outcomes.refused).toBeGreaterThan(FRAMES / 10);
    },
    TIMEOUT,
  );

  test(
    'end the connection or are answered, and leave nothing behind',
    async () => {
      const random = createRandom(SEED + 1);
      const calls: Promise<unknown>[] = [];
      let ends = 0;
      let unit: RawUnit | undefined;
      const heapBefore = await settledHeap();
      for (let count = 0; count < FRAMES; count++) {
        if (unit === undefined || unit.host.closeReason !== undefined) {
          unit?.host.close(new Error('the next one'));
          await Promise.all(calls.splice(0));
          unit = await openFuzzed();
          calls.push(...callsOf(unit));
          ends += 1;
        }
        unit.write(hostileFrame(random));
        if (count % 8 === 0) await nextTurn();
        expect(unit.host.health().serving).toBeLessThanOrEqual(DEFAULT_LIMITS.windowCalls);
      }
      unit?.host.close(new Error('the end'));
      await Promise.all(calls);
      expect(ends).toBeGreaterThan(FRAMES / 200);
      expect((await settledHeap()) - heapBefore).toBeLessThan(64 * 1024 * 1024);
      expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    },
    TIMEOUT,
  );
});

/** With a low cap: behind a frame that is announced as large, everything else would be its body. */
function openFuzzed(): Promise<RawUnit> {
  const handlers: Handlers = {
    echo: ([value]) => value,
    later: async ([value]) => value,
    never: () => new Promise(() => {}),
    fail: () => {
      throw new Error('on purpose');
    },
    items: async function* items() {
      yield* [1, 2, 3];
    },
  };
  return openRawUnit(handlers, { limits: { frameBytes: 64 * 1024 } });
}

/** Whatever the unit answers, each of these settles. */
function callsOf({ host }: RawUnit): Promise<unknown>[] {
  return Array.from({ length: 10 }, () =>
    host.call(0, []).catch((thrown: unknown) => expect(thrown).toBeInstanceOf(Error)),
  );
}

async function settledHeap(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

test('a fault of the wire is an error of Hookline', () => {
  try {
    parseMessage(null);
    expect.unreachable();
  } catch (thrown) {
    expect(isHooklineError(thrown)).toBe(true);
  }
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import type { HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import type { PeerOptions } from '../../src/rpc/peer-options.ts';
import { Peer } from '../../src/rpc/peer.ts';
import {
  ABORT,
  CALL,
  CREDIT,
  END,
  ERR,
  FATAL,
  HELLO,
  ITEM,
  LOG,
  OK,
  PING,
  PONG,
  PROGRESS,
  READY,
  RELEASE,
} from '../../src/rpc/protocol.ts';
import { deferred, until } from './deferred.ts';
import { createPortCarrier } from '../../src/runners/port-carrier.ts';
import { openRawUnit, RAW_HELLO, startRawUnit, type RawUnit } from './raw-unit.ts';

const ERROR = { name: 'Error', message: 'no' };

/** How the connection ends after the unit has sent `messages`. */
async function endAfter(messages: readonly unknown[], options: Partial<PeerOptions> = {}): Promise<HooklineError> {
  const { promise, resolve } = deferred<Error>();
  const unit = await openRawUnit(
    { echo: ([value]) => value, never: () => new Promise(() => {}) },
    {
      ...options,
      onClose: resolve,
    },
  );
  unit.send(...messages);
  return (await promise) as HooklineError;
}

describe('the connection ends, and the unit is told', () => {
  test.each<[string, readonly unknown[], string]>([
    ['a message that is no array', [7], 'a message that is no array'],
    ['an empty message', [[]], 'a message of no known type'],
    ['an unknown type', [[99]], 'a message of no known type'],
    ['a type that is a name', [['toString']], 'a message of no known type'],
    ['a call without its parts', [[CALL, 1, 0]], 'CALL with 2 parts'],
    ['a call with too many parts', [[CALL, 1, 0, [], 0, 0, 0]], 'CALL with 6 parts'],
    ['a call whose number is none', [[CALL, 'a', 0, [], 0, 0]], 'CALL whose part 1 is wrong'],
    ['a call whose number is a fraction', [[CALL, 1.5, 0, [], 0, 0]], 'CALL whose part 1 is wrong'],
    ['a call of a negative index', [[CALL, 1, -1, [], 0, 0]], 'CALL whose part 2 is wrong'],
    ['a call whose arguments are no array', [[CALL, 1, 0, { length: 1e9 }, 0, 0]], 'CALL whose part 3 is wrong'],
    ['a call with a limit below zero', [[CALL, 1, 0, [], -5, 0]], 'CALL whose part 4 is wrong'],
    ['an error that is none', [[ERR, 1, null]], 'ERR whose part 2 is wrong'],
    ['a log of no level', [[LOG, 0, 9, 'text']], 'LOG whose part 2 is wrong'],
    ['a log without text', [[LOG, 0, 0, { text: 1 }]], 'LOG whose part 3 is wrong'],
    ['progress that is none', [[PROGRESS, 0, { done: 'a' }]], 'PROGRESS whose part 2 is wrong'],
    [
      'the same number twice',
      [
        [CALL, 1, 1, [], 0, 0],
        [CALL, 1, 0, [], 0, 0],
      ],
      'a second call with the number 1',
    ],
    [
      'a number that goes back',
      [
        [CALL, 5, 0, [], 0, 0],
        [CALL, 4, 0, [], 0, 0],
      ],
      'a second call with the number 4',
    ],
    ['a second HELLO', [[HELLO, RAW_HELLO]], 'HELLO when it was not due'],
    ['a second READY', [[READY, { table: [] }]], 'READY when it was not due'],
  ])('%s', async (_, messages, detail) => {
    expect(await endAfter(messages)).toMatchObject({
      code: 'RPC_PROTOCOL_BROKEN',
      message: `The plugin "acme.one" broke the rules of the wire: ${detail}.`,
    });
  });

  test('with FATAL as the last word', async () => {
    const unit = await openRawUnit();
    unit.send([99]);
    await until(() => unit.received.at(-1)?.[0] === FATAL);
    expect(unit.received.at(-1)).toMatchObject([FATAL, { code: 'RPC_PROTOCOL_BROKEN' }]);
  });

  test('more calls than the window', async () => {
    const calls = Array.from({ length: 5 }, (_each, index) => [CALL, index + 1, 1, [], 0, 0]);
    expect(await endAfter(calls, { limits: { windowCalls: 4 } })).toMatchObject({
      data: { detail: 'more than 4 calls at once' },
    });
  });

  test('a call before READY, and READY before WELCOME', async () => {
    const early = startRawUnit();
    early.send([HELLO, RAW_HELLO], [CALL, 1, 0, [], 0, 0]);
    await until(() => early.host.closeReason !== undefined);
    expect(early.host.closeReason!.message).toContain('a call before the greeting was over');
    const eager = startRawUnit();
    eager.send([HELLO, RAW_HELLO], [READY, { table: [] }]);
    await until(() => eager.host.closeReason !== undefined);
    expect(eager.host.closeReason!.message).toContain('READY when it was not due');
  });
});

describe('a word about nothing is forgiven 16 times', () => {
  test.each<[string, unknown]>([
    ['an answer to no call', [OK, 77, 'gift']],
    ['an error to no call', [ERR, 77, ERROR]],
    ['an item of no call', [ITEM, 77, 1]],
    ['the end of no call', [END, 77]],
    ['an ABORT of no call', [ABORT, 77, ERROR]],
    ['a CREDIT for no call', [CREDIT, 77, 1]],
    ['a RELEASE of no handle', [RELEASE, 77]],
    ['a PONG to no PING', [PONG, 77]],
    ['progress of no call', [PROGRESS, 77, { done: 1 }]],
  ])('%s', async (_, message) => {
    const unit = await openRawUnit({ echo: ([value]) => value });
    unit.send(...Array<unknown>(16).fill(message), [CALL, 1, 0, ['still here'], 0, 0]);
    await until(() => unit.received.some(([type]) => type === OK));
    expect(unit.received.at(-1)).toEqual([OK, 1, 'still here']);
    unit.send(message);
    await until(() => unit.host.closeReason !== undefined);
    expect(unit.host.closeReason!.message).toContain('the 17th word about nothing');
  });

  test('a call of an index that is not there', async () => {
    const unit = await openRawUnit({ echo: ([value]) => value });
    unit.send([CALL, 1, 5, [], 0, 0]);
    await until(() => unit.received.some(([type]) => type === ERR));
    expect(unit.received.at(-1)).toMatchObject([ERR, 1, { code: 'RPC_TARGET_UNKNOWN' }]);
    unit.send(...Array.from({ length: 16 }, (_each, index) => [CALL, index + 2, 5, [], 0, 0]));
    await until(() => unit.host.closeReason !== undefined);
  });
});

describe('a call of the host', () => {
  async function answered(...messages: readonly unknown[]): Promise<{ unit: RawUnit; outcome: unknown }> {
    const unit = await openRawUnit();
    const call = unit.host.call(0, []).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await until(() => unit.received.some(([type]) => type === CALL));
    unit.send(...messages);
    return { unit, outcome: await call };
  }

  test('takes the first of two answers', async () => {
    const { outcome, unit } = await answered([OK, 1, 'first'], [OK, 1, 'second']);
    expect(outcome).toEqual({ value: 'first' });
    expect(unit.host.closeReason).toBeUndefined();
  });

  test('is rejected when the answer comes as items', async () => {
    const { outcome } = await answered([ITEM, 1, 'x']);
    expect(outcome).toMatchObject({ error: { code: 'RPC_PROTOCOL_BROKEN' } });
  });

  test('is rejected with an error of no class, whatever name it has', async () => {
    const { outcome } = await answered([
      ERR,
      1,
      { name: 'Function', message: 'x', code: 'A', constructorName: 'Function' },
    ]);
    const { error } = outcome as { error: Error };
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
    expect(error).toMatchObject({ name: 'Function', message: 'x', code: 'A' });
  });

  test('is rejected when the unit gives up', async () => {
    const { outcome } = await answered([FATAL, { name: 'Error', message: 'out of ideas' }]);
    expect(outcome).toMatchObject({
      error: {
        code: 'RPC_PEER_FAILED',
        message: 'The plugin "acme.one" gave up the connection: out of ideas',
        cause: { message: 'out of ideas' },
      },
    });
  });
});

describe('a flood', () => {
  test('of 100,000 messages leaves the host its turns', async () => {
    let logged = 0;
    const turns: number[] = [];
    const unit = await openRawUnit({}, { onLog: () => logged++ });
    let seen = 0;
    const lines = Array.from({ length: 1000 }, () => [LOG, 0, 1, 'x']);
    for (let packet = 0; packet < 100; packet++) unit.send(...lines);
    await until(() => {
      turns.push(logged - seen);
      seen = logged;
      return logged === 100_000;
    });
    expect(Math.max(...turns)).toBeLessThanOrEqual(500);
    expect(unit.host.closeReason).toBeUndefined();
  });

  test('of bytes leaves the host its turns', async () => {
    let logged = 0;
    const unit = await openRawUnit({}, { onLog: () => logged++ });
    for (let packet = 0; packet < 20; packet++) unit.send([LOG, 0, 1, 'x'.repeat(600 * 1024)]);
    await nextTurn();
    await nextTurn();
    expect(unit.hostLink.unread).toBeGreaterThan(10);
    await until(() => logged === 20);
  });

  test('over a port, which cannot be paused, ends the connection before it fills the memory', async () => {
    const { port1, port2 } = new MessageChannel();
    const { promise, resolve } = deferred<Error>();
    const limits = { inboxBytes: 1024 * 1024 };
    const carrier = createPortCarrier(port1, 1024 * 1024);
    const host = new Peer(carrier, { role: 'host', side: 'plugin "acme.one"', limits, onClose: resolve });
    const text = JSON.stringify(Array.from({ length: 1000 }, () => [LOG, 0, 1, 'x'.repeat(100)]));
    for (let packet = 0; packet < 100; packet++) port2.postMessage(text);
    expect((await promise).message).toContain('bytes that nobody waits for');
    expect(host.closeReason).toBeDefined();
  });

  test('of PINGs from a unit that does not read ends the connection', async () => {
    const unit = await openRawUnit({}, { limits: { backlogBytes: 10_000 } });
    unit.hostLink.stall();
    unit.send(...Array.from({ length: 5000 }, (_each, index) => [PING, index]));
    await until(() => unit.host.closeReason !== undefined);
    expect(unit.host.closeReason!.message).toContain('it does not read what it is sent');
  });

  test('of handles is refused', async () => {
    const { ServingTable } = await import('../../src/rpc/serving-table.ts');
    const table = new ServingTable({}, 2);
    table.add('a', () => 1);
    table.add('b', () => 1);
    expect(() => table.add('c', () => 1)).toThrow('There are 2 handles already that the other side has not released.');
  });
});

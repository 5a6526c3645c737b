import type { HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { agreeOnVersion } from '../../src/rpc/agree-on-version.ts';
import { receiveHello, sayWelcome } from '../../src/rpc/host-handshake.ts';
import { Peer } from '../../src/rpc/peer.ts';
import { FATAL, HELLO, READY, WELCOME } from '../../src/rpc/protocol.ts';
import { ServingTable } from '../../src/rpc/serving-table.ts';
import { sayHello, sayReady } from '../../src/rpc/unit-handshake.ts';
import { connect, HELLO_OFFER, memoryCarriers, NONCE } from './connection.ts';
import { until } from './deferred.ts';
import { RAW_HELLO, startRawUnit } from './raw-unit.ts';

function failureOf(promise: Promise<unknown>): Promise<HooklineError> {
  return promise.then(
    () => Promise.reject(new Error('it went well')),
    (thrown: unknown) => thrown as HooklineError,
  );
}

async function helloFails(hello: unknown, nonce = NONCE): Promise<string> {
  const unit = startRawUnit();
  const failure = failureOf(receiveHello(unit.host, { nonce, timeoutMs: 1000 }));
  unit.send([HELLO, hello]);
  const error = await failure;
  expect(error.code).toBe('RPC_HANDSHAKE_FAILED');
  expect(unit.host.closeReason).toBe(error);
  await until(() => unit.received.some(([type]) => type === FATAL));
  return error.message;
}

describe('the greeting', () => {
  test('tells each side the names of the other, and the limits of the host', async () => {
    const { host, unit } = await connect({
      host: { 'log.write': () => 1 },
      unit: { render: () => 1 },
      hostOptions: { limits: { windowCalls: 7, frameBytes: 100_000 } },
    });
    expect(host.targets).toEqual(['render']);
    expect(unit.targets).toEqual(['log.write']);
    expect(unit.limits).toMatchObject({ windowCalls: 7, frameBytes: 100_000 });
    host.close(new Error('the test is over'));
  });

  test('says what the unit is, what to run, and which API is spoken', async () => {
    const [hostCarrier, unitCarrier] = memoryCarriers();
    const host = new Peer(hostCarrier, { role: 'host', side: 'plugin "acme.one"' });
    const unit = new Peer(unitCarrier, { role: 'unit', side: 'host' });
    const welcoming = sayHello(unit, { ...HELLO_OFFER, api: [1, 2] });
    const hello = await receiveHello(host, { nonce: NONCE, timeoutMs: 1000 });
    expect(hello).toMatchObject({ wire: [1], api: [1, 2], node: '20.19.0', heapLimit: 64_000_000 });
    const greeting = sayWelcome(host, {
      hello,
      api: [1, 2, 3],
      boot: { entry: 'plugin.js' },
      table: new ServingTable(),
      timeoutMs: 1000,
    });
    expect(await welcoming).toMatchObject({ wire: 1, api: 2, boot: { entry: 'plugin.js' } });
    await expect(unit.call(0, [])).rejects.toMatchObject({
      message: 'The connection to the host is closed: the greeting is not over.',
    });
    sayReady(unit, new ServingTable({ render: () => 'html' }), { hooks: 3 });
    expect(await greeting).toEqual({ api: 2, ready: { table: ['render'], about: { hooks: 3 } } });
    expect(await host.call(0, [])).toBe('html');
    host.close(new Error('the test is over'));
  });

  test('fails with a sentence that names both versions', async () => {
    expect(await helloFails({ ...RAW_HELLO, wire: [2, 3] })).toBe(
      'The plugin "acme.one" cannot be greeted: it has version 2 and 3 of the wire, and this side has version 1.',
    );
    const question = { side: 'host', what: 'plugin API', theirs: [], ours: [1] } as const;
    expect(() => agreeOnVersion(question)).toThrow(
      'The host cannot be greeted: it has version none of the plugin API, and this side has version 1.',
    );
  });

  test('fails for what is no HELLO of the unit that was started', async () => {
    expect(await helloFails({ ...RAW_HELLO, magic: 'ssh' })).toContain(
      'it said the string "ssh" instead of "hookline"',
    );
    expect(await helloFails({ ...RAW_HELLO, nonce: 'guessed' })).toContain('it is not the one that was started');
    expect(await helloFails({ ...RAW_HELLO, heapLimit: -1 })).toContain(
      'the "heapLimit" of its HELLO is the number -1',
    );
    expect(await helloFails({ ...RAW_HELLO, wire: Array(65).fill(1) })).toContain(
      '"wire" of its HELLO is an array of 65',
    );
  });

  test('fails for a READY that names no table', async () => {
    const unit = startRawUnit();
    unit.send([HELLO, RAW_HELLO]);
    const hello = await receiveHello(unit.host, { nonce: NONCE, timeoutMs: 1000 });
    const offer = { hello, api: [1], boot: null, table: new ServingTable(), timeoutMs: 1000 };
    const failure = failureOf(sayWelcome(unit.host, offer));
    unit.send([READY, { table: [1] }]);
    expect((await failure).message).toContain('the "table" of its READY is an array of 1');
  });

  test('fails when it takes too long', async () => {
    const { host } = startRawUnit();
    const error = await failureOf(receiveHello(host, { nonce: NONCE, timeoutMs: 1 }));
    expect(error.message).toBe('The plugin "acme.one" cannot be greeted: it did not say HELLO within 1 ms.');
  });

  test('fails in the unit with what the host gave up for', async () => {
    const [hostCarrier, unitCarrier] = memoryCarriers();
    const host = new Peer(hostCarrier, { role: 'host', side: 'plugin "acme.one"' });
    const unit = new Peer(unitCarrier, { role: 'unit', side: 'host' });
    const failure = failureOf(sayHello(unit, { ...HELLO_OFFER, nonce: 'guessed' }));
    await failureOf(receiveHello(host, { nonce: NONCE, timeoutMs: 1000 }));
    expect(await failure).toMatchObject({ code: 'RPC_PEER_FAILED', cause: { code: 'RPC_HANDSHAKE_FAILED' } });
  });

  test('fails in the unit for a WELCOME that it cannot follow', async () => {
    const [hostCarrier, unitCarrier] = memoryCarriers();
    const host = new Peer(hostCarrier, { role: 'host', side: 'plugin "acme.one"' });
    const unit = new Peer(unitCarrier, { role: 'unit', side: 'host' });
    const failure = failureOf(sayHello(unit, HELLO_OFFER));
    const limits = { frameBytes: 1000, windowCalls: 1, windowBytes: 1 };
    host.greet([WELCOME, { wire: 9, api: 1, table: [], limits, boot: null }]);
    expect((await failure).message).toContain('it has version 9 of the wire');
  });
});

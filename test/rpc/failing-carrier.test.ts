import { expect, test } from 'vitest';
import { Peer } from '../../src/rpc/peer.ts';
import { HELLO, READY, WELCOME } from '../../src/rpc/protocol.ts';
import { createPacket } from '../../src/rpc/packet.ts';
import type { Carrier, CarrierReceiver } from '../../src/rpc/carrier.ts';
import { RAW_HELLO } from './raw-unit.ts';

test('a carrier that cannot send ends the connection, and rejects what is in flight', async () => {
  let receiver!: CarrierReceiver;
  let isBroken = false;
  const carrier: Carrier = {
    backlog: 0,
    start: (given) => {
      receiver = given;
    },
    send: () => {
      if (isBroken) throw new Error('EPIPE');
    },
    pause: () => {},
    resume: () => {},
    close: () => {},
  };
  const reasons: Error[] = [];
  const host = new Peer(carrier, {
    role: 'host',
    side: 'plugin "acme.one"',
    onClose: (reason) => reasons.push(reason),
  });
  receiver.onPacket(createPacket(JSON.stringify([[HELLO, RAW_HELLO]]), []));
  host.greet([
    WELCOME,
    { wire: 1, api: 1, table: [], limits: { frameBytes: 1, windowCalls: 1, windowBytes: 1 }, boot: null },
  ]);
  receiver.onPacket(createPacket(JSON.stringify([[READY, { table: [], about: null }]]), []));
  isBroken = true;
  await expect(host.call(0, [])).rejects.toMatchObject({
    code: 'RPC_CLOSED',
    message: 'The connection to the plugin "acme.one" is closed: it cannot be written to: EPIPE.',
  });
  receiver.onClose('later');
  expect(reasons).toEqual([host.closeReason]);
});

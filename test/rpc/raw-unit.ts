import { createFrameCarrier } from '../../src/rpc/create-frame-carrier.ts';
import { receiveHello, sayWelcome } from '../../src/rpc/host-handshake.ts';
import { DEFAULT_LIMITS } from '../../src/rpc/limits.ts';
import { createPacket } from '../../src/rpc/packet.ts';
import type { PeerOptions } from '../../src/rpc/peer-options.ts';
import { Peer } from '../../src/rpc/peer.ts';
import { HELLO, MAGIC, READY } from '../../src/rpc/protocol.ts';
import { ServingTable } from '../../src/rpc/serving-table.ts';
import { toFrame } from '../../src/rpc/to-frame.ts';
import { HELLO_OFFER, NONCE, type Handlers } from './connection.ts';
import { createMemoryLinks, type MemoryLink } from './memory-link.ts';

/** A host whose unit writes to the wire whatever it likes. */
export interface RawUnit {
  readonly host: Peer;
  readonly hostLink: MemoryLink;
  /** Messages as JSON, in one packet. */
  send(...messages: readonly unknown[]): void;
  write(bytes: Uint8Array): void;
  /** The messages that the host has sent. */
  readonly received: readonly (readonly unknown[])[];
}

export const RAW_HELLO = { magic: MAGIC, wire: [1], ...HELLO_OFFER };

export function startRawUnit(options: Partial<PeerOptions> = {}): RawUnit {
  const [hostLink, unitLink] = createMemoryLinks();
  const frameBytes = options.limits?.frameBytes ?? DEFAULT_LIMITS.frameBytes;
  const host = new Peer(createFrameCarrier(hostLink, frameBytes), {
    role: 'host',
    side: 'plugin "acme.one"',
    ...options,
  });
  const received: (readonly unknown[])[] = [];
  createFrameCarrier(unitLink, DEFAULT_LIMITS.frameBytes).start({
    onPacket: ({ text }) => received.push(...(JSON.parse(text) as (readonly unknown[])[])),
    onBroken: (thrown) => {
      throw thrown;
    },
    onClose: () => {},
  });
  const send = (...messages: readonly unknown[]): void =>
    unitLink.write(toFrame(createPacket(JSON.stringify(messages), [])));
  return { host, hostLink, send, write: (bytes) => unitLink.write(bytes), received };
}

/** The same after the greeting; the unit has one name, "work". */
export async function openRawUnit(host: Handlers = {}, options: Partial<PeerOptions> = {}): Promise<RawUnit> {
  const unit = startRawUnit(options);
  unit.send([HELLO, RAW_HELLO]);
  const hello = await receiveHello(unit.host, { nonce: NONCE, timeoutMs: 5000 });
  unit.send([READY, { table: ['work'], about: null }]);
  await sayWelcome(unit.host, { hello, api: [1], boot: null, table: new ServingTable(host), timeoutMs: 5000 });
  return unit;
}

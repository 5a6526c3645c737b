import { MessageChannel } from 'node:worker_threads';
import type { Carrier } from '../../src/rpc/carrier.ts';
import { createFrameCarrier } from '../../src/rpc/create-frame-carrier.ts';
import { receiveHello, sayWelcome } from '../../src/rpc/host-handshake.ts';
import { DEFAULT_LIMITS } from '../../src/rpc/limits.ts';
import type { PeerOptions } from '../../src/rpc/peer-options.ts';
import { Peer } from '../../src/rpc/peer.ts';
import { type Handler, ServingTable } from '../../src/rpc/serving-table.ts';
import { sayHello, sayReady } from '../../src/rpc/unit-handshake.ts';
import { createMemoryLinks } from './memory-link.ts';
import { createPortCarrier } from '../../src/runners/port-carrier.ts';

export const NONCE = 'a nonce';
export const HELLO_OFFER = {
  api: [1],
  sdk: '0.1.0',
  node: '20.19.0',
  nonce: NONCE,
  heapLimit: 64_000_000,
  timeoutMs: 5000,
};

export type Handlers = Readonly<Record<string, Handler>>;

export interface ConnectionOptions {
  /** What the unit serves. */
  readonly unit?: Handlers;
  /** What the host serves. */
  readonly host?: Handlers;
  readonly hostOptions?: Partial<PeerOptions>;
  readonly unitOptions?: Partial<PeerOptions>;
}

export interface Connection {
  readonly host: Peer;
  readonly unit: Peer;
  readonly hostTable: ServingTable;
  readonly unitTable: ServingTable;
}

export type CreateCarriers = () => [Carrier, Carrier];

export function memoryCarriers(): [Carrier, Carrier] {
  const [left, right] = createMemoryLinks();
  return [createFrameCarrier(left, DEFAULT_LIMITS.frameBytes), createFrameCarrier(right, DEFAULT_LIMITS.frameBytes)];
}

export function portCarriers(): [Carrier, Carrier] {
  const { port1, port2 } = new MessageChannel();
  return [createPortCarrier(port1, DEFAULT_LIMITS.frameBytes), createPortCarrier(port2, DEFAULT_LIMITS.frameBytes)];
}

/** A host and a unit that have greeted each other. */
export async function connect(
  options: ConnectionOptions = {},
  create: CreateCarriers = memoryCarriers,
): Promise<Connection> {
  const [hostCarrier, unitCarrier] = create();
  const hostTable = new ServingTable(options.host);
  const unitTable = new ServingTable(options.unit);
  const host = new Peer(hostCarrier, { role: 'host', side: 'plugin "acme.one"', ...options.hostOptions });
  const unit = new Peer(unitCarrier, { role: 'unit', side: 'host', ...options.unitOptions });
  const greeting = receiveHello(host, { nonce: NONCE, timeoutMs: 5000 });
  const welcoming = sayHello(unit, HELLO_OFFER);
  const hello = await greeting;
  const greeted = sayWelcome(host, {
    hello,
    api: [1],
    boot: { entry: 'plugin.js' },
    table: hostTable,
    timeoutMs: 5000,
  });
  await welcoming;
  sayReady(unit, unitTable, {});
  await greeted;
  return { host, unit, hostTable, unitTable };
}

export function closeBoth({ host, unit }: Connection): void {
  host.close(new Error('the test is over'));
  unit.close(new Error('the test is over'));
}

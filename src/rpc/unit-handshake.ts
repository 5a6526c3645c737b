import { agreeOnVersion, WIRE_VERSIONS } from './agree-on-version.ts';
import { parseWelcome } from './parse-greeting.ts';
import type { Peer } from './peer.ts';
import { HELLO, MAGIC, READY, WELCOME, type Hello, type Welcome } from './protocol.ts';
import type { ServingTable } from './serving-table.ts';

export interface HelloOffer extends Omit<Hello, 'magic' | 'wire'> {
  /** How long to wait for the WELCOME, in milliseconds. A unit that is kept as a spare waits for long. */
  readonly timeoutMs: number;
}

/**
 * Says HELLO and waits for the WELCOME, whose limits hold from then on.
 *
 * @throws RPC_HANDSHAKE_FAILED; what the host gave up for, as the cause of RPC_PEER_FAILED; the connection is closed then
 */
export async function sayHello(peer: Peer, { timeoutMs, ...offer }: HelloOffer): Promise<Welcome> {
  peer.greet([HELLO, { magic: MAGIC, wire: WIRE_VERSIONS, ...offer }]);
  try {
    const welcome = parseWelcome(peer.side, await peer.greeted(WELCOME, timeoutMs));
    agreeOnVersion({ side: peer.side, what: 'wire', theirs: [welcome.wire], ours: WIRE_VERSIONS });
    agreeOnVersion({ side: peer.side, what: 'plugin API', theirs: [welcome.api], ours: offer.api });
    peer.adopt(welcome.limits);
    peer.targets = welcome.table;
    return welcome;
  } catch (thrown) {
    peer.fail(thrown as Error);
    throw thrown;
  }
}

/** Says that the plugin is loaded, and what the host can call. From then on there can be calls in both directions. */
export function sayReady(peer: Peer, table: ServingTable, about: unknown): void {
  peer.serve(table);
  peer.greet([READY, { table: table.names, about }]);
}

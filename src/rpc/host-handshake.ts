import type { Peer } from './peer.ts';
import { agreeOnVersion, WIRE_VERSIONS } from './agree-on-version.ts';
import { HELLO, READY, WELCOME, WIRE_VERSION, type Hello, type Ready } from './protocol.ts';
import { parseHello, parseReady } from './parse-greeting.ts';
import { handshakeFailed } from './rpc-errors.ts';
import type { ServingTable } from './serving-table.ts';

export interface HelloExpectation {
  /** What the unit was started with, and has to repeat. */
  readonly nonce: string;
  readonly timeoutMs: number;
}

/**
 * Waits for the HELLO of a unit and checks it. The unit may wait for its WELCOME as long as the host likes.
 *
 * @throws RPC_HANDSHAKE_FAILED, with a sentence that names both versions; the connection is closed then
 */
export async function receiveHello(peer: Peer, { nonce, timeoutMs }: HelloExpectation): Promise<Hello> {
  return orFail(peer, async () => {
    const hello = parseHello(peer.side, await peer.greeted(HELLO, timeoutMs));
    if (hello.nonce !== nonce) throw handshakeFailed(peer.side, 'it is not the one that was started');
    agreeOnVersion({ side: peer.side, what: 'wire', theirs: hello.wire, ours: WIRE_VERSIONS });
    return hello;
  });
}

export interface WelcomeOffer {
  readonly hello: Hello;
  /** The versions of the plugin API that the host has; the highest that the unit has as well is used. */
  readonly api: readonly number[];
  readonly boot: unknown;
  /** What the unit can call. */
  readonly table: ServingTable;
  readonly timeoutMs: number;
}

/** What was agreed upon. */
export interface Greeted {
  readonly api: number;
  readonly ready: Ready;
}

/**
 * Says WELCOME and waits until the plugin is loaded; after that there can be calls.
 *
 * @throws RPC_HANDSHAKE_FAILED; what the unit gave up for, as the cause of RPC_PEER_FAILED; the connection is closed then
 */
export async function sayWelcome(peer: Peer, offer: WelcomeOffer): Promise<Greeted> {
  const { hello, table, boot, timeoutMs } = offer;
  return orFail(peer, async () => {
    const api = agreeOnVersion({ side: peer.side, what: 'plugin API', theirs: hello.api, ours: offer.api });
    const { frameBytes, windowCalls, windowBytes } = peer.limits;
    peer.serve(table);
    const limits = { frameBytes, windowCalls, windowBytes };
    peer.greet([WELCOME, { wire: WIRE_VERSION, api, table: table.names, limits, boot }]);
    const ready = parseReady(peer.side, await peer.greeted(READY, timeoutMs));
    peer.targets = ready.table;
    return { api, ready };
  });
}

async function orFail<Result>(peer: Peer, greet: () => Promise<Result>): Promise<Result> {
  try {
    return await greet();
  } catch (thrown) {
    peer.fail(thrown as Error);
    throw thrown;
  }
}

/**
 * The other side of every contestant of `calls.mjs`, in one thread and in one process: an idle connection costs nothing. A thread
 * gets ports, a process the file descriptors 3 (raw frames) and 4 (Hookline).
 */
// oxlint-disable unicorn/require-post-message-target-origin -- ports have no origins
import { Socket } from 'node:net';
import { isMainThread, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import * as comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createFrameCarrier } from '../../dist/src/rpc/create-frame-carrier.js';
import { DEFAULT_LIMITS } from '../../dist/src/rpc/limits.js';
import { Peer } from '../../dist/src/rpc/peer.js';
import { ServingTable } from '../../dist/src/rpc/serving-table.js';
import { transfer } from '../../dist/src/rpc/transfer.js';
import { sayHello, sayReady } from '../../dist/src/rpc/unit-handshake.js';
import { createPortCarrier } from '../../dist/src/runners/port-carrier.js';
import { createSocketLink } from '../../dist/src/runners/socket-link.js';
import { SyncChannel } from '../../dist/src/runners/sync-channel.js';
import { openFramed } from './framed.mjs';

const { frameBytes } = DEFAULT_LIMITS;

if (isMainThread) {
  const send = openFramed(new Socket({ fd: 3 }), (message) => send(message));
  await serve(createFrameCarrier(createSocketLink(new Socket({ fd: 4 })), frameBytes));
} else {
  const { raw, birpc, comlink: port, hookline, sync } = workerData;
  raw.on('message', (message) => raw.postMessage(message));
  createBirpc({ echo }, { post: (data) => birpc.postMessage(data), on: (receive) => birpc.on('message', receive) });
  comlink.expose({ echo }, nodeEndpoint(port));
  const channel = new SyncChannel({ ...sync, role: 'unit', side: 'host', serve: (_, [value]) => value });
  sync.port.on('message', (data) => channel.receive(data));
  await serve(createPortCarrier(hookline, frameBytes));
}

function echo(value) {
  return value;
}

async function serve(carrier) {
  let abortedAt;
  const peer = new Peer(carrier, { role: 'unit', side: 'host' });
  const handlers = {
    echo: ([value]) => value,
    nothing: () => {},
    fail: () => {
      throw new Error('The page cannot be read.', { cause: new Error('There is no such file.') });
    },
    // Calls a service of the host before it answers.
    nested: async ([value]) => peer.call(0, [value], { timeoutMs: 5000 }),
    move: ([bytes]) => transfer(bytes),
    // Answers when it is aborted.
    wait: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          abortedAt = process.hrtime.bigint();
          resolve();
        });
      }),
    // Calls are served in their order: the abort has come by now.
    abortedAt: () => abortedAt,
    cpu: () => cpuMs(),
  };
  const about = {
    api: [1],
    sdk: '0.1.0',
    node: process.versions.node,
    nonce: 'bench',
    heapLimit: 0,
    timeoutMs: 10_000,
  };
  await sayHello(peer, about);
  sayReady(peer, new ServingTable(handlers), null);
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

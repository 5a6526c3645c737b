import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import * as comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createFrameCarrier } from '../../dist/src/rpc/create-frame-carrier.js';
import { receiveHello, sayWelcome } from '../../dist/src/rpc/host-handshake.js';
import { DEFAULT_LIMITS } from '../../dist/src/rpc/limits.js';
import { Peer } from '../../dist/src/rpc/peer.js';
import { ServingTable } from '../../dist/src/rpc/serving-table.js';
import { createPortCarrier } from '../../dist/src/runners/port-carrier.js';
import { createSocketLink } from '../../dist/src/runners/socket-link.js';
import { createSyncCounters, SyncChannel } from '../../dist/src/runners/sync-channel.js';
import { openFramed } from './framed.mjs';

const UNIT = new URL('./unit.mjs', import.meta.url);
const { frameBytes } = DEFAULT_LIMITS;

/** Starts the thread of `unit.mjs` and gives one connection of each kind to it. */
export async function connectThread() {
  const channels = Object.fromEntries(
    ['raw', 'birpc', 'comlink', 'hookline', 'sync'].map((name) => [name, new MessageChannel()]),
  );
  const counters = createSyncCounters();
  const [near, far] = ['port1', 'port2'].map((end) =>
    Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, channel[end]])),
  );
  const worker = new Worker(UNIT, {
    workerData: { ...far, sync: { port: far.sync, counters } },
    transferList: Object.values(far),
  });
  const peer = await greet(createPortCarrier(near.hookline, frameBytes));
  const sync = new SyncChannel({ port: near.sync, counters, role: 'host', side: 'unit', serve: () => {} });
  return {
    peer,
    raw: answers((onMessage) => {
      near.raw.on('message', onMessage);
      return (message, transfers) => near.raw.postMessage(message, transfers);
    }),
    birpc: toBirpc(near.birpc),
    comlink: comlink.wrap(nodeEndpoint(near.comlink)),
    callSync: (value) => sync.call(0, [value], { name: 'echo', timeoutMs: 5000 }),
    end: () => worker.terminate(),
  };
}

/** Starts the process of `unit.mjs`. */
export async function connectProcess() {
  const child = spawn(process.execPath, [fileURLToPath(UNIT)], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
  });
  const [, , , frames, hookline] = child.stdio;
  const peer = await greet(createFrameCarrier(createSocketLink(hookline), frameBytes));
  return { peer, framed: answers((onMessage) => openFramed(frames, onMessage)), end: () => child.kill('SIGKILL') };
}

/** What a host has to do by hand to know which answer is whose. */
function answers(open) {
  const waiting = new Map();
  let last = 0;
  const send = open(([id, value]) => {
    waiting.get(id)(value);
    waiting.delete(id);
  });
  return (value, transfers) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      send([last, value], transfers);
    });
}

function toBirpc(port) {
  return createBirpc({}, { post: (data) => port.postMessage(data), on: (receive) => port.on('message', receive) });
}

async function greet(carrier) {
  const peer = new Peer(carrier, { role: 'host', side: 'unit' });
  const hello = await receiveHello(peer, { nonce: 'bench', timeoutMs: 10_000 });
  const table = new ServingTable({ service: ([value]) => value });
  await sayWelcome(peer, { hello, api: [1], boot: null, table, timeoutMs: 10_000 });
  return peer;
}

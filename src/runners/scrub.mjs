/**
 * Runs in the thread or process of a plugin, before its code, and takes away what the permission model leaves open. It is a
 * seat belt and no boundary: it stops what is done by mistake and the usual ways of malice, but code that shares a heap with
 * it can look for what it forgot.
 *
 * Plain JavaScript without dependencies: every version of Node has to run it as it is, and fast.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import module, { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import v8 from 'node:v8';
import workerThreads from 'node:worker_threads';
import { refuseModules } from './refuse-modules.mjs';
import { takeAway, takeAwayFunctions } from './take-away.mjs';

/** Signals and debuggers reach other processes; bindings, users and reports reach past the permission model. */
const OF_PROCESS = [
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  'binding',
  '_linkedBinding',
  '_getActiveHandles',
  '_getActiveRequests',
  'execve',
  'setuid',
  'seteuid',
  'setgid',
  'setegid',
  'setgroups',
  'initgroups',
];

/** @param {{ net: boolean, exec: boolean, native: boolean }} granted What the plugin keeps. */
export function scrub(granted) {
  ignoreInspector();
  takeFromProcess(granted);
  takeFromThreads();
  if (!granted.exec) takeAwayFunctions(childProcess, 'child_process');
  if (!granted.net) takeNetwork();
  takeAway(os, ['setPriority'], 'os');
  takeAway(v8, ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit', 'writeHeapSnapshot'], 'v8');
  refuseModules(granted);
  // A hook of the plugin would run before the one that refuses modules.
  takeAway(module, ['register', 'registerHooks'], 'module');
  syncBuiltinESMExports();
}

/** Without `--disable-sigusr1` another plugin could wake the inspector of this process. */
function ignoreInspector() {
  if (!workerThreads.isMainThread || process.platform === 'win32') return;
  if (!process.execArgv.includes('--disable-sigusr1')) process.on('SIGUSR1', () => {});
}

/** @param {{ native: boolean }} granted */
function takeFromProcess({ native }) {
  takeAway(process, OF_PROCESS, 'process');
  if (!native) takeAway(process, ['dlopen'], 'process');
  // In a thread the report holds the environment of the host. Libraries expect that there may be none.
  Reflect.deleteProperty(process, 'report');
  Reflect.defineProperty(process, 'report', { value: undefined, writable: false, configurable: false });
}

/** Threads of a process share channels and locks by name, and a new thread could drop every restriction. */
function takeFromThreads() {
  takeAway(workerThreads, ['Worker', 'BroadcastChannel', 'postMessageToThread'], 'worker_threads');
  takeAway(globalThis, ['BroadcastChannel', 'Worker'], 'globalThis');
  const shared = [workerThreads.locks, globalThis.navigator?.locks];
  for (const locks of shared) {
    if (locks) takeAway(Object.getPrototypeOf(locks), ['request', 'query'], 'locks');
  }
}

/**
 * HTTP, TLS and `fetch` all end in these few functions, so their modules can still be imported by libraries that would
 * use them only now and then. What is open already, such as the channel to the host, goes on.
 */
function takeNetwork() {
  takeAway(net, ['connect', 'createConnection', '_createServerHandle'], 'net');
  takeAway(net.Socket.prototype, ['connect'], 'net.Socket');
  takeAway(net.Server.prototype, ['listen', '_listen2'], 'net.Server');
  takeAwayFunctions(dgram.Socket.prototype, 'dgram.Socket');
  takeAwayFunctions(dgram, 'dgram');
  takeNames(dns, 'dns');
  takeNames(dns.promises, 'dns.promises');
  takeAway(globalThis, ['fetch', 'WebSocket', 'EventSource'], 'globalThis');
  // oxlint-disable-next-line no-restricted-properties -- nothing is printed
  if (workerThreads.isMainThread) [process.stdout, process.stderr].forEach(takePipes);
}

/** @param {typeof dns | typeof dns.promises} names */
function takeNames(names, label) {
  takeAwayFunctions(names.Resolver.prototype, `${label}.Resolver`);
  takeAwayFunctions(names, label);
}

/** The handle below a stream would open connections by itself. */
function takePipes(stream) {
  const handle = Reflect.get(stream, '_handle');
  if (handle) takeAway(Object.getPrototypeOf(handle), ['bind', 'connect', 'listen'], 'handle');
}

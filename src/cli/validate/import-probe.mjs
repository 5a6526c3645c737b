/**
 * Imports the entry of a plugin and tells through descriptor 3 what that touches: one JSON document a line, at once, so that
 * nothing is lost if the import ends the process. What leaves the folder of the plugin is refused as well as told. Node itself
 * refuses writing, programs and threads in this process; see import-findings.ts.
 *
 * Plain JavaScript without dependencies: every version of Node has to run it as it is.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { sep } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import workerThreads from 'node:worker_threads';

const [, , folder, entry, ownCode] = process.argv;
const write = fs.writeSync;
const tell = (document) => void write(3, `${JSON.stringify(document)}\n`);

const SELF = import.meta.url;

/** Files of the stack from the caller on, with their places; those of Node have no path. */
function callers() {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const lines = (new Error('stack').stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = limit;
  return lines.filter((line) => !line.includes(SELF)).map(toFrame);
}

function toFrame(line) {
  const [, where = '', row = '1', column = '1'] =
    /\(?((?:file:|node:|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/.exec(line) ?? [];
  const file = where.startsWith('file:') ? fileURLToPath(where.replace(/\?.*$/, '')) : where;
  return { file, line: Number(row), column: Number(column) };
}

/** Whether it is code of a plugin that does this; then it is told. */
function touch(kind, what) {
  const frames = callers();
  const caller = frames[0]?.file ?? '';
  if (caller === '' || caller.startsWith('node:') || caller.startsWith(ownCode)) return false;
  const own = frames.filter(({ file }) => file.startsWith(folder + sep));
  const place = own.find(({ file }) => !file.includes(`${sep}node_modules${sep}`)) ?? own[0];
  tell({ kind, what: String(what).slice(0, 500), ...place });
  return true;
}

function refusal(what) {
  return Object.assign(new Error(`Access to ${what} is refused while the plugin is imported.`), {
    code: 'ERR_ACCESS_DENIED',
  });
}

/** Puts a function around another one; `isAllowed` says of a call that was told whether it is made. */
function wrap(owner, name, { kind, nameOf = () => name, isTold = () => true, isAllowed = () => false }) {
  const isPromised = owner === fs.promises || owner === dns.promises || name === 'fetch';
  const original = owner[name];
  if (typeof original !== 'function') return;
  const around = function (...args) {
    if (isTold(args)) {
      const what = nameOf(args);
      if (touch(kind, what) && !isAllowed(args)) {
        if (isPromised) return Promise.reject(refusal(what));
        throw refusal(what);
      }
    }
    return new.target === undefined
      ? Reflect.apply(original, this, args)
      : Reflect.construct(original, args, new.target);
  };
  Object.setPrototypeOf(around, original);
  around.prototype = original.prototype;
  try {
    owner[name] = around;
  } catch {
    // A name that cannot be replaced is left as it is.
  }
}

function pathOf(value) {
  if (value instanceof URL) return value.protocol === 'file:' ? fileURLToPath(value) : undefined;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return typeof value === 'string' ? value : undefined;
}

const WRITES =
  /^(?:append|chmod|chown|copy|cp|createWrite|lchmod|lchown|link|lutimes|mkdir|mkdtemp|rename|rm|symlink|truncate|unlink|utimes|write)/;

function watchFiles(owner) {
  for (const name of Object.keys(owner)) {
    if (!/^[a-z]/.test(name) || name === 'promises') continue;
    const isWrite = WRITES.test(name);
    wrap(owner, name, {
      kind: isWrite ? 'write' : 'read',
      nameOf: ([path]) => pathOf(path),
      isTold: ([path]) => pathOf(path) !== undefined,
      isAllowed: ([path, flags]) => {
        const isOpenedToWrite =
          name.startsWith('open') &&
          (typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(String(flags ?? 'r')));
        const file = pathOf(path);
        const isOwn = file.startsWith(folder + sep) || !/^(?:\/|[A-Za-z]:)/.test(file);
        return !isWrite && !isOpenedToWrite && isOwn;
      },
    });
  }
}

const addressOf =
  (name) =>
  ([first, second]) => {
    if (typeof first === 'string' || first instanceof URL) return String(first);
    if (typeof first === 'number') return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
    const { host, hostname, port, path } = first ?? {};
    const address = [hostname ?? host, port].filter((part) => part !== undefined).join(':');
    return address === '' ? (path ?? name) : address;
  };

function watchNetwork(owner, names) {
  for (const name of names) wrap(owner, name, { kind: 'network', nameOf: addressOf(name) });
}

function functionsOf(owner) {
  return Object.keys(owner).filter((name) => /^[a-z]/.test(name) && typeof owner[name] === 'function');
}

const isName = (name) => typeof name === 'string';

function watchEnvironment() {
  const { env } = process;
  process.env = new Proxy(env, {
    get: (target, name) => {
      if (isName(name)) touch('environment', name);
      return target[name];
    },
    has: (target, name) => {
      if (isName(name)) touch('environment', name);
      return name in target;
    },
    ownKeys: (target) => {
      touch('environment', 'all variables');
      return Reflect.ownKeys(target);
    },
  });
}

watchFiles(fs);
watchFiles(fs.promises);
watchNetwork(net, ['connect', 'createConnection']);
watchNetwork(net.Socket.prototype, ['connect']);
watchNetwork(net.Server.prototype, ['listen']);
watchNetwork(tls, ['connect']);
watchNetwork(http, ['request', 'get']);
watchNetwork(https, ['request', 'get']);
watchNetwork(http2, ['connect']);
watchNetwork(dgram, ['createSocket']);
for (const names of [dns, dns.promises]) {
  watchNetwork(
    names,
    functionsOf(names).filter((name) => /^(?:lookup|resolve|reverse)/.test(name)),
  );
}
watchNetwork(globalThis, ['fetch', 'WebSocket', 'EventSource']);
for (const name of functionsOf(childProcess)) {
  wrap(childProcess, name, { kind: 'program', nameOf: ([file]) => String(file) });
}
wrap(workerThreads, 'Worker', { kind: 'thread', nameOf: ([file]) => String(file) });
watchEnvironment();
syncBuiltinESMExports();

try {
  await import(pathToFileURL(entry).href);
  tell({ kind: 'done' });
} catch (thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const frame = String(thrown?.stack ?? '')
    .split('\n')
    .map(toFrame)
    .find(({ file }) => file.startsWith(folder + sep));
  tell({ kind: 'failed', what: message.slice(0, 500), isRefusal: thrown?.code === 'ERR_ACCESS_DENIED', ...frame });
}
// What the import has left running is none of our business here.
process.reallyExit(0);

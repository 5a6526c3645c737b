/**
 * Goals 1 to 9: round trips to a thread and to a process, beside the same by hand and with other libraries. Prints figures as JSON:
 * microseconds for a call, or CPU time of both sides for one.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { transfer } from '../../dist/src/rpc/transfer.js';
import { connectProcess, connectThread } from './connect.mjs';
import { startManager, withPlugin } from './managed.mjs';
import { leastOf, quantileOf, timeOfEach, timeOfEachOfMany } from './rounds.mjs';

const { rounds, share } = JSON.parse(process.argv[2]);
const SMALL = { title: 'x'.repeat(120), order: 1, tags: ['a', 'b', 'c'], draft: true };
const LARGE = { items: Array.from({ length: 90 }, toItem) };
const HUGE = { items: Array.from({ length: 9000 }, toItem) };
const MEBIBYTE = 2 ** 20;

const thread = await connectThread();
const child = await connectProcess();
/** A deadline and a signal are on in every call of Hookline. */
const OPTIONS = { timeoutMs: 5000, signal: new AbortController().signal };
const inThread = (name, ...args) => thread.peer.call(thread.peer.targetOf(name), args, OPTIONS);
const inChild = (name, ...args) => child.peer.call(child.peer.targetOf(name), args, OPTIONS);

function toItem(_, n) {
  return { id: n, name: `item ${n}`, tags: ['a', 'b'], text: 'lorem ipsum dolor '.repeat(2), ok: true };
}

function inTurn(contestants, count) {
  const timed = Object.entries(contestants).map(([name, call]) => [
    name,
    () => timeOfEach(call, Math.ceil(count * share)),
  ]);
  return leastOf(Object.fromEntries(timed), rounds);
}

/** In one go, so that errors and results are not what was compiled for last. */
async function measureTrips() {
  return {
    small: await inTurn(
      {
        raw: () => thread.raw(SMALL),
        framed: () => child.framed(SMALL),
        birpc: () => thread.birpc.echo(SMALL),
        comlink: () => thread.comlink.echo(SMALL),
        worker: () => inThread('echo', SMALL),
        process: () => inChild('echo', SMALL),
        nested: () => inThread('nested', SMALL),
        failed: () => inThread('fail', SMALL).catch(() => {}),
        failedInProcess: () => inChild('fail', SMALL).catch(() => {}),
        sync: async () => thread.callSync(SMALL),
      },
      600,
    ),
    large: await inTurn({ raw: () => thread.raw(LARGE), worker: () => inThread('echo', LARGE) }, 100),
    huge: await inTurn({ raw: () => thread.raw(HUGE), worker: () => inThread('echo', HUGE) }, 2),
    bytes: await measureBytes(),
  };
}

async function measureBytes() {
  const copied = new Uint8Array(MEBIBYTE);
  let moved = new Uint8Array(MEBIBYTE);
  return inTurn(
    {
      nothing: () => inThread('nothing'),
      copied: () => thread.raw(copied),
      moved: async () => {
        moved = await inThread('move', transfer(moved));
      },
    },
    500,
  );
}

/** 128 calls in flight; CPU time of both sides. */
async function measureThroughput() {
  const contestants = {
    raw: () => thread.raw(SMALL),
    framed: () => child.framed(SMALL),
    worker: () => inThread('echo', SMALL),
    process: () => inChild('echo', SMALL),
  };
  const count = Math.ceil(5000 * share);
  const cpu = {};
  const timed = Object.entries(contestants).map(([name, call]) => [
    name,
    async () => {
      const before = await cpuOfAll();
      const time = await timeOfEachOfMany(call, count);
      cpu[name] = Math.min(cpu[name] ?? Infinity, (((await cpuOfAll()) - before) * 1000) / count);
      return time;
    },
  ]);
  return { time: await leastOf(Object.fromEntries(timed), rounds), cpu };
}

async function cpuOfAll() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + (await inChild('cpu'));
}

/** Milliseconds from `abort()` until the caller is settled, and until the plugin's signal fires: medians. */
async function measureAborts() {
  const [settled, fired] = [[], []];
  for (let n = 0; n < Math.ceil(200 * share); n++) {
    const controller = new AbortController();
    const call = thread.peer.call(thread.peer.targetOf('wait'), [], { timeoutMs: 5000, signal: controller.signal });
    await wait(2);
    const start = process.hrtime.bigint();
    controller.abort();
    await call.catch(() => {});
    settled.push(toMs(process.hrtime.bigint() - start));
    fired.push(toMs((await inThread('abortedAt')) - start));
  }
  return { settled: quantileOf(settled, 0.5), fired: quantileOf(fired, 0.5) };
}

function toMs(nanoseconds) {
  return Number(nanoseconds) / 1e6;
}

/** What a host has of it: a hook with a time limit, called through the manager. */
async function measureManaged() {
  return withPlugin('export default { hooks: { work: ({ page }) => page } };\n', async (folder) => {
    const managers = {};
    for (const runner of ['worker', 'process']) managers[runner] = await startManager(folder, runner, 5000);
    const figures = await inTurn(
      {
        raw: () => thread.raw(SMALL),
        worker: () => managers.worker.hooks.execute('work', { page: SMALL }),
        process: () => managers.process.hooks.execute('work', { page: SMALL }),
      },
      600,
    );
    for (const manager of Object.values(managers)) await manager.stop();
    return figures;
  });
}

const figures = {
  trips: await measureTrips(),
  throughput: await measureThroughput(),
  aborts: await measureAborts(),
  managed: await measureManaged(),
};
thread.peer.close(new Error('measured'));
child.end();
await thread.end();
process.stdout.write(JSON.stringify(figures));

/** Goals 13 to 16: what a plugin that misbehaves costs its host. Prints milliseconds and MiB as JSON. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { connectUnit } from '../../dist/src/runners/connect-unit.js';
import { spawnProcess } from '../../dist/src/runners/process-body.js';
import { startProcessUnit } from '../../dist/src/runners/start-process-unit.js';
import { startThread } from '../../dist/src/runners/thread-body.js';
import { startManager, withPlugin } from './managed.mjs';
import { HOGS, MISBEHAVIOURS, toFlood, toPlugin } from './misbehaviours.mjs';
import { activate, toRequest } from './plugin-unit.mjs';
import { quantileOf } from './rounds.mjs';
import { watchLoop } from './watch-loop.mjs';

const { kills, floods } = JSON.parse(process.argv[2]);
const STUCK = toPlugin('if (page !== 0) for (;;);');
const DEADLINE_MS = 200;
const LIMIT_MB = 64;
/** What the watchdog allows a process: room for Node itself comes on top. */
const MOST_MB = LIMIT_MB + 64;

/** How much later than its deadline the call of a hook is settled whose hookimpl is stuck. */
async function measureDeadline(runner) {
  return withPlugin(STUCK, async (folder) => {
    const manager = await startManager(folder, runner, DEADLINE_MS);
    const before = performance.now();
    await manager.hooks.execute('work', { page: 1 });
    const late = performance.now() - before - DEADLINE_MS;
    await manager.stop();
    return late;
  });
}

/** From the kill of a unit that is stuck until it is gone. */
async function measureKills(runner) {
  const times = [];
  await withPlugin(STUCK, async (folder) => {
    for (let n = 0; n < kills; n++) {
      const request = toRequest(folder, runner);
      const body = await (runner === 'worker' ? startThread : spawnProcess)(request);
      const unit = await connectUnit(request, body);
      const call = await activate(unit);
      call().catch(() => {});
      await wait(30);
      const before = performance.now();
      body.kill();
      await unit.exited;
      times.push(performance.now() - before);
    }
  });
  return quantileOf(times, 0.99);
}

/** What becomes of the calls, and how late the event loop of the host is at most. */
async function measureMisbehaviours() {
  const figures = {};
  for (const [name, body] of Object.entries(MISBEHAVIOURS)) {
    figures[name] = await withPlugin(toPlugin(body), async (folder) => {
      const unit = await startProcessUnit(toRequest(folder, 'process', { memoryMb: LIMIT_MB, hangMs: 1000 }));
      const call = await activate(unit);
      const loop = watchLoop();
      await wait(20);
      const outcome = await Promise.race([call().then(describe, describe), unit.exited.then(({ reason }) => reason)]);
      await wait(20);
      loop.end();
      await unit.stop();
      return { outcome, late: loop.longest };
    });
  }
  return figures;
}

function describe(settled) {
  return settled instanceof Error ? settled.message.split('\n')[0].slice(0, 200) : `answered with a ${typeof settled}`;
}

async function measureFlood() {
  return withPlugin(toFlood(floods), async (folder) => {
    let lines = 0;
    let most = 0;
    const unit = await startProcessUnit(toRequest(folder, 'process', { hangMs: Infinity }));
    const call = await activate(unit, () => {
      lines += 1;
      if (lines % 1000 === 0) most = Math.max(most, process.memoryUsage.rss());
    });
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    const loop = watchLoop();
    const start = performance.now();
    await call();
    const time = performance.now() - start;
    loop.end();
    await unit.stop();
    if (lines !== floods) throw new Error(`only ${lines} messages arrived`);
    return { time, late: loop.longest, grownMb: (most - before) / 2 ** 20 };
  });
}

/** How far beyond its limit a process gets before it is gone, and for how long. */
async function measureHog(body) {
  return withPlugin(toPlugin(body), async (folder) => {
    const unit = await startProcessUnit(toRequest(folder, 'process', { memoryMb: LIMIT_MB, hangMs: Infinity }));
    const call = await activate(unit);
    let peak = 0;
    let crossedAt;
    const timer = setInterval(() => {
      peak = Math.max(peak, residentMb(unit.pid));
      if (peak > MOST_MB) crossedAt ??= performance.now();
    }, 2);
    call().catch(() => {});
    const { reason } = await unit.exited;
    const gone = performance.now();
    clearInterval(timer);
    return { reason, beyondMb: Math.max(0, peak - MOST_MB), overMs: crossedAt === undefined ? 0 : gone - crossedAt };
  });
}

function residentMb(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function measureHogs() {
  if (process.platform !== 'linux') return undefined;
  const figures = {};
  for (const [name, body] of Object.entries(HOGS)) figures[name] = await measureHog(body);
  return figures;
}

// Units do not keep their host alive.
const alive = setInterval(() => {}, 1000);
const figures = {
  deadline: { worker: await measureDeadline('worker'), process: await measureDeadline('process') },
  kill: { worker: await measureKills('worker'), process: await measureKills('process') },
  misbehaviours: await measureMisbehaviours(),
  flood: await measureFlood(),
  hogs: await measureHogs(),
};
clearInterval(alive);
process.stdout.write(JSON.stringify(figures));

/**
 * Goals 10 to 12: how long it takes until a plugin answers, and how much memory it needs beyond an empty thread or process. Prints
 * milliseconds and MiB as JSON.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { spawnProcess } from '../../dist/src/runners/process-body.js';
import { startProcessUnit } from '../../dist/src/runners/start-process-unit.js';
import { startWorkerUnit } from '../../dist/src/runners/start-worker-unit.js';
import { startThread } from '../../dist/src/runners/thread-body.js';
import { createWarmUnits } from '../../dist/src/runners/warm-units.js';
import { startEmptyProcess, startEmptyThread } from './empty-unit.mjs';
import { withPlugin } from './managed.mjs';
import { activate, toRequest } from './plugin-unit.mjs';
import { leastOf, quantileOf } from './rounds.mjs';

const { rounds } = JSON.parse(process.argv[2]);
const CODE = 'export default { activate() {}, hooks: { work: () => 1 } };\n';
const STARTS = { worker: startWorkerUnit, process: startProcessUnit };
const BODIES = { worker: startThread, process: spawnProcess };

/** How long it takes until it has said a word: of a plugin, that it is loaded. */
function timed(start) {
  return async () => {
    const before = performance.now();
    const unit = await start();
    const time = performance.now() - before;
    await unit.stop();
    return time;
  };
}

async function measureCold(folder) {
  return leastOf(
    {
      emptyThread: timed(startEmptyThread),
      worker: timed(() => startWorkerUnit(toRequest(folder, 'worker'))),
      emptyProcess: timed(startEmptyProcess),
      process: timed(() => startProcessUnit(toRequest(folder, 'process'))),
    },
    rounds,
  );
}

/** From the start to the first answer, with a spare and without; from the kill of a unit until its successor answers. */
async function measureWarm(folder, runner) {
  const cold = [];
  const warm = [];
  const again = [];
  for (let round = 0; round < rounds; round++) {
    const units = createWarmUnits(BODIES);
    cold.push(await timeToAnswer(() => STARTS[runner](toRequest(folder, runner))));
    const first = await units.start(runner, toRequest(folder, runner));
    await wait(300);
    warm.push(await timeToAnswer(() => units.start(runner, toRequest(folder, runner))));
    await wait(300);
    if (first.pid !== undefined) again.push(await timeToAnswer(() => succeed(units, folder, first)));
    await first.stop();
    units.drop();
  }
  const medians = { cold: quantileOf(cold, 0.5), warm: quantileOf(warm, 0.5) };
  return again.length === 0 ? medians : { ...medians, again: quantileOf(again, 0.5) };
}

async function succeed(units, folder, { pid, exited }) {
  process.kill(pid, 'SIGKILL');
  await exited;
  return units.start('process', toRequest(folder, 'process'));
}

async function timeToAnswer(start) {
  const before = performance.now();
  const unit = await start();
  const call = await activate(unit);
  if ((await call()) !== 1) throw new Error('the plugin did not answer');
  const time = performance.now() - before;
  await unit.stop();
  return time;
}

const UNITS = 6;

/** MiB for each of some units that lie idle: those of this process, or of their own. */
async function measureMemory(start, toPids) {
  const before = toPids === thisPid ? privateMb([process.pid]) : 0;
  const units = [];
  for (let n = 0; n < UNITS; n++) units.push(await start());
  await wait(1000);
  const used = privateMb(toPids(units)) - before;
  await Promise.all(units.map((unit) => unit.stop()));
  return used / UNITS;
}

function privateMb(pids) {
  const rows = pids.flatMap((pid) => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Private_.*$/gm));
  return rows.reduce((sum, row) => sum + Number(/\d+/.exec(row)[0]), 0) / 1024;
}

function pidsOf(units) {
  return units.map(({ pid }) => pid);
}

function thisPid() {
  return [process.pid];
}

async function measureUnits(folder) {
  if (process.platform !== 'linux') return undefined;
  // What a thread leaves behind is used by the next: the first ones are not counted.
  await measureMemory(startEmptyThread, thisPid);
  return {
    emptyThread: await measureMemory(startEmptyThread, thisPid),
    worker: await measureMemory(() => startWorkerUnit(toRequest(folder, 'worker')), thisPid),
    emptyProcess: await measureMemory(startEmptyProcess, pidsOf),
    process: await measureMemory(() => startProcessUnit(toRequest(folder, 'process')), pidsOf),
  };
}

// Units do not keep their host alive.
const alive = setInterval(() => {}, 1000);
await withPlugin(CODE, async (folder) => {
  const figures = {
    cold: await measureCold(folder),
    warm: { worker: await measureWarm(folder, 'worker'), process: await measureWarm(folder, 'process') },
    memory: await measureUnits(folder),
  };
  process.stdout.write(JSON.stringify(figures));
});
clearInterval(alive);

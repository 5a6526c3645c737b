// Fails if `hookline --help` takes longer than its budget with ten plugins. What counts is the time of the processor: how long
// somebody waits depends on what else the computer does, and is printed beside it.
import { spawnSync } from 'node:child_process';
import { COMMAND, toFigures, writeHost } from '../bench/cli.mjs';
import { withPlugins } from '../bench/manager-plugins.mjs';

const PLUGINS = 10;
const RUNS = 20;
const BUDGET_MS = 300;

/** Loaded in front of the command: prints the microseconds of the process when it ends. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(2, String(user + system));
  });
`)}`;

const runs = await withPlugins(PLUGINS, async (folder) => {
  writeHost(folder);
  // The first one works out what the plugins contribute.
  help(folder);
  return Array.from({ length: RUNS }, () => help(folder));
});
const busy = toFigures(runs.map(({ cpuMs }) => cpuMs));
const waited = toFigures(runs.map(({ ms }) => ms));
console.log(`hookline --help with ${PLUGINS} plugins, 95th percentile of ${RUNS} runs:`);
console.log(
  `${busy.p95.toFixed(0)} ms of the processor (budget: ${BUDGET_MS} ms), ${waited.p95.toFixed(0)} ms on the clock`,
);
if (busy.p95 > BUDGET_MS) process.exitCode = 1;

function help(cwd) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL, COMMAND, '--help'], {
    cwd,
    encoding: 'utf8',
  });
  const told = /\d+$/.exec(stderr);
  if (status !== 0 || told === null) throw new Error(`"hookline --help" ended with ${status}: ${stderr}`);
  return { ms: performance.now() - start, cpuMs: Number(told[0]) / 1000 };
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { withPlugins } from './manager-plugins.mjs';
import { medianOf } from './measure.mjs';
import { runChild, toChildPath } from './run-child.mjs';

const run = promisify(execFile);

/** What a fresh process does, as arguments of Node. `{folder}` stands for a folder of ten plugins. */
const LISTINGS = {
  'nothing: `node -e 0`': () => ['-e', '0'],
  '`import` of zod, as hosts with arguments have it': () => ['--input-type=module', '-e', "import 'zod'"],
  '`import` of hookline': () => [toChildPath('listing.mjs')],
  'and lists 10 plugins, manifests known from the cache': (folder) => [
    toChildPath('listing.mjs'),
    join(folder, 'plugins'),
    join(folder, 'state'),
  ],
  'and lists 10 plugins, every manifest parsed': (folder) => [toChildPath('listing.mjs'), join(folder, 'plugins')],
};

/**
 * How long a fresh process lives that lists ten plugins and ends, beside one that does nothing.
 *
 * @param {{ processes: number }} options
 * @returns {Promise<Record<string, number>>} milliseconds: the medians of the processes, which take turns
 */
export async function measureListing({ processes }) {
  return withPlugins(10, async (folder) => {
    const commands = Object.entries(LISTINGS).map(([what, toArgs]) => ({ what, args: toArgs(folder) }));
    const lives = Object.fromEntries(commands.map(({ what }) => [what, []]));
    // The first round fills the cache, and is not counted.
    for (let round = 0; round <= Math.max(7, processes * 3); round++) {
      for (const { what, args } of commands) {
        const life = await timeOfProcess(args);
        if (round > 0) lives[what].push(life);
      }
    }
    return toMedians(lives);
  });
}

async function timeOfProcess(args) {
  const start = performance.now();
  await run(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } });
  return performance.now() - start;
}

const COUNTS = [10, 100, 1000, 2000];

/**
 * Starts managers with many lazy plugins, the first time and again; see `children/manager-start.mjs`.
 *
 * @param {{ processes: number }} options
 * @returns {Promise<Record<number, { cold: Record<string, number>, warm: Record<string, number> }>>} milliseconds by count
 */
export async function measureStarts({ processes }) {
  const figures = {};
  for (const count of COUNTS) {
    figures[count] = await withPlugins(count, async (folder) => {
      const [cold, warm] = [[], []];
      for (let n = 0; n < processes; n++) {
        // A state folder that is not there yet has no cache.
        const args = [join(folder, 'plugins'), join(folder, `state-${n}`), String(count)];
        cold.push(await runChild('manager-start.mjs', [...args, 'cold']));
        warm.push(await runChild('manager-start.mjs', [...args, 'warm']));
      }
      return { cold: toMedians(toColumns(cold)), warm: toMedians(toColumns(warm)) };
    });
  }
  return figures;
}

/** @returns {Promise<Record<string, number>>} milliseconds by the number of plugins, see `children/resolve.mjs` */
export async function measureResolution({ processes }) {
  return measureInChildren('resolve.mjs', processes);
}

/** @returns {Promise<Record<string, number>>} milliseconds, see `children/offload.mjs` */
export async function measureOffload({ processes }) {
  return measureInChildren('offload.mjs', processes);
}

async function measureInChildren(script, processes) {
  const runs = [];
  for (let n = 0; n < processes; n++) runs.push(await runChild(script));
  return toMedians(toColumns(runs));
}

function toColumns(rows) {
  return Object.fromEntries(Object.keys(rows[0]).map((key) => [key, rows.map((row) => row[key])]));
}

function toMedians(columns) {
  return Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, medianOf(values)]));
}

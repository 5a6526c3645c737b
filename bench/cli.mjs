import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withPlugins } from './manager-plugins.mjs';

const run = promisify(execFile);
/** `hookline`, as it was built. */
export const COMMAND = fileURLToPath(new URL('../dist/src/cli/bin.js', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/**
 * How long `hookline --help` takes in the folder of a host with so many plugins, beside a process of Node that does nothing: as
 * often as `processes` says, in turns.
 *
 * @param {{ processes: number }} options
 * @returns {Promise<Record<string, { median: number, p95: number }>>} milliseconds
 */
export async function measureHelp({ processes }) {
  const figures = {};
  for (const count of [0, 10, 100]) {
    await withPlugins(count, async (folder) => {
      writeHost(folder);
      const lives = { nothing: [], help: [] };
      // The first one works out what the plugins contribute.
      const first = await timeOf([COMMAND, '--help'], folder);
      for (let round = 0; round < processes * 10; round++) {
        lives.nothing.push(await timeOf(['-e', '0'], folder));
        lives.help.push(await timeOf([COMMAND, '--help'], folder));
      }
      figures[`${count} plugins, node -e 0`] = toFigures(lives.nothing);
      figures[`${count} plugins, --help for the first time`] = { median: first, p95: first };
      figures[`${count} plugins, --help`] = toFigures(lives.help);
    });
  }
  return figures;
}

/** A host as `hookline init` makes it, with its packages linked. */
export function writeHost(folder) {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  mkdirSync(join(folder, 'plugins'), { recursive: true });
  symlinkSync(REPOSITORY, join(folder, 'node_modules/hookline'), 'dir');
  symlinkSync(join(REPOSITORY, 'node_modules/zod'), join(folder, 'node_modules/zod'), 'dir');
  writeFileSync(
    join(folder, 'hookline.config.mjs'),
    `import { directory } from 'hookline';
     import { z } from 'zod';
     export default {
       host: { name: 'bench', api: '1.0.0' },
       hookspecs: {},
       sources: [directory(new URL('plugins', import.meta.url), { trusted: true })],
     };
     export const anything = z.any();
    `,
  );
}

async function timeOf(args, cwd) {
  const start = performance.now();
  await run(process.execPath, args, { cwd });
  return performance.now() - start;
}

/** @param {readonly number[]} times */
export function toFigures(times) {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p95: at(0.95) };
}

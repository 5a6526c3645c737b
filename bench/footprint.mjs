import { medianOf } from './measure.mjs';
import { runChild } from './run-child.mjs';

/** @returns {Promise<{ hookimpl: number, called: number, statsRow: number }>} bytes, see `children/memory.mjs` */
export async function measureMemory() {
  return runChild('memory.mjs');
}

const MODULES = ['hookline', 'hookline/hookspecs/site', 'zod', 'tapable', 'hookable'];

/**
 * How long the import of a module takes in a fresh process.
 *
 * @param {{ processes: number }} options
 * @returns {Promise<Record<string, number>>} milliseconds, by module
 */
export async function measureStartUp({ processes }) {
  const runs = Object.fromEntries(MODULES.map((module) => [module, []]));
  for (let n = 0; n < processes * 3; n++) {
    for (const module of MODULES) runs[module].push(await runChild('start-up.mjs', [module]));
  }
  return Object.fromEntries(MODULES.map((module) => [module, medianOf(runs[module])]));
}

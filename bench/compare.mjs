import { runChild } from './run-child.mjs';
import { medianOf } from './measure.mjs';

/**
 * @typedef {object} Compared
 * @property {string} than
 * @property {number} nanoseconds what the other took
 * @property {number} ratio hookline's time by the other's: the median over the processes
 * @property {[number, number]} spread the least and the greatest ratio of a process
 */

/**
 * Measures a case in some processes, one after another: a compiler may decide otherwise the next time.
 *
 * @param {import('./cases/goals.mjs').Case} measured
 * @param {{ processes: number } & import('./measure.mjs').Settings} settings
 * @returns {Promise<{ nanoseconds: number, compared: Compared[] }>}
 */
export async function compare({ name }, { processes, ...settings }) {
  const runs = [];
  for (let n = 0; n < processes; n++) {
    runs.push(await runChild('run-case.mjs', [name, JSON.stringify(settings)]));
  }
  const others = Object.keys(runs[0]).filter((contestant) => contestant !== 'hookline');
  return {
    nanoseconds: medianOf(runs.map((run) => run.hookline)),
    compared: others.map((than) => {
      const ratios = runs.map((run) => run.hookline / run[than]);
      return {
        than,
        nanoseconds: medianOf(runs.map((run) => run[than])),
        ratio: medianOf(ratios),
        spread: [Math.min(...ratios), Math.max(...ratios)],
      };
    }),
  };
}

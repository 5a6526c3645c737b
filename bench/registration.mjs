import { medianOf } from './measure.mjs';
import { runChild } from './run-child.mjs';

const COUNTS = [250, 500, 1000, 2000];

/**
 * The times of registering plugins with five hookimpls each, in milliseconds, by their number; medians over processes.
 *
 * @param {{ constrained: boolean, processes: number }} options
 * @returns {Promise<Record<number, { register: number, call: number, dispose: number }>>}
 */
export async function measureRegistration({ constrained, processes }) {
  const runs = [];
  for (let n = 0; n < processes; n++) {
    const times = {};
    for (const count of COUNTS) {
      times[count] = await runChild('registration.mjs', [String(count), constrained ? 'constrained' : 'plain']);
    }
    runs.push(times);
  }
  const toMedian = (count, what) => medianOf(runs.map((times) => times[count][what]));
  return Object.fromEntries(
    COUNTS.map((count) => [
      count,
      {
        register: toMedian(count, 'register'),
        call: toMedian(count, 'call'),
        dispose: toMedian(count, 'dispose'),
      },
    ]),
  );
}

/** The exponent of the growth from 500 to 2,000 plugins: 1 is linear, 2 is quadratic. */
export function growthOf(times) {
  return Math.log(times[2000].register / times[500].register) / Math.log(4);
}

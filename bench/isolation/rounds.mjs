/**
 * Runs each of these once, one after the other, and that several times: what else the machine does meets all of them, and the
 * one that begins changes.
 *
 * @param {Record<string, () => Promise<number>>} contestants each gives what it took
 * @param {number} rounds
 * @returns {Promise<Record<string, number>>} the least that each took
 */
export async function leastOf(contestants, rounds) {
  const entries = Object.entries(contestants);
  const least = {};
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const [name, run] = entries[(round + turn) % entries.length];
      least[name] = Math.min(least[name] ?? Infinity, await run());
    }
  }
  return least;
}

/** Microseconds for one of `count` calls that follow each other. */
export async function timeOfEach(call, count) {
  const start = performance.now();
  for (let n = 0; n < count; n++) await call();
  return ((performance.now() - start) * 1000) / count;
}

/** The same for `count` calls of which 128 are on their way at any time. */
export async function timeOfEachOfMany(call, count) {
  let left = count;
  const start = performance.now();
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: 128 }, lane));
  return ((performance.now() - start) * 1000) / count;
}

/** @param {readonly number[]} values @param {number} share 0.5 for the median */
export function quantileOf(values, share) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];
}

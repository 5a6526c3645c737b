import minVersion from 'semver/ranges/min-version.js';
import { fits } from './fits.ts';

/**
 * A version that fits all ranges, or `undefined` if there is none. The lowest version in an intersection is the lowest of one
 * of the alternatives of one of the ranges, so that no others have to be tried.
 */
export function findCommonVersion(ranges: readonly string[]): string | undefined {
  for (const range of ranges) {
    const common = lowestOfEach(range).find((lowest) => ranges.every((each) => fits(lowest, each)));
    if (common !== undefined) return common;
  }
  return undefined;
}

function lowestOfEach(range: string): readonly string[] {
  return range.split('||').flatMap((alternative) => minVersion(alternative.trim())?.version ?? []);
}

/** The parts of `ranges` that no version fits together with `fixed`, and that would if any one of them went. */
export function findMinimalConflict(fixed: string, ranges: readonly string[]): readonly string[] {
  let kept = ranges;
  for (const range of ranges) {
    const without = kept.filter((each) => each !== range);
    if (findCommonVersion([fixed, ...without]) === undefined) kept = without;
  }
  return kept;
}

import Range from 'semver/classes/range.js';
import SemVer from 'semver/classes/semver.js';

const MAX_LENGTH = 256;
/** Of all alternatives together: `>=1 <2 || 3 - 4` has four. */
const MAX_COMPARISONS = 16;

/** Fifteen digits: numbers that JavaScript holds exactly. */
const NUMBER = '(?:0|[1-9]\\d{0,14})';
const LABEL = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const LABELS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const PART = '(?:0|[1-9]\\d{0,14}|[xX*])';
const COMPARISON = `(?:[<>]=?|=|~>?|\\^)? *v?${PART}(?:\\.${PART}){0,2}(?:-${LABELS})?(?:\\+${LABELS})?`;

/** A version, as semver.org writes it. */
export const VERSION_PATTERN = `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${LABEL}(?:\\.${LABEL})*)?(?:\\+${LABELS})?$`;
/** Comparisons with what may stand between them: all that semver accepts looks like this, and a little more. */
export const RANGE_PATTERN = `^ *${COMPARISON}(?:(?: *\\|\\| *| +- +| +)${COMPARISON}){0,${MAX_COMPARISONS - 1}} *$`;

const VERSION = new RegExp(VERSION_PATTERN);
const RANGE = new RegExp(RANGE_PATTERN);

export function isVersion(text: string): boolean {
  return text.length <= MAX_LENGTH && VERSION.test(text);
}

/** Whether a range is longer, or has more comparisons, than is checked. semver is never asked about such a range. */
export function isTooComplex(range: string): boolean {
  if (range.length > MAX_LENGTH) return true;
  // The space behind an operator separates nothing.
  const comparisons = range.replaceAll(/([<>=~^]) +/g, '$1').split(/ *\|\| *| +- +| +/);
  return comparisons.length > MAX_COMPARISONS;
}

/** The range that a text means; `undefined` if it is none, is empty, or is too complex. */
export function parseRange(text: string): Range | undefined {
  if (isTooComplex(text) || !RANGE.test(text)) return undefined;
  try {
    return new Range(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether a version lies in a range, by the rules of npm: a prerelease does only if the range names a prerelease of the same
 * three numbers, so 2.0.0-beta.1 satisfies "^2.0.0-beta" and not "^1.0". `false` if either cannot be parsed.
 */
export function satisfies(version: string, range: string): boolean {
  return isVersion(version) && (parseRange(range)?.test(version) ?? false);
}

/** Whether every released version lies in a range, however the range says so: `*`, `>=0`, `<2 || >=1`. */
export function isEverything(range: Range): boolean {
  const limits = range.set.flat().flatMap(({ semver }) => (semver instanceof SemVer ? [semver] : []));
  // Between two limits nothing changes, so one version of each stretch speaks for it: the first behind a limit.
  const probes = limits.flatMap(({ major, minor, patch }) => [
    `${major}.${minor}.${patch}`,
    `${major}.${minor}.${patch + 1}`,
  ]);
  return ['0.0.0', ...probes].every((version) => range.test(version));
}

/** The version that a range pins, without its operator; `undefined` if it allows more than one. */
export function pinnedVersion(range: string): string | undefined {
  const version = range.trim().replace(/^=? *v?/, '');
  return isVersion(version) && parseRange(range) !== undefined ? version : undefined;
}

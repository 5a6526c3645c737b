import { z } from 'zod';
import { checked } from './checked.ts';
import type { Flaw } from './flaw.ts';
import { isEverything, isTooComplex, isVersion, parseRange, RANGE_PATTERN, VERSION_PATTERN } from './version-range.ts';

const MAX_LENGTH = 256;
const RANGE_PART = { pattern: RANGE_PATTERN, maxLength: MAX_LENGTH };
/** The plainest ways to allow all versions; JSON Schema cannot know the others. */
const ANYTHING_PATTERN =
  '(?:^|\\|\\|) *(?:(?:[<>]=|=|\\^|~>?)? *v?[xX*](?:\\.[^ |]+)?|>= *v?0(?:\\.(?:0|[xX*])){0,2}(?:-0)?) *(?:\\|\\||$)';

export const Version = checked(z.string(), findVersionFlaws, { pattern: VERSION_PATTERN, maxLength: MAX_LENGTH });

export const VersionRange = checked(z.string(), findRangeFlaws, RANGE_PART);

/** The range of the plugin API, which has to leave something out. */
export const ApiRange = checked(z.string(), findApiFlaws, { ...RANGE_PART, not: { pattern: ANYTHING_PATTERN } });

function findVersionFlaws(version: string): readonly Flaw[] {
  if (isVersion(version)) return [];
  const message = `The version ${show(version)} is not a semantic version.`;
  const mended = suggestVersion(version);
  const hint = mended === undefined ? undefined : `Write "${mended}".`;
  return [{ code: 'MANIFEST_VERSION_INVALID', message, hint }];
}

/** The version that was probably meant, without the "v", the zeros in front and with all three numbers. */
function suggestVersion(version: string): string | undefined {
  const numbers = /^[\sv=]*(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?\s*$/i.exec(version)?.slice(1);
  return numbers?.map((each) => Number(each ?? 0)).join('.');
}

function findRangeFlaws(range: string): readonly Flaw[] {
  if (isTooComplex(range)) {
    const message = `The version range ${show(range)} has more than 256 characters or 16 comparisons.`;
    return [{ code: 'MANIFEST_RANGE_TOO_COMPLEX', message }];
  }
  if (parseRange(range) !== undefined) return [];
  const empty = range.trim() === '';
  return [
    {
      code: 'MANIFEST_RANGE_INVALID',
      message: empty ? 'The version range is empty.' : `The version range ${show(range)} cannot be parsed.`,
      hint: empty ? 'Write "*" if every version will do.' : undefined,
    },
  ];
}

function findApiFlaws(range: string): readonly Flaw[] {
  if (range.trim() === '') return [{ code: 'MANIFEST_API_MISSING', message: 'The range of the plugin API is empty.' }];
  const flaws = findRangeFlaws(range);
  if (flaws.length > 0 || !isEverything(parseRange(range)!)) return flaws;
  return [
    { code: 'MANIFEST_API_MISSING', message: `The range ${show(range)} allows every version of the plugin API.` },
  ];
}

function show(text: string): string {
  return JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 60)}…`);
}

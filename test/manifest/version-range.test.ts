import * as fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { RANGE_PATTERN, isEverything, isVersion, parseRange, satisfies } from '../../src/manifest/version-range.ts';

describe('isEverything', () => {
  test.each(['*', 'x', 'X.x', '>=0', '>=0.0.0', '>=0.0.0-0', '^*', '~x', '<2 || >=1', '<1.2.3 || 1.2.3 || >1.2.3'])(
    '%j leaves nothing out',
    (range) => {
      expect(isEverything(parseRange(range)!)).toBe(true);
    },
  );

  test.each(['^1', '>0', '>0.0.0', '>=0.0.1', '<1 || >1', '<999999999', '1.2.3', '<2 || >2.0.0', '0', '<0', '>*'])(
    '%j leaves something out',
    (range) => {
      expect(isEverything(parseRange(range)!)).toBe(false);
    },
  );
});

describe('satisfies', () => {
  test.each([
    ['1.2.3', '^1.0', true],
    ['2.0.0', '^1.0', false],
    ['2.0.0-beta.1', '^2.0.0-beta', true],
    ['2.0.0-alpha', '^2.0.0-beta', false],
    ['2.1.0-beta.1', '^2.0.0-beta', false],
    ['2.0.0-beta.1', '^1.0', false],
    ['2.0.0-beta.1', '*', false],
    ['1.0.0+build', '1.0.0', true],
    ['1.0', '^1.0', false],
    ['1.0.0', 'latest', false],
    ['1.0.0', `${'^1 || '.repeat(16)}^1`, false],
  ])('%s in %j: %s', (version, range, expected) => {
    expect(satisfies(version, range)).toBe(expected);
  });
});

const part = fc.oneof(fc.nat({ max: 30 }).map(String), fc.constantFrom('x', '*', 'X'));
const version = fc
  .tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
  .map((numbers) => numbers.join('.'));
const partial = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const comparison = fc
  .tuple(fc.constantFrom('', '^', '~', '~>', '>', '>=', '<', '<=', '=', '>= '), fc.oneof(version, partial))
  .map(([operator, text]) => operator + text);
const alternative = fc.oneof(
  fc.array(comparison, { minLength: 1, maxLength: 3 }).map((each) => each.join(' ')),
  fc.tuple(version, version).map(([from, to]) => `${from} - ${to}`),
);
const ranges = fc.array(alternative, { minLength: 1, maxLength: 4 }).map((each) => each.join(' || '));

test('what semver accepts of all usual forms is accepted, and means the same', () => {
  fc.assert(
    fc.property(ranges, version, (range, each) => {
      expect(parseRange(range) !== undefined).toBe(semver.validRange(range) !== null);
      expect(satisfies(each, range)).toBe(semver.satisfies(each, range));
    }),
  );
});

test('a range that leaves nothing out is one that semver knows to contain all', () => {
  fc.assert(
    fc.property(ranges, version, (range, each) => {
      const parsed = parseRange(range);
      // semver puts no alternatives together, so it finds fewer.
      const everything = parsed !== undefined && isEverything(parsed);
      expect(everything || parsed === undefined || !semver.subset('>=0.0.0', range)).toBe(true);
      expect(!everything || semver.satisfies(each, range)).toBe(true);
    }),
  );
});

test('a version is what semver accepts unchanged', () => {
  const texts = fc.oneof(
    version,
    fc.stringMatching(/^[v=]?\d{1,3}(\.\d{1,3}){1,3}(-[0-9a-z.-]{0,6})?(\+[0-9a-z.]{0,4})?$/),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = semver.parse(text);
      const same = parsed !== null && text.startsWith(parsed.version) && !/^[v=]/.test(text);
      expect(isVersion(text)).toBe(same);
    }),
  );
});

test('any text at all takes no time to refuse', () => {
  const hostile = ['1'.repeat(100_000), `${'1.'.repeat(50_000)}x`, ' '.repeat(100_000), '|'.repeat(100_000)];
  for (const text of [...hostile, `>=${' '.repeat(250)}x!`, `${'1 '.repeat(120)}!`, `1${'-'.repeat(250)}!`]) {
    expect([parseRange(text), isVersion(text)]).toEqual([undefined, false]);
  }
  const worst = new RegExp(RANGE_PATTERN);
  expect(worst.test(`1-${'a.'.repeat(126)}!`)).toBe(false);
});

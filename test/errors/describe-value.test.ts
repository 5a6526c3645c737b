import { describe, expect, test } from 'vitest';
import { describeThrown, describeValue } from '../../src/errors/describe-value.ts';
import { errorOfOtherRealm, errorWithGetter, hostileValues, trapped } from './hostile-values.ts';

class Point {
  readonly x = 1;
}

describe('describeValue', () => {
  test.each([
    ['the string "text"', 'text'],
    [String.raw`the string "a \"quoted\"\nline"`, 'a "quoted"\nline'],
    [`the string "${'x'.repeat(60)}…"`, 'x'.repeat(61)],
    ['the number 1.5', 1.5],
    ['the number NaN', NaN],
    ['the boolean false', false],
    ['the bigint 7', 7n],
    [`the bigint 1${'0'.repeat(59)}…`, 10n ** 100n],
    ['undefined', undefined],
    ['null', null],
    ['the symbol Symbol(s)', Symbol('s')],
    ['a function', () => {}],
    ['the function "handler"', function handler() {}],
    ['the function "Point"', Point],
    ['an array of 2', [1, 2]],
    ['an object', {}],
    ['an object', Object.create(null)],
    ['an object of class Point', new Point()],
    ['an object of class Map', new Map()],
    ['an object of class Promise', Promise.resolve()],
    ['the Date 1970-01-01T00:00:00.000Z', new Date(0)],
    ['an invalid Date', new Date(NaN)],
    ['the TypeError "no"', new TypeError('no')],
    [`the Error "${'x'.repeat(60)}…"`, new Error('x'.repeat(100))],
    ['the TypeError "from elsewhere"', errorOfOtherRealm()],
    ['an unreadable object', trapped({})],
  ])('gives: %s', (expected, value) => {
    expect(describeValue(value)).toBe(expected);
  });

  test.each(hostileValues)('gives a few words for %s', (_, value) => {
    expect(describeValue(value).length).toBeLessThan(150);
  });
});

describe('describeThrown', () => {
  test.each([
    ['it failed', new Error('it failed')],
    ['from elsewhere', errorOfOtherRealm()],
    ['the Error ""', new Error('')],
    ['the string "text"', 'text'],
    ['undefined', undefined],
    ['an object', { message: 'no error' }],
    ['frozen', Object.freeze(new RangeError('frozen'))],
    [`${'x'.repeat(16_384)}…`, new Error('x'.repeat(20_000))],
  ])('gives the message of an error and describes everything else: %s', (expected, thrown) => {
    expect(describeThrown(thrown)).toBe(expected);
  });

  test('believes only the first message that an error shows', () => {
    let reads = 0;
    expect(describeThrown(errorWithGetter('message', () => (++reads === 1 ? 'text' : Symbol('no text'))))).toBe('text');
  });

  test.each(hostileValues)('gives a text for %s', (_, value) => {
    expect(describeThrown(value)).toMatch(/./);
  });
});

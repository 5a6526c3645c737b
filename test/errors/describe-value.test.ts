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
    ['the number 1.5', 1.5],
    ['the number NaN', NaN],
    ['the boolean false', false],
    ['the bigint 7', 7n],
    ['undefined', undefined],
    ['null', null],
    ['the symbol Symbol(s)', Symbol('s')],
    ['a function', () => {}],
    ['the function "handler"', function handler() {}],
    ['the function "Point"', Point],
    ['an array of 2', [1, 2]],
    ['an object', {}],
    ['an object of class Point', new Point()],
    ['an object of class Map', new Map()],
    ['an object of class Promise', Promise.resolve()],
    ['the Date 1970-01-01T00:00:00.000Z', new Date(0)],
    ['an invalid Date', new Date(NaN)],
    ['the TypeError "no"', new TypeError('no')],
    ['the TypeError "from elsewhere"', errorOfOtherRealm()],
    ['an unreadable object', trapped({})],
  ])('gives: %s', (expected, value) => {
    expect(describeValue(value)).toBe(expected);
  });

  test('shows the first 60 characters', () => {
    const start = 'x'.repeat(60);
    expect(describeValue(start)).toBe(`the string "${start}"`);
    expect(describeValue(`${start}x`)).toBe(`the string "${start}…"`);
    expect(describeValue(new Error(`${start}x`))).toBe(`the Error "${start}…"`);
    expect(describeValue(10n ** 100n)).toBe(`the bigint 1${'0'.repeat(59)}…`);
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
  ])('gives the message of an error and describes everything else: %s', (expected, thrown) => {
    expect(describeThrown(thrown)).toBe(expected);
  });

  test('cuts a huge message', () => {
    expect(describeThrown(new Error('x'.repeat(20_000)))).toBe(`${'x'.repeat(16_384)}…`);
  });

  test('believes only the first message that an error shows', () => {
    let reads = 0;
    expect(describeThrown(errorWithGetter('message', () => (++reads === 1 ? 'text' : Symbol('no text'))))).toBe('text');
  });

  test.each(hostileValues)('gives a text for %s', (_, value) => {
    expect(describeThrown(value)).toMatch(/./);
  });
});

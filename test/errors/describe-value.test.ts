import { describe, expect, test } from 'vitest';
import { describeThrown, describeValue } from '../../src/errors/describe-value.ts';
import { errorOfOtherRealm, errorWithGetter, hostileValues, trapped } from './hostile-values.ts';

class Point {
  readonly x = 1;
}

describe('describeValue', () => {
  test.each([
    ['text', 'the string "text"'],
    ['a "quoted"\nline', String.raw`the string "a \"quoted\"\nline"`],
    ['x'.repeat(61), `the string "${'x'.repeat(60)}…"`],
    [1.5, 'the number 1.5'],
    [NaN, 'the number NaN'],
    [false, 'the boolean false'],
    [7n, 'the bigint 7'],
    [10n ** 100n, `the bigint 1${'0'.repeat(59)}…`],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'the symbol Symbol(s)'],
    [() => {}, 'a function'],
    [function handler() {}, 'the function "handler"'],
    [Point, 'the function "Point"'],
    [[1, 2], 'an array of 2'],
    [{}, 'an object'],
    [Object.create(null), 'an object'],
    [new Point(), 'an object of class Point'],
    [new Map(), 'an object of class Map'],
    [Promise.resolve(), 'an object of class Promise'],
    [new Date(0), 'the Date 1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'an invalid Date'],
    [new TypeError('no'), 'the TypeError "no"'],
    [new Error('x'.repeat(100)), `the Error "${'x'.repeat(60)}…"`],
    [errorOfOtherRealm(), 'the TypeError "from elsewhere"'],
    [trapped({}), 'an unreadable object'],
  ])('names the value and its type: %#', (value, expected) => {
    expect(describeValue(value)).toBe(expected);
  });

  test.each(hostileValues)('gives a few words for %s', (_, value) => {
    expect(describeValue(value).length).toBeLessThan(150);
  });
});

describe('describeThrown', () => {
  test.each([
    [new Error('it failed'), 'it failed'],
    [errorOfOtherRealm(), 'from elsewhere'],
    [new Error(''), 'the Error ""'],
    ['text', 'the string "text"'],
    [undefined, 'undefined'],
    [{ message: 'no error' }, 'an object'],
    [Object.freeze(new RangeError('frozen')), 'frozen'],
    [new Error('x'.repeat(20_000)), `${'x'.repeat(16_384)}…`],
  ])('gives the message of an error and describes everything else: %#', (thrown, expected) => {
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

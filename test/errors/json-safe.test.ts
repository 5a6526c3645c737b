import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJsonSafe } from '../../src/errors/json-safe.ts';
import { hostileValues } from './hostile-values.ts';

describe('toJsonSafe', () => {
  test('copies plain JSON as it is', () => {
    const value = { text: 'a', list: [1, true, null, { deep: [] }], constructor: 1, '': 2 };
    expect(toJsonSafe(value)).toStrictEqual(value);
  });

  test('shares nothing with the value', () => {
    const value = { list: [1] };
    const copy = toJsonSafe(value) as typeof value;
    value.list.push(2);
    expect(copy).toStrictEqual({ list: [1] });
  });

  test.each([
    ['undefined', undefined, 'undefined'],
    ['NaN', NaN, 'NaN'],
    ['an infinity', -Infinity, '-Infinity'],
    ['minus zero', -0, 0],
    ['a bigint', 5n, 'the bigint 5'],
    ['a symbol', Symbol('s'), 'the symbol Symbol(s)'],
    ['a function', function handler() {}, 'the function "handler"'],
    ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid Date', new Date(NaN), 'an invalid Date'],
    ['an Error', new RangeError('too far'), { name: 'RangeError', message: 'too far' }],
    ['a Map', new Map([['a', 1]]), [['a', 1]]],
    ['a Set', new Set(['a']), ['a']],
    ['a buffer', new Uint8Array(3), 'an object of class Uint8Array'],
    [
      'an instance',
      new (class Point {
        x = 1;
      })(),
      { x: 1 },
    ],
    ['an array with holes', Object.assign([], { 1: 'x' }), ['undefined', 'x']],
  ])('makes JSON of %s', (_, value, expected) => {
    expect(toJsonSafe({ value })).toStrictEqual({ value: expected });
  });

  test('cuts long strings, and the messages of errors', () => {
    expect(toJsonSafe('x'.repeat(10_001))).toBe(`${'x'.repeat(10_000)}…`);
    expect(toJsonSafe('x'.repeat(10_000))).toBe('x'.repeat(10_000));
    expect(JSON.stringify(toJsonSafe(new Error('x'.repeat(1_000_000)))).length).toBeLessThan(20_000);
  });

  test('describes what lies deeper than the limit', () => {
    expect(toJsonSafe({ a: { b: { c: 1 } } }, { depth: 2 })).toStrictEqual({ a: { b: 'an object' } });
    expect(toJsonSafe([[['x']]], { depth: 2 })).toStrictEqual([['an array of 1']]);
  });

  test('counts what lies beyond the limit of nodes', () => {
    expect(toJsonSafe([1, 2, 3, 4, 5], { nodes: 4 })).toStrictEqual([1, 2, '(3 more)']);
    expect(toJsonSafe(new Set([1, 2, 3, 4, 5]), { nodes: 4 })).toStrictEqual([1, 2, '(3 more)']);
    expect(toJsonSafe({ a: 1, b: 2, c: 3 }, { nodes: 3 })).toStrictEqual({ a: 1, '…': 'more keys' });
  });

  test('stops at a cycle, but not at an object that two others share', () => {
    const shared = { x: 1 };
    const value: Record<string, unknown> = { left: shared, right: shared };
    value['self'] = value;
    value['list'] = [value];
    expect(toJsonSafe(value)).toStrictEqual({
      left: { x: 1 },
      right: { x: 1 },
      self: '(circular)',
      list: ['(circular)'],
    });
  });

  test('leaves an own __proto__ key out', () => {
    const copy = toJsonSafe(JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}'));
    expect(copy).toStrictEqual({ a: 1 });
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  test('says what a getter threw, and keeps the other properties', () => {
    const value = {
      get a(): never {
        throw new Error('no');
      },
      b: 1,
    };
    expect(toJsonSafe(value)).toStrictEqual({ a: '(getter threw the Error "no")', b: 1 });
  });

  test.each(hostileValues)('makes JSON of %s', (_, value) => {
    for (const each of [value, [value], { value }, new Map([[value, value]])]) {
      const copy = toJsonSafe(each);
      expect(copy).toStrictEqual(JSON.parse(JSON.stringify(copy)));
    }
  });

  test('gives what JSON gives back unchanged, for any value', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }), (value) => {
        const copy = toJsonSafe(value);
        expect(JSON.parse(JSON.stringify(copy))).toStrictEqual(copy);
        expect(toJsonSafe(copy)).toStrictEqual(copy);
      }),
    );
  });

  test('changes nothing of plain JSON, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json: unknown = JSON.parse(
          JSON.stringify(value, (key, each: unknown) => (key === '__proto__' ? undefined : each)),
        );
        expect(toJsonSafe(json)).toStrictEqual(json);
      }),
    );
  });
});

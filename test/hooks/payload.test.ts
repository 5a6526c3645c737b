import { describe, expect, test } from 'vitest';
import { cloneDeep, frozenCopy } from '../../src/hooks/payload.ts';

const CHANGE = 'Cannot change a frozen payload';

describe('cloneDeep', () => {
  test('copies nested objects, Maps, Sets, Dates, typed arrays and cycles', () => {
    const value = {
      list: [{ a: 1 }],
      map: new Map([['k', new Set([1])]]),
      when: new Date(5),
      bytes: new Uint8Array([1, 2]),
    };
    const whole = { ...value, self: value };
    const copy = cloneDeep(whole);
    expect(copy).toEqual(whole);
    expect(copy.self).not.toBe(value);
    expect(copy.self.list).toBe(copy.list);
    copy.bytes[0] = 9;
    copy.list[0]!.a = 9;
    expect([value.bytes[0], value.list[0]!.a]).toEqual([1, 1]);
  });

  test('throws for what has no copy', () => {
    expect(() => cloneDeep({ handler: () => {} })).toThrow(DOMException);
  });
});

describe('frozenCopy', () => {
  test('equals the value and shares nothing with it', () => {
    const value = { list: [{ a: 1 }], map: new Map([['k', { b: 1 }]]), set: new Set([{ c: 1 }]) };
    const copy = frozenCopy(value);
    value.list[0]!.a = 2;
    value.map.get('k')!.b = 2;
    expect(copy).toEqual({ list: [{ a: 1 }], map: new Map([['k', { b: 1 }]]), set: new Set([{ c: 1 }]) });
    expect(Object.isFrozen(value)).toBe(false);
  });

  test('freezes objects and arrays at every depth', () => {
    const copy = frozenCopy({ list: [{ deep: { a: 1 } }] });
    expect(() => (copy.list[0]!.deep.a = 2)).toThrow(TypeError);
    expect(() => copy.list.push({ deep: { a: 2 } })).toThrow(TypeError);
    expect(() => Object.assign(copy, { more: 1 })).toThrow(TypeError);
  });

  test('lets nobody change a Map, nor what is in it', () => {
    const copy = frozenCopy(new Map([[{ key: 1 }, { entry: 1 }]]));
    const [[key, entry]] = copy as unknown as [[{ key: number }, { entry: number }]];
    expect(() => copy.set(key, { entry: 2 })).toThrow(CHANGE);
    expect(() => copy.delete(key)).toThrow(CHANGE);
    expect(() => copy.clear()).toThrow(CHANGE);
    expect(() => (key.key = 2)).toThrow(TypeError);
    expect(() => (entry.entry = 2)).toThrow(TypeError);
    expect([copy.size, copy.get(key), [...copy.keys()]]).toEqual([1, { entry: 1 }, [{ key: 1 }]]);
  });

  test('lets nobody change a Set, nor what is in it', () => {
    const copy = frozenCopy(new Set([{ a: 1 }]));
    const [member] = copy;
    expect(() => copy.add({ a: 2 })).toThrow(CHANGE);
    expect(() => copy.delete(member!)).toThrow(CHANGE);
    expect(() => copy.clear()).toThrow(CHANGE);
    expect(() => (member!.a = 2)).toThrow(TypeError);
    expect(copy.has(member!)).toBe(true);
  });

  test('lets nobody change a Date', () => {
    const copy = frozenCopy(new Date(5));
    expect(() => copy.setTime(6)).toThrow(CHANGE);
    expect(() => copy.setUTCFullYear(1999)).toThrow(CHANGE);
    expect(() => copy.setHours(1)).toThrow(CHANGE);
    expect(copy.toISOString()).toBe('1970-01-01T00:00:00.005Z');
  });

  test('copies the bytes of typed arrays, which cannot be frozen', () => {
    const bytes = new Uint8Array([1, 2]);
    const copy = frozenCopy({ bytes, view: new DataView(bytes.buffer), none: new Float64Array() });
    copy.bytes[0] = 9;
    expect(bytes[0]).toBe(1);
  });

  test('keeps cycles', () => {
    const value: { self?: unknown; map: Map<string, unknown> } = { map: new Map() };
    value.self = value;
    value.map.set('root', value);
    const copy = frozenCopy(value);
    expect([copy.self === copy, copy.map.get('root') === copy, Object.isFrozen(copy)]).toEqual([true, true, true]);
  });

  test('takes primitives as they are', () => {
    expect([undefined, null, 1, 'text', 5n].map(frozenCopy)).toEqual([undefined, null, 1, 'text', 5n]);
  });

  test('takes large collections and long chains', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => index);
    const copy = frozenCopy({ map: new Map(many.map((each) => [each, { each }])), set: new Set(many), many });
    expect([copy.map.size, copy.set.size, copy.many.length]).toEqual([200_000, 200_000, 200_000]);
    expect(Object.isFrozen(copy.map.get(199_999))).toBe(true);
  });
});

import { HooklineError, isHooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { packError } from '../../src/rpc/pack-error.ts';
import type { PackedError } from '../../src/rpc/packed-error.ts';
import { unpackError } from '../../src/rpc/unpack-error.ts';
import { hostileValues, trapped } from '../errors/hostile-values.ts';

function withoutStack(packed: PackedError): unknown {
  return JSON.parse(JSON.stringify(packed, (key, value: unknown) => (key === 'stack' ? undefined : value)));
}

function chainOf(length: number): Error {
  let error = new Error(`number ${length}`);
  for (let level = length - 1; level > 0; level--) error = new Error(`number ${level}`, { cause: error });
  return error;
}

function messagesOf({ message, cause }: PackedError): string[] {
  return [message, ...(cause === undefined ? [] : messagesOf(cause))];
}

function countOf({ cause, errors = [] }: PackedError): number {
  return [...(cause === undefined ? [] : [cause]), ...errors].reduce((sum, each) => sum + countOf(each), 1);
}

describe('a packed error', () => {
  test('keeps name, message, stack, code, data, cause and members', () => {
    const cause = new RangeError('inner');
    const error = Object.assign(new AggregateError([new Error('a'), 'b'], 'outer', { cause }), {
      code: 'E_OUTER',
      data: { at: 3, list: [true, null] },
    });
    expect(packError(error).stack).toBe(error.stack);
    expect(withoutStack(packError(error))).toEqual({
      name: 'AggregateError',
      message: 'outer',
      code: 'E_OUTER',
      data: { at: 3, list: [true, null] },
      cause: { name: 'RangeError', message: 'inner' },
      errors: [
        { name: 'Error', message: 'a' },
        { name: 'NonError', message: 'the string "b"', thrown: 'the string "b"' },
      ],
    });
  });

  test('keeps four errors of a chain, sixteen members, and 32 errors in all', () => {
    expect(messagesOf(packError(chainOf(4)))).toHaveLength(4);
    expect(messagesOf(packError(chainOf(5)))).toEqual([
      'number 1',
      'number 2',
      'number 3',
      'number 4',
      '(further causes left out)',
    ]);
    expect(packError(new AggregateError(Array.from({ length: 20 }, () => new Error('x')))).errors).toHaveLength(16);
    let tree = new AggregateError([], 'leaf');
    for (let level = 0; level < 6; level++) tree = new AggregateError(Array(16).fill(tree), 'node');
    expect(countOf(packError(tree))).toBeLessThan(600);
  });

  test('leaves out data that is too large, and keys that the other side refuses', () => {
    const large = Object.assign(new Error('x'), { data: { text: 'x'.repeat(5000) } });
    expect(packError(large).data).toBe('(left out: more than 4096 characters)');
    const odd = Object.assign(new Error('x'), { data: { a: { constructor: 1, prototype: 2, '\u0000': 3, b: 4 } } });
    expect(packError(odd).data).toEqual({ a: { b: 4 } });
  });

  test('ends where an error is among its own causes', () => {
    const error = new Error('snake');
    error.cause = error;
    expect(messagesOf(packError(error))).toEqual(['snake', '(further causes left out)']);
  });

  test.each(hostileValues)('is made of anything that can be thrown: %s', (_, value) => {
    const thrown = [value, new Error('outer', { cause: value }), Object.assign(new Error('outer'), { data: value })];
    for (const each of thrown) {
      const packed = packError(each);
      expect(JSON.parse(JSON.stringify(packed))).toEqual(packed);
      expect(unpackError(packed)).toBeInstanceOf(Error);
    }
  });

  test('of a proxy whose traps throw says what can be said', () => {
    expect(packError(trapped(new Error('hidden')))).toMatchObject({ name: 'NonError' });
  });
});

describe('an unpacked error', () => {
  test('is a Hookline error where it was one', () => {
    const error = new HooklineError('HOOK_FAILED', 'outer', {
      hint: 'Mend it.',
      data: { hook: 'a' },
      cause: Object.assign(new TypeError('inner'), { code: 'E_INNER' }),
    });
    const unpacked = unpackError(packError(error));
    expect(isHooklineError(unpacked)).toBe(true);
    expect(unpacked).toMatchObject({ code: 'HOOK_FAILED', message: 'outer', hint: 'Mend it.', data: { hook: 'a' } });
    expect(unpacked.cause).toMatchObject({ name: 'TypeError', message: 'inner', code: 'E_INNER' });
    expect(unpacked.stack).toBe(error.stack);
  });

  test('has the frames of this side below a line', () => {
    const packed = { name: 'TypeError', message: 'x', stack: 'TypeError: x\n    at plugin.js:1:1' };
    expect(unpackError(packed, '    at host.js:2:2').stack).toBe(
      'TypeError: x\n    at plugin.js:1:1\n--- host ---\n    at host.js:2:2',
    );
    expect(unpackError(packed).stack).toBe(packed.stack);
  });

  test('crosses again as what it was', () => {
    const once = packError(unpackError(packError('a word')));
    expect(withoutStack(once)).toEqual({
      name: 'NonError',
      message: 'the string "a word"',
      thrown: 'the string "a word"',
    });
  });

  test.each(hostileValues)('is made of anything that a unit can send: %s', (_, value) => {
    const garbage = [
      value,
      { name: value, message: value, stack: value, code: value, data: value },
      { hookline: true, code: 'HOOK_FAILED', hint: value, data: value, cause: value, errors: value },
      { errors: [value], cause: { errors: [value] } },
    ];
    for (const each of garbage) expect(unpackError(each)).toBeInstanceOf(Error);
  });
});

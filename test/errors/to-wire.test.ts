import { type ErrorCode, HooklineError, toWire, type WireError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { errorOfOtherRealm } from './hostile-values.ts';

/** Without the stacks, which differ from run to run. */
function withoutStacks(wire: WireError): unknown {
  return JSON.parse(JSON.stringify(wire, (key, value: unknown) => (key === 'stack' ? undefined : value)));
}

function chainOf(length: number): Error {
  let error = new Error(`number ${length}`);
  for (let level = length - 1; level > 0; level--) error = new Error(`number ${level}`, { cause: error });
  return error;
}

function messagesOf(wire: WireError): string[] {
  return [wire.message, ...(wire.cause === undefined ? [] : messagesOf(wire.cause))];
}

function countErrors({ cause, errors = [] }: WireError): number {
  return [...(cause === undefined ? [] : [cause]), ...errors].reduce((sum, each) => sum + countErrors(each), 1);
}

describe('the wire form of a Hookline error', () => {
  test('keeps code, message, hint, data, stack and the chain of causes', () => {
    const inner = Object.assign(new TypeError('inner'), { code: 'ERR_INNER' });
    const data = { hook: 'a', list: [1, null, { deep: true }] };
    const error = new HooklineError('HOOK_FAILED', 'outer', { hint: 'Mend it.', data, cause: inner });
    expect(toWire(error)).toStrictEqual({
      name: 'HooklineError',
      message: 'outer',
      stack: error.stack,
      hookline: true,
      code: 'HOOK_FAILED',
      hint: 'Mend it.',
      data,
      cause: { name: 'TypeError', message: 'inner', stack: inner.stack, code: 'ERR_INNER' },
    });
  });

  test('keeps a code that this version does not know', () => {
    const error = new HooklineError('NOT_INVENTED_YET' as ErrorCode, 'From the future.');
    expect(withoutStacks(toWire(error))).toStrictEqual({
      name: 'HooklineError',
      message: 'From the future.',
      hookline: true,
      code: 'NOT_INVENTED_YET',
      hint: '',
      data: {},
    });
  });

  test('leaves an own __proto__ key of the data behind', () => {
    const data = JSON.parse('{"__proto__": {"polluted": true}, "kept": 1}') as Record<string, unknown>;
    const wire = toWire(new HooklineError('HOOK_FAILED', '', { data }));
    expect(wire.data).toStrictEqual({ kept: 1 });
    expect(JSON.stringify(wire)).not.toContain('polluted');
  });

  test('leaves the report of the call behind', () => {
    const error = Object.defineProperty(new HooklineError('HOOK_FAILED', ''), 'report', {
      value: { secret: 1 },
    });
    expect(toWire(error)).not.toHaveProperty('report');
  });
});

describe('the wire form of any error', () => {
  test('keeps the chain of causes up to eight errors', () => {
    const expected = Array.from({ length: 8 }, (_, index) => `number ${index + 1}`);
    expect(messagesOf(toWire(chainOf(8)))).toEqual(expected);
    expect(messagesOf(toWire(chainOf(9)))).toEqual([...expected, '(further causes left out)']);
    expect(messagesOf(toWire(chainOf(10_000)))).toEqual([...expected, '(further causes left out)']);
  });

  test('ends where an error is among its own causes', () => {
    const outer = new Error('outer');
    const inner = new Error('inner', { cause: outer });
    outer.cause = inner;
    expect(messagesOf(toWire(outer))).toEqual(['outer', 'inner', '(further causes left out)']);
    inner.cause = inner;
    expect(messagesOf(toWire(inner))).toEqual(['inner', '(further causes left out)']);
  });

  test('tells an error that was not thrown from one that is undefined', () => {
    expect(toWire(new Error('alone'))).not.toHaveProperty('cause');
    expect(toWire(new Error('with', { cause: undefined })).cause).toStrictEqual({
      name: 'NonError',
      message: 'undefined',
      thrown: 'undefined',
    });
  });

  test('keeps 16 members of an AggregateError', () => {
    const members = Array.from({ length: 20 }, (_, index) => (index === 1 ? 'text' : new Error(`member ${index}`)));
    const wire = toWire(new AggregateError(members, 'all'));
    expect(wire.errors).toHaveLength(16);
    expect(withoutStacks({ ...wire, errors: wire.errors!.slice(0, 3) })).toStrictEqual({
      name: 'AggregateError',
      message: 'all',
      errors: [
        { name: 'Error', message: 'member 0' },
        { name: 'NonError', message: 'the string "text"', thrown: 'the string "text"' },
        { name: 'Error', message: 'member 2' },
      ],
    });
  });

  test('keeps an error twice that two others share: that is no cycle', () => {
    const shared = new Error('shared');
    const wire = toWire(new AggregateError([shared, shared], 'all'));
    expect(wire.errors!.map(({ message }) => message)).toEqual(['shared', 'shared']);
  });

  test('stays small where members have members have members', () => {
    let error = new Error('leaf');
    for (let level = 0; level < 10; level++) error = new AggregateError(Array(16).fill(error), `level ${level}`);
    expect(countErrors(toWire(error))).toBeLessThan(3000);
  });

  test('keeps the beginning of a huge message and a huge stack', () => {
    const error = new Error('x'.repeat(1_000_000));
    const { message, stack } = toWire(error);
    expect(message).toBe(`${'x'.repeat(16_384)}…`);
    expect(stack).toHaveLength(16_385);
  });

  test('is made of an error of another realm as of any other', () => {
    expect(withoutStacks(toWire(errorOfOtherRealm()))).toStrictEqual({
      name: 'TypeError',
      message: 'from elsewhere',
    });
  });

  test('has no code and no name where they are not strings', () => {
    const error = Object.assign(new Error('odd'), { code: 42, name: 7 });
    expect(withoutStacks(toWire(error))).toStrictEqual({ name: 'Error', message: 'odd' });
  });
});

describe('the wire form of a thrown value that is no error', () => {
  test.each([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a string', 'boom', 'the string "boom"'],
    ['an empty string', '', 'the string ""'],
    ['a number', 42, 'the number 42'],
    ['a symbol', Symbol('s'), 'the symbol Symbol(s)'],
    ['a function', function handler() {}, 'the function "handler"'],
    ['a frozen object', Object.freeze({ a: 1 }), 'an object'],
    ['a promise', Promise.resolve(), 'an object of class Promise'],
  ])('describes %s in words', (_, thrown, text) => {
    const wire = toWire(thrown);
    expect(wire).toStrictEqual({ name: 'NonError', message: text, thrown: text });
  });
});

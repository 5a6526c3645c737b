import { ERROR_CATALOGUE, fromWire, HooklineError, isHooklineError, toWire } from 'hookline';
import { describe, expect, test } from 'vitest';

describe('fromWire', () => {
  test('rebuilds a Hookline error with everything that its wire form holds', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'ERR_INNER' });
    const wire = toWire(new HooklineError('HOOK_FAILED', 'outer', { hint: 'Mend it.', data: { a: [1] }, cause }));
    const error = fromWire(wire);
    expect(error).toBeInstanceOf(HooklineError);
    expect(toWire(error)).toStrictEqual(wire);
  });

  test('rebuilds an error of the language as an Error with the same name, code and stack', () => {
    const wire = {
      name: 'RangeError',
      message: 'too far',
      stack: 'RangeError: too far\n    at x',
      code: 'ERR_X',
    };
    const error = fromWire(wire);
    expect(isHooklineError(error)).toBe(false);
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
    expect(toWire(error)).toStrictEqual(wire);
    expect(Object.keys(error)).toEqual(['code']);
  });

  test('rebuilds an AggregateError with its members', () => {
    const wire = toWire(new AggregateError([new Error('a'), 'text'], 'all'));
    const error = fromWire(wire) as AggregateError;
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.errors.map(String)).toEqual(['Error: a', 'NonError: the string "text"']);
    expect(toWire(error)).toStrictEqual(wire);
  });

  test('makes an Error named NonError of what was thrown without being one, however often it travels', () => {
    const wire = toWire(Symbol('thrown'));
    const error = fromWire(wire);
    expect(String(error)).toBe('NonError: the symbol Symbol(thrown)');
    expect(toWire(error)).toStrictEqual(wire);
  });

  test('has the remedy of the catalogue where the wire form has no hint', () => {
    const error = fromWire({ hookline: true, code: 'LOOP_LIMIT', message: '' }) as HooklineError;
    expect(error.hint).toBe(ERROR_CATALOGUE.LOOP_LIMIT.remedy);
  });

  test.each(['NOT_INVENTED_YET', 'toString', '__proto__', ''])('keeps the unknown code "%s"', (code) => {
    const error = fromWire({ hookline: true, code, message: 'm' }) as HooklineError;
    expect(isHooklineError(error)).toBe(true);
    expect({ code: error.code, hint: error.hint, data: error.data }).toStrictEqual({
      code,
      hint: '',
      data: {},
    });
  });

  test('refuses data that is no record', () => {
    for (const data of [null, [1], 'text', 4]) {
      expect((fromWire({ hookline: true, code: 'HOOK_FAILED', data }) as HooklineError).data).toStrictEqual({});
    }
  });

  test('reaches no prototype through an own __proto__ key', () => {
    const wire: unknown = JSON.parse(
      '{"__proto__": {"message": "x"}, "hookline": true, "code": "HOOK_FAILED", "data": {"__proto__": {"polluted": 1}}}',
    );
    const error = fromWire(wire) as HooklineError;
    expect(Object.getPrototypeOf(error)).toBe(HooklineError.prototype);
    expect(error.data).toStrictEqual({});
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    [undefined, '(not a wire error: undefined)'],
    [null, '(not a wire error: null)'],
    ['text', '(not a wire error: the string "text")'],
    [42, '(not a wire error: the number 42)'],
    [{}, ''],
    [[], ''],
    [{ message: 5, name: {}, stack: [], code: null, cause: 7, errors: 'none' }, ''],
  ])('makes an Error of garbage: %j', (wire, message) => {
    const error = fromWire(wire);
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
    expect(error.message).toBe(message);
  });

  test('goes no deeper than eight errors, whatever it is sent', () => {
    let wire: object = { name: 'Error', message: 'core' };
    for (let level = 0; level < 10_000; level++) wire = { name: 'Error', message: 'shell', cause: wire };
    let depth = 0;
    for (let error: unknown = fromWire(wire); error instanceof Error; error = error.cause) depth += 1;
    expect(depth).toBe(9);
  });

  test('ends where the other side sends a cycle, or members without end', () => {
    const cycle: Record<string, unknown> = { name: 'Error', message: 'again' };
    cycle['cause'] = cycle;
    cycle['errors'] = Array.from({ length: 100 }, () => cycle);
    const error = fromWire(cycle) as AggregateError;
    expect(error.errors).toHaveLength(16);
    expect(JSON.stringify(toWire(error)).length).toBeLessThan(1_000_000);
  });
});

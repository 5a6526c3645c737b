import { ERROR_CATALOGUE, fromWire, HooklineError, isHooklineError, toWire } from 'hookline';
import { describe, expect, test } from 'vitest';
import { hostileValues } from './hostile-values.ts';

describe('a Hookline error', () => {
  test('is an Error with a code, a message, a hint and data', () => {
    const error = new HooklineError('HOOK_FAILED', 'It failed.', { hint: 'Mend it.', data: { hook: 'a' } });
    expect(error).toBeInstanceOf(Error);
    expect(error.toJSON()).toStrictEqual({
      name: 'HooklineError',
      message: 'It failed.',
      stack: error.stack,
      hookline: true,
      code: 'HOOK_FAILED',
      hint: 'Mend it.',
      data: { hook: 'a' },
    });
  });

  test('has the remedy of the catalogue where no hint is given, and no cause', () => {
    const error = new HooklineError('LOOP_LIMIT', 'It looped.');
    expect(error.hint).toBe(ERROR_CATALOGUE.LOOP_LIMIT.remedy);
    expect(error.data).toStrictEqual({});
    expect('cause' in error).toBe(false);
  });

  test('keeps a cause as it is, also one that is undefined', () => {
    const cause = Object.freeze({ any: 'thing' });
    expect(new HooklineError('HOOK_FAILED', '', { cause }).cause).toBe(cause);
    expect('cause' in new HooklineError('HOOK_FAILED', '', { cause: undefined })).toBe(true);
  });

  test('shows its name and message in its stack', () => {
    expect(new HooklineError('HOOK_FAILED', 'It failed.').stack).toMatch(/^HooklineError: It failed\.\n/);
  });

  test('becomes its wire form in JSON', () => {
    const error = new HooklineError('HOOK_FAILED', 'It failed.', { cause: new RangeError('inner') });
    expect(JSON.parse(JSON.stringify(error))).toEqual(toWire(error));
  });
});

describe('isHooklineError', () => {
  test('recognises an error, one of a subclass, and one that was rebuilt from the wire', () => {
    class Special extends HooklineError {}
    const error = new HooklineError('HOOK_FAILED', 'It failed.');
    expect(isHooklineError(error)).toBe(true);
    expect(isHooklineError(new Special('HOOK_FAILED', 'It failed.'))).toBe(true);
    expect(isHooklineError(fromWire(toWire(error)))).toBe(true);
  });

  test('recognises an error of another copy of the module', async () => {
    const path: string = '../../src/errors/hookline-error.ts?copy=2';
    const copy = (await import(path)) as {
      readonly HooklineError: typeof HooklineError;
      readonly isHooklineError: typeof isHooklineError;
    };
    const error = new copy.HooklineError('HOOK_FAILED', 'It failed.');
    expect(copy.HooklineError).not.toBe(HooklineError);
    expect(error).not.toBeInstanceOf(HooklineError);
    expect(isHooklineError(error)).toBe(true);
    expect(copy.isHooklineError(new HooklineError('HOOK_FAILED', 'It failed.'))).toBe(true);
    expect(toWire(error)).toMatchObject({ hookline: true, code: 'HOOK_FAILED', message: 'It failed.' });
  });

  test('is not deceived by the name or the code of another error', () => {
    const lookalike = Object.assign(new Error('It failed.'), { name: 'HooklineError', code: 'HOOK_FAILED' });
    expect(isHooklineError(lookalike)).toBe(false);
  });

  test.each(hostileValues)('answers no, and does not throw, for %s', (_, value) => {
    expect(isHooklineError(value)).toBe(false);
  });
});

import { HooklineError, isHooklineError } from 'hookline';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../../src/manager/context/redactor.ts';
import { errorWithGetter, hostileValues } from '../../errors/hostile-values.ts';

const TOKEN = 'hunter2-"x"/ä b';

function redactorOf(secrets: Readonly<Record<string, string>> = { TOKEN }): Redactor {
  const redactor = new Redactor();
  for (const [key, value] of Object.entries(secrets)) redactor.add(key, value);
  return redactor;
}

describe('redact', () => {
  test.each([
    ['as it is', TOKEN],
    ['inside JSON', JSON.stringify(TOKEN).slice(1, -1)],
    ['inside a URL', encodeURIComponent(TOKEN)],
    [
      'inside a URL with small letters',
      encodeURIComponent(TOKEN).replace('%C3%A4', '%c3%a4').replace('%2F', '%2f').replaceAll('%22', '%22'),
    ],
    ['inside a form', encodeURIComponent(TOKEN).replaceAll('%20', '+')],
    ['in base64', Buffer.from(TOKEN).toString('base64')],
    ['in base64 without padding', Buffer.from(TOKEN).toString('base64').replace(/=+$/, '')],
    ['in base64 for URLs', Buffer.from(TOKEN).toString('base64url')],
  ])('blacks a secret out %s', (_, form) => {
    expect(redactorOf().redact(`before ${form} after`)).toBe('before [secret TOKEN] after');
  });

  test.each(['', 'u:', 'us:', 'user:'])('blacks out a password behind "%s" in base64', (user) => {
    const header = Buffer.from(`${user}long-password-of-somebody and more`).toString('base64');
    const redacted = redactorOf({ PASS: 'long-password-of-somebody' }).redact(header);
    expect(redacted).toContain('[secret PASS]');
    expect(Buffer.from(redacted.replaceAll('[secret PASS]', ' '), 'base64').toString()).not.toContain('password');
  });

  test('blacks out what is left of a secret when the space around it was trimmed', () => {
    expect(redactorOf({ KEY: 'from-a-file\n' }).redact('(from-a-file)')).toBe('([secret KEY])');
  });

  test('blacks out a secret of several lines where it is printed or indented', () => {
    const lines = ['-----BEGIN KEY-----', 'MIIabcdefghijklmnopqrstuvwxyz', '0123456789ABCDEFGHIJ', '-----END KEY-----'];
    const redactor = redactorOf({ KEY: `${lines.join('\n')}\n` });
    for (const text of [inspect({ key: `${lines.join('\n')}\n` }), lines.join('\r\n'), lines.join('\n    ')]) {
      const redacted = redactor.redact(text);
      expect(lines.filter((line) => redacted.includes(line))).toEqual([]);
    }
  });

  test('blacks out a secret whose quotes were escaped where it was printed', () => {
    const secret = 'it\'s "so" `so`\u001B';
    expect(redactorOf({ KEY: secret }).redact(inspect([secret]))).toBe("[ '[secret KEY]' ]");
  });

  test('prefers the longest secret, and takes those that overlap for one', () => {
    const redactor = redactorOf({ SHORT: 'abcdef', LONG: 'abcdefgh', OTHER: 'ghijkl' });
    expect(redactor.redact('abcdefgh abcdef')).toBe('[secret LONG] [secret SHORT]');
    expect(redactor.redact('<abcdefghijkl>')).toBe('<[secret LONG]>');
    expect(redactorOf({ A: 'aaaa' }).redact('aaaaaaa')).toBe('[secret A]');
  });

  test('does not look for secrets in its own marks', () => {
    expect(redactorOf({ A: 'secret', B: 'value-of-b' }).redact('value-of-b secret')).toBe('[secret B] [secret A]');
  });

  test('blacks out the part of a secret in front of a cut', () => {
    expect(redactorOf({ KEY: '0123456789' }).redact('a 0123456… and 9876…')).toBe('a [secret KEY]… and 9876…');
  });

  test('leaves secrets of less than four characters alone', () => {
    expect(redactorOf({ PIN: '123', EMPTY: '' }).redact('123')).toBe('123');
  });

  test('takes half of a surrogate pair', () => {
    expect(redactorOf({ KEY: 'abc\uD800def' }).redact('abc\uD800def')).toBe('[secret KEY]');
  });

  test('gives a text without secrets back as it is', () => {
    expect(redactorOf().redact('nothing here')).toBe('nothing here');
    expect(new Redactor().redact(TOKEN)).toBe(TOKEN);
  });
});

describe('redactData', () => {
  test('blacks secrets out in values and keys, at every depth', () => {
    const data = { [`key ${TOKEN}`]: [{ deep: TOKEN }, new Map([[TOKEN, 1]])], count: 3 };
    expect(redactorOf().redactData(data)).toEqual({
      'key [secret TOKEN]': [{ deep: '[secret TOKEN]' }, [['[secret TOKEN]', 1]]],
      count: 3,
    });
  });

  test('tells an error with its stack, code and causes', () => {
    const error = Object.assign(new TypeError(`bad ${TOKEN}`, { cause: TOKEN }), {
      code: 'E_BAD',
      stack: `at ${TOKEN}`,
    });
    expect(redactorOf().redactData(error)).toEqual({
      name: 'TypeError',
      message: 'bad [secret TOKEN]',
      stack: 'at [secret TOKEN]',
      code: 'E_BAD',
      cause: expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    });
  });

  test.each(hostileValues)('takes %s', (_, value) => {
    for (const redactor of [redactorOf(), new Redactor()]) {
      const data = redactor.redactData(value);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }
  });
});

describe('redactThrown', () => {
  test.each(hostileValues)('gives back %s as it is, whether or not there are secrets', (_, value) => {
    expect(new Redactor().redactThrown(value)).toBe(value);
    expect(redactorOf().redactThrown(value)).toBe(value);
  });

  test('gives a copy of an error with a secret, and leaves the error as it was', () => {
    const cause = new Error(`inner ${TOKEN}`);
    const error = Object.freeze(Object.assign(new RangeError(`outer ${TOKEN}`, { cause }), { code: 'E_OUT' }));
    const copy = redactorOf().redactThrown(error) as Error & { code: string; cause: Error };
    expect(copy).not.toBe(error);
    expect(copy).toBeInstanceOf(Error);
    expect({ name: copy.name, message: copy.message, code: copy.code, cause: copy.cause.message }).toEqual({
      name: 'RangeError',
      message: 'outer [secret TOKEN]',
      code: 'E_OUT',
      cause: 'inner [secret TOKEN]',
    });
    expect(inspect(copy, { depth: 9 })).not.toContain('hunter2');
    expect([error.message, error.cause]).toEqual([`outer ${TOKEN}`, cause]);
  });

  test.each([
    ['the stack', () => Object.assign(new Error('x'), { stack: TOKEN })],
    ['the name', () => Object.assign(new Error('x'), { name: TOKEN })],
    ['a cause of a cause', () => new Error('x', { cause: new Error('y', { cause: TOKEN }) })],
    ['a cause far down', () => deepError(50)],
    ['a member of an AggregateError', () => new AggregateError([new Error('x'), new Error(TOKEN)], 'many')],
    ['an own property', () => Object.assign(new Error('x'), { path: `/${TOKEN}` })],
    ['a property of a property', () => Object.assign(new Error('x'), { config: { headers: { auth: TOKEN } } })],
    [
      'an error in a property',
      () => Object.assign(new Error('x'), { original: Object.assign(new Error('y'), { stack: TOKEN }) }),
    ],
    ['a property that loops do not show', () => Object.defineProperty(new Error('x'), 'hidden', { value: TOKEN })],
    ['a getter', () => errorWithGetter('detail', () => TOKEN)],
    ['the middle of a long message', () => new Error('x'.repeat(20_000) + TOKEN + 'x'.repeat(20_000))],
  ])('finds a secret in %s', (_, make) => {
    const copy = redactorOf().redactThrown(make());
    expect(copy).toBeInstanceOf(Error);
    expect(inspect(copy, { depth: 99, showHidden: true })).not.toContain('hunter2');
  });

  test('finds a secret in an error that is its own cause', () => {
    const error: Error & { cause?: unknown } = new Error('x');
    error.cause = new Error(TOKEN, { cause: error });
    expect(inspect(redactorOf().redactThrown(error), { depth: 99 })).not.toContain('hunter2');
  });

  test('keeps a Hookline error one, with its hint and its data', () => {
    const error = new HooklineError('HOOK_FAILED', `no ${TOKEN}`, { hint: `drop ${TOKEN}`, data: { value: TOKEN } });
    const copy = redactorOf().redactThrown(error) as HooklineError;
    expect(isHooklineError(copy)).toBe(true);
    expect([copy.code, copy.message, copy.hint, copy.data]).toEqual([
      'HOOK_FAILED',
      'no [secret TOKEN]',
      'drop [secret TOKEN]',
      { value: '[secret TOKEN]' },
    ]);
  });

  test('gives JSON in place of other things with a secret', () => {
    expect(redactorOf().redactThrown(`no ${TOKEN}`)).toBe('no [secret TOKEN]');
    expect(redactorOf().redactThrown({ token: TOKEN })).toEqual({ token: '[secret TOKEN]' });
  });
});

function deepError(depth: number): Error {
  let error = new Error(TOKEN);
  for (let level = 0; level < depth; level++) error = new Error('outer', { cause: error });
  return error;
}

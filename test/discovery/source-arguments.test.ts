import { describe, expect, test } from 'vitest';
import { assertSource } from '../../src/discovery/assert-source.ts';
import { builtin } from '../../src/discovery/builtin.ts';
import { directory } from '../../src/discovery/directory.ts';
import { list } from '../../src/discovery/list.ts';
import { nodeModules } from '../../src/discovery/node-modules.ts';
import { thrownBy } from '../hooks/untyped-hooks.ts';

/** What a call throws that TypeScript would not let through. */
function refusal(call: (untyped: never) => unknown, value: unknown): object {
  const { code, message, hint } = thrownBy(() => call(value as never));
  return { code, message, hint };
}

const PATH_HINT = "Give a path such as './plugins', or new URL('./plugins', import.meta.url).";

describe('a source is refused at once', () => {
  test.each([
    ['directory', directory, 5, 'a path or a file: URL is needed, not the number 5'],
    ['directory', directory, '', 'a path or a file: URL is needed, not the string ""'],
    [
      'directory',
      directory,
      new URL('https://example.com/x'),
      '"https://example.com/x" leads to no file: The URL must be of scheme file',
    ],
    ['list', list, ['./one', undefined], 'a path or a file: URL is needed, not undefined'],
    ['nodeModules', nodeModules, {}, 'a path or a file: URL is needed, not undefined'],
  ] as const)('if %s gets a path that is none: %3$s', (name, create, value, problem) => {
    const message = `The path for ${name} is not valid: ${problem}.`;
    expect(refusal(create as (untyped: never) => unknown, value)).toEqual({
      code: 'SOURCE_INVALID',
      message,
      hint: PATH_HINT,
    });
  });

  test('if nodeModules gets no options', () => {
    expect(refusal(nodeModules, './here')).toEqual({
      code: 'SOURCE_INVALID',
      message: 'The options of nodeModules are not valid: { from } is needed, not the string "./here".',
      hint: 'Write nodeModules({ from: import.meta.url }).',
    });
  });

  test('if list gets one path', () => {
    expect(refusal(list, './plugins')).toMatchObject({
      message: 'The paths for list are not valid: an array of paths is needed, not the string "./plugins".',
    });
  });

  test.each([
    ['there is no option "trustd" (did you mean "trusted"?)', { trustd: true }],
    ['"trusted" must be true or false, not the string "yes"', { trusted: 'yes' }],
    ['the options must be an object, not the boolean true', true],
  ])('if its options are wrong: %s', (problem, options) => {
    expect(refusal((untyped) => directory('./plugins', untyped), options)).toEqual({
      code: 'SOURCE_INVALID',
      message: `The options of directory are not valid: ${problem}.`,
      hint: 'Give directory no other options than { trusted, firstParty }, each true or false.',
    });
  });
});

describe('assertSource', () => {
  test('takes every source, and those of others that look the same', () => {
    const own = { name: 'own', trusted: false, find: () => Promise.resolve({ plugins: [], problems: [] }) };
    for (const source of [directory('.'), list([]), nodeModules({ from: '.' }), builtin([]), own]) {
      expect(() => assertSource(source)).not.toThrow();
    }
  });

  test.each([
    ['it is the string "./plugins"', './plugins', 'Use directory("./plugins") for a folder of plugins.'],
    ['it is undefined', undefined, 'Use directory(), nodeModules(), list() or builtin().'],
    ['its "name" must be a string, not undefined', [], 'Use directory(), nodeModules(), list() or builtin().'],
    [
      'its "trusted" must be true or false, not undefined',
      { name: 'x' },
      'Use directory(), nodeModules(), list() or builtin().',
    ],
    [
      'its "find" must be a function, not undefined',
      { name: 'x', trusted: true },
      'Use directory(), nodeModules(), list() or builtin().',
    ],
  ])('refuses a value because %s', (problem, value, hint) => {
    expect(refusal((untyped) => assertSource(untyped), value)).toEqual({
      code: 'SOURCE_INVALID',
      message: `A source of plugins is not valid: ${problem}.`,
      hint,
    });
  });
});

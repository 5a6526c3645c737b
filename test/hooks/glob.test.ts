import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../src/hooks/glob.ts';

/** What a glob means, as plainly as it can be said; exponential, so for short strings only. */
function obviouslyMatches(pattern: readonly string[], text: readonly string[]): boolean {
  const [token, ...rest] = pattern;
  const [character, ...others] = text;
  if (token === undefined) return character === undefined;
  if (token === '*' && rest[0] === '*') {
    // Stars behind the second one add nothing.
    const tail = pattern.slice(pattern.findIndex((each, index) => index > 1 && each !== '*'));
    const behind = pattern.every((each) => each === '*') ? [] : tail;
    return [...text, ''].some((_, length) => obviouslyMatches(behind, text.slice(length)));
  }
  if (token === '*') {
    if (obviouslyMatches(rest, text)) return true;
    return character !== undefined && character !== '/' && obviouslyMatches(pattern, others);
  }
  if (character === undefined) return false;
  return (token === '?' ? character !== '/' : token === character) && obviouslyMatches(rest, others);
}

describe('a glob', () => {
  test.each([
    ['', ''],
    ['a', 'a'],
    ['*', ''],
    ['*', 'abc'],
    ['**', ''],
    ['**', 'a/b/c'],
    ['?', 'a'],
    ['*.md', 'page.md'],
    ['*.md', '.md'],
    ['a*c', 'ac'],
    ['a*c', 'abcbc'],
    ['blog/*', 'blog/post'],
    ['blog/*', 'blog/'],
    ['blog/**', 'blog/2024/post'],
    ['**/post', 'blog/2024/post'],
    ['a**z', 'a/b/z'],
    ['a***z', 'a/b/z'],
    ['a/*/c/**', 'a/b/c/d/e'],
    ['?', '𝒳'],
    ['??', '𝒳𝒴'],
    ['𝒳*', '𝒳yz'],
    ['*', '\uD800'],
    ['a.c', 'a.c'],
    ['[a]{b}(c)\\d+$^|', '[a]{b}(c)\\d+$^|'],
    ['line\nbreak*', 'line\nbreak\n'],
  ])('"%s" matches "%s"', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(true);
  });

  test.each([
    ['', 'a'],
    ['a', ''],
    ['a', 'ab'],
    ['a', 'A'],
    ['?', ''],
    ['?', '/'],
    ['?', 'ab'],
    ['??', '𝒳'],
    ['*', 'a/b'],
    ['*', '/'],
    ['*.md', 'blog/page.md'],
    ['blog/*', 'blog/2024/post'],
    ['blog/**', 'blog'],
    ['**/post', 'post'],
    ['a.c', 'abc'],
    ['[ab]', 'a'],
    ['{a,b}', 'a'],
    ['\\*', '*'],
    ['a*b', 'a*c'],
    ['𝒳', '\uD835'],
  ])('"%s" does not match "%s"', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(false);
  });

  test.each(['*a*a*a*a*a*a*b', '**a**a**a**a**a**b', '?*'.repeat(500), '*'.repeat(1000)])(
    'of many wildcards answers about a long text: %s',
    (pattern) => {
      expect(matchesGlob(pattern, 'a'.repeat(10_000))).toBe(!pattern.endsWith('b'));
    },
  );

  test('means what the obvious model says, for every short pattern and text', () => {
    const tokens = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '?', '𝒳'), { maxLength: 6 });
    const characters = fc.array(fc.constantFrom('a', 'b', '/', '𝒳', '*'), { maxLength: 6 });
    fc.assert(
      fc.property(tokens, characters, (pattern, text) => {
        const expected = obviouslyMatches(Array.from(pattern.join('')), text);
        expect(matchesGlob(pattern.join(''), text.join(''))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

import { expect, test } from 'vitest';
import { toOutput, toRelativeLink, toUrl } from './site-address.ts';

test.each([
  ['index.html', '/'],
  ['docs/index.html', '/docs/'],
  ['docs/a b#c?.html', '/docs/a%20b%23c%3F.html'],
  ['日本.html', '/%E6%97%A5%E6%9C%AC.html'],
  ['half\ud800.html', '/half%EF%BF%BD.html'],
])('the address of %j is %s', (output, url) => {
  expect(toUrl(output)).toBe(url);
});

test.each([
  ['/', 'index.html'],
  ['/docs/', 'docs/index.html'],
  ['/docs/a', 'docs/a.html'],
  ['/docs/a.html', 'docs/a.html'],
  ['/a%20b', 'a b.html'],
  ['/../a', undefined],
  ['/a/../b', undefined],
  ['/%2e%2e/a', undefined],
  ['/a%2f..%2fb', undefined],
  ['//a', undefined],
  ['/a//b', undefined],
  ['/.', undefined],
  ['/a%00', undefined],
  ['/a%5cb', undefined],
  ['/%zz', undefined],
])('%s lies in %s', (url, output) => {
  expect(toOutput(url)).toBe(output);
});

test.each([
  ['index.html', 'a.html', 'a.html'],
  ['a/b/c.html', 'a/d.html', '../d.html'],
  ['a/b.html', 'a/b.html', 'b.html'],
  ['a/b.html', 'index.html', '../index.html'],
  ['index.html', 'a b/c#d?e%.html', 'a%20b/c%23d%3Fe%25.html'],
  ['index.html', 'javascript:alert(1).html', 'javascript%3Aalert(1).html'],
])('from %s to %s it is %s', (from, to, link) => {
  expect(toRelativeLink(from, to)).toBe(link);
});

import { describe, expect, test } from 'vitest';
import { createLinkTargets } from './link-targets.ts';
import { rewriteLinks } from './rewrite-links.ts';

const targets = createLinkTargets([
  { file: 'README.md', output: 'index.html' },
  { file: 'docs/a.md', output: 'docs/a.html' },
  { file: 'docs/A.md', output: 'docs/A-2.html' },
  { file: 'docs/guide/index.md', output: 'docs/guide/index.html' },
  { file: 'docs/100%.md', output: 'docs/100%.html' },
  { file: 'docs/a b.md', output: 'docs/a b.html' },
  { file: 'img/x.png', output: 'img/x.png' },
  { file: undefined, output: 'stats/index.html' },
]);

function rewrite(link: string): string | undefined {
  const html = rewriteLinks(`<a href="${link}">x</a>`, { file: 'docs/here.md', output: 'docs/here.html' }, targets);
  return /href="([^"]*)"/.exec(html)?.[1];
}

describe('a link of a page in docs/', () => {
  test.each([
    ['a.md', 'a.html'],
    ['./a.md', 'a.html'],
    ['a.md#part', 'a.html#part'],
    ['a.md?x=1#part', 'a.html?x=1#part'],
    ['A.md', 'A-2.html'],
    ['a', 'a.html'],
    ['guide', 'guide/index.html'],
    ['guide/', 'guide/index.html'],
    ['guide/index.md', 'guide/index.html'],
    ['../README.md', '../index.html'],
    ['..', '../index.html'],
    ['../', '../index.html'],
    ['/', '../index.html'],
    ['/docs/a.md', 'a.html'],
    ['../img/x.png', '../img/x.png'],
    ['/img/x.png', '../img/x.png'],
    ['a%20b.md', 'a%20b.html'],
    ['a b.md', 'a%20b.html'],
    ['100%25.md', '100%25.html'],
    ['100%.md', '100%25.html'],
    ['../stats/', '../stats/index.html'],
  ])('%s leads to %s', (link, expected) => {
    expect(rewrite(link)).toBe(expected);
  });

  test.each([
    'missing.md',
    '../../outside.md',
    '#part',
    '',
    'https://example.org/a.md',
    '//example.org/a.md',
    'mailto:a.md',
    'constructor',
    '__proto__',
    '%zz.md',
  ])('%j stays', (link) => {
    expect(rewrite(link)).toBe(link);
  });
});

test('only the attribute is touched', () => {
  const html = `<p title='a.md'>a.md <img alt="a.md" src='../img/x.png' title="t"/><a  class=b href=a.md  id=c>a.md</a></p><code>href="a.md"</code>`;
  expect(rewriteLinks(html, { file: 'docs/here.md', output: 'docs/here.html' }, targets)).toBe(
    `<p title='a.md'>a.md <img alt="a.md" src="../img/x.png" title="t"/><a  class=b href="a.html"  id=c>a.md</a></p><code>href="a.md"</code>`,
  );
});

test('a page that a plugin brought is where its output is', () => {
  expect(rewriteLinks('<a href="../docs/a.html">x</a>', { file: undefined, output: 'stats/index.html' }, targets)).toBe(
    '<a href="../docs/a.html">x</a>',
  );
});

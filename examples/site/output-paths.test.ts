import { expect, test } from 'vitest';
import { createOutputPaths } from './output-paths.ts';

function place(...files: string[]): string[] {
  const paths = createOutputPaths(files);
  return files.map((file) => paths.forPage(file));
}

test('a page becomes an HTML file of the same name', () => {
  expect(place('a.md', 'docs/B c.markdown', 'LICENSE')).toEqual(['a.html', 'docs/B c.html', 'LICENSE.html']);
});

test('a README opens its folder, unless there is an index', () => {
  expect(place('README.md', 'a/readme.md', 'b/README.md', 'b/index.md')).toEqual([
    'index.html',
    'a/index.html',
    'b/README.html',
    'b/index.html',
  ]);
});

test('names that are one on some systems get numbers', () => {
  expect(place('A.md', 'a.md', 'e\u0301.md', '\u00e9.md', 'a.markdown')).toEqual([
    'A.html',
    'a-2.html',
    'e\u0301.html',
    '\u00e9-2.html',
    'a-3.html',
  ]);
});

test('a file and a folder do not want the same name', () => {
  expect(place('a.md', 'a/index.md')).toEqual(['a.html', 'a/index.html']);
  expect(place('a.md', 'a.html/index.md', 'a.html/b.md')).toEqual(['a.html', 'a-2.html/index.html', 'a-2.html/b.html']);
  expect(place('a.html/index.md', 'a.md')).toEqual(['a.html/index.html', 'a-2.html']);
});

test('what the site needs itself is not given away', () => {
  const paths = createOutputPaths([]);
  expect([paths.claim('_site/style.css'), paths.claim('_site/style.css')]).toEqual([
    '_site/style.css',
    '_site/style-2.css',
  ]);
});

test('names that no file system takes are cut, and stay apart', () => {
  const [first = '', second = ''] = place(`${'語'.repeat(90)}a.md`, `${'語'.repeat(90)}b.md`);
  expect(first).not.toBe(second);
  for (const name of [first, second]) {
    expect(Buffer.byteLength(name)).toBeLessThan(201);
    expect(name).toMatch(/^語+-[0-9a-f]{12}\.html$/);
  }
});

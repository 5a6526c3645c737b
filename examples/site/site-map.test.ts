import type { RenderedPage } from 'hookline/hookspecs/site';
import { expect, test } from 'vitest';
import { createSiteMap } from './site-map.ts';

function toPage(output: string, order?: number): RenderedPage {
  return { url: `/${output}`, output, title: `Title of ${output}`, frontMatter: { order }, html: '', headings: [] };
}

function arrange(...pages: RenderedPage[]): [string, string[]][] {
  return createSiteMap(pages).sections.map(({ label, pages: sorted }) => [label, sorted.map(({ output }) => output)]);
}

test('pages stand by folder, the opening page in front, numbers as numbers', () => {
  expect(
    arrange(
      ...['b/10.html', 'b/9.html', 'z.html', 'index.html', 'a/x.html', 'a/index.html', 'a/deep-er/y.html'].map((path) =>
        toPage(path),
      ),
    ),
  ).toEqual([
    ['', ['index.html', 'z.html']],
    ['Title of a/index.html', ['a/index.html', 'a/x.html']],
    ['A / Deep er', ['a/deep-er/y.html']],
    ['B', ['b/9.html', 'b/10.html']],
  ]);
});

test('the order of the front matter comes first, if it is a number', () => {
  expect(arrange(toPage('a.html'), toPage('b.html', 2), toPage('c.html', 1), toPage('d.html', Number.NaN))).toEqual([
    ['', ['c.html', 'b.html', 'a.html', 'd.html']],
  ]);
});

test('a folder with nothing but its opening page is a page of the folder above', () => {
  expect(arrange(toPage('index.html'), toPage('plugins/a/index.html'), toPage('plugins/b/index.html'))).toEqual([
    ['', ['index.html']],
    ['Plugins', ['plugins/a/index.html', 'plugins/b/index.html']],
  ]);
});

test('each page knows its position and its section', () => {
  const { positions, sectionOf, pages } = createSiteMap([toPage('b.html'), toPage('a/x.html'), toPage('a.html')]);
  expect(pages.map(({ output }) => positions.get(output))).toEqual([0, 1, 2]);
  expect(pages.map(({ output }) => sectionOf.get(output)?.folder)).toEqual(['', '', 'a/']);
});

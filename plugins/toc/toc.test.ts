import type { Page } from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { startPlugin } from '../../test/examples/plugin-host.ts';
import type { TocConfig } from './toc-config.ts';

async function addToc(
  html: string,
  config?: Partial<TocConfig>,
  frontMatter: Page['frontMatter'] = {},
): Promise<string> {
  const { hooks } = await startPlugin('toc', config);
  const page: Page = {
    url: '/a.html',
    file: 'a.md',
    title: 'A',
    format: 'markdown',
    frontMatter,
    source: '',
  };
  return hooks.execute('after_page_render', { html, page });
}

const PAGE = '<h1 id="t">T</h1><h2 id="a">A</h2><h3 id="b">B</h3><h2 id="c">C</h2>';

describe('the table', () => {
  test('stands behind the title and nests as the headings do', async () => {
    expect(await addToc(PAGE)).toBe(
      '<h1 id="t">T</h1>\n<nav class="toc" aria-label="On this page"><p class="toc-title">On this page</p>' +
        '<ul><li><a href="#a">A</a><ul><li><a href="#b">B</a></li></ul></li><li><a href="#c">C</a></li></ul></nav>\n' +
        '<h2 id="a">A</h2><h3 id="b">B</h3><h2 id="c">C</h2>',
    );
  });

  test('stands at the start of a page without title', async () => {
    expect(await addToc('<p>x</p><h2 id="a">A</h2><h2 id="b">B</h2>')).toMatch(/^\n<nav class="toc"/);
  });

  test('stands where the page says so', async () => {
    const html = await addToc(`<p>before</p>\n<p>[[toc]]</p>\n${PAGE}`);
    expect(html).toMatch(/^<p>before<\/p>\n<nav class="toc".*<\/nav>\n\n<h1/s);
    expect(html).not.toContain('[[toc]]');
  });

  test('lists the levels that the options name', async () => {
    expect(await addToc(PAGE, { from: 1, to: 2 })).toContain(
      '<ul><li><a href="#t">T</a><ul><li><a href="#a">A</a></li><li><a href="#c">C</a></li></ul></li></ul>',
    );
  });

  test('bears with levels in any order', async () => {
    const html = '<h4 id="a">A</h4><h2 id="b">B</h2><h6 id="c">C</h6><h3 id="d">D</h3>';
    expect(await addToc(html, { to: 6 })).toContain(
      '<ul><li><a href="#a">A</a></li><li><a href="#b">B</a><ul><li><a href="#c">C</a></li><li><a href="#d">D</a></li></ul></li></ul>',
    );
  });

  test('is absent where it would be of no use', async () => {
    const single = '<h1 id="t">T</h1><h2 id="a">A</h2>';
    expect(await addToc(single)).toBe(single);
    expect(await addToc(PAGE, {}, { toc: false })).toBe(PAGE);
    expect(await addToc('<h2>no anchor</h2><h2>none</h2>')).toBe('<h2>no anchor</h2><h2>none</h2>');
  });

  test('has an end', async () => {
    const html = Array.from({ length: 1_000 }, (_, n) => `<h2 id="h${n}">H${n}</h2>`).join('');
    expect((await addToc(html)).match(/<li>/g)).toHaveLength(200);
  });

  test('says its title in the language of the site', async () => {
    expect(await addToc(PAGE, { title: 'Auf dieser "Seite"' })).toContain('aria-label="Auf dieser &quot;Seite&quot;"');
  });
});

test('HTML that a heading spells out stays text', async () => {
  const attack = '&lt;img src=x onerror=alert(1)&gt;';
  const html = await addToc(`<h2 id="a&quot;b">${attack}</h2><h2 id="b">B &amp; <em>C</em></h2>`);
  expect(html).toContain(`<li><a href="#a%22b">${attack}</a></li><li><a href="#b">B &amp; C</a></li>`);
});

test('replacement patterns in a heading mean nothing', async () => {
  expect(await addToc('<p>[[toc]]</p><h2 id="a">$& $1 $\'</h2><h2 id="b">B</h2>')).toContain(
    '<a href="#a">$&amp; $1 $\'</a>',
  );
});

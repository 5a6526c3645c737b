import type { Hooks } from 'hookline';
import type { Page, RenderedPage, SiteHooks } from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { startPlugin } from '../../test/examples/plugin-host.ts';
import type { AnalyticsConfig } from './analytics-config.ts';

const page: Page = {
  url: '/a.html',
  file: 'a.md',
  title: 'A',
  format: 'markdown',
  frontMatter: {},
  source: '',
};

async function createSite(config?: Partial<AnalyticsConfig>): Promise<Hooks<SiteHooks>> {
  const { hooks } = await startPlugin('analytics', config);
  return hooks;
}

async function render(html: string, config?: Partial<AnalyticsConfig>): Promise<string> {
  return (await createSite(config)).execute('after_page_render', { html, page });
}

function toRendered(file: string | undefined, html: string): RenderedPage {
  const output = `${file ?? 'x'}.html`;
  return {
    url: `/${output}`,
    ...(file === undefined ? {} : { file }),
    output,
    title: '',
    frontMatter: {},
    html,
    headings: [],
  };
}

async function countInSite(html: string): Promise<unknown> {
  const hooks = await createSite();
  await hooks.execute('before_export', { files: [], pages: [toRendered('a.md', html)], folder: '/out' });
  const [widget] = await hooks.execute('admin_dashboard_stats');
  return widget?.rows.find(({ label }) => label === 'Words')?.value;
}

describe('words', () => {
  test.each([
    ['<p>One two <b>three</b>.</p>', 3],
    ["<p>It's a state-of-the-art re&#39;use</p>", 5],
    ['<p>100 % of 3.5</p>', 4],
    ['<p>日本語 word</p>', 4],
    ['<p>Ünï cödé</p>', 2],
    ['<nav>skip me</nav><p>count</p>', 1],
    ['<pre><code>let a = <span>1</span></code></pre><p>after <code>inline</code></p>', 2],
    ['<pre class="plain-text">a text page</pre>', 3],
    ['<p class="reading-time">3 min read</p><p>x</p>', 1],
    ['<script>let a</script><style>b {}</style>', 0],
    ['<img alt="not counted">', 0],
    ['', 0],
  ])('%s: %i', async (html, words) => {
    expect(await countInSite(html)).toBe(words);
  });
});

describe('the reading time', () => {
  test('stands under the title', async () => {
    expect(await render('<h1>T</h1><p>a</p>')).toBe('<h1>T</h1>\n<p class="reading-time">1 min read</p>\n<p>a</p>');
  });

  test('stands at the start of a page without title', async () => {
    expect(await render('<p>a</p>')).toBe('\n<p class="reading-time">1 min read</p>\n<p>a</p>');
  });

  test('follows the number of words', async () => {
    expect(await render(`<p>${'word '.repeat(660)}</p>`)).toContain('3 min read');
    expect(await render(`<p>${'word '.repeat(660)}</p>`, { wordsPerMinute: 660 })).toContain('1 min read');
  });

  test('is text, not HTML', async () => {
    expect(await render('<p>a</p>', { readingTimeText: '{minutes} <b>$&' })).toContain(
      '<p class="reading-time">1 &lt;b&gt;$&amp;</p>',
    );
  });

  test('can be left out, and is where there is nothing to read', async () => {
    expect(await render('<p>a</p>', { showReadingTime: false })).toBe('<p>a</p>');
    expect(await render('<img src="x">')).toBe('<img src="x">');
  });
});

describe('the widget', () => {
  test('sums up all pages of the site', async () => {
    const hooks = await createSite();
    const pages = [
      toRendered('a.md', '<p>one two</p>'),
      toRendered(undefined, `<p>${'word '.repeat(500)}</p>`),
      toRendered('c.md', ''),
    ];
    await hooks.execute('before_export', { files: [], pages, folder: '/out' });
    expect(await hooks.execute('admin_dashboard_stats')).toEqual([
      {
        title: 'Pages and words',
        rows: [
          { label: 'Pages', value: 3 },
          { label: 'Words', value: 502 },
          { label: 'Reading time', value: '2 min' },
          { label: 'Longest page', value: '/x.html (500 words)' },
          { label: 'Pages without words', value: 1 },
        ],
      },
    ]);
  });

  test('is absent before the first export', async () => {
    expect(await (await createSite()).execute('admin_dashboard_stats')).toEqual([]);
  });

  test('bears with a site without pages', async () => {
    const hooks = await createSite();
    await hooks.execute('before_export', { files: [], pages: [], folder: '/out' });
    expect((await hooks.execute('admin_dashboard_stats'))[0]?.rows).toHaveLength(3);
  });
});

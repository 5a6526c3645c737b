import type { Hooks } from 'hookline';
import type { ExportFile, RenderedPage, SiteHooks, Widget } from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { startPlugin } from '../../test/examples/plugin-host.ts';
import type { LinkCheckConfig } from './link-check-config.ts';

function toPage(output: string, html: string): RenderedPage {
  const file = output.replace(/\.html$/, '.md');
  return { url: `/${encodeURI(output)}`, file, output, title: output, frontMatter: {}, html, headings: [] };
}

async function createSite(config?: Partial<LinkCheckConfig>): Promise<Hooks<SiteHooks>> {
  const { hooks } = await startPlugin('link-check', config);
  return hooks;
}

async function check(
  pages: readonly RenderedPage[],
  config?: Partial<LinkCheckConfig>,
  more: readonly string[] = [],
): Promise<Widget[]> {
  const hooks = await createSite(config);
  const files: ExportFile[] = [...pages.map(({ output }) => output), ...more].map((path) => ({
    path,
    content: '',
  }));
  await hooks.execute('before_export', { files, pages: [...pages], folder: '/out' });
  return hooks.execute('admin_dashboard_stats');
}

async function findReasons(html: string): Promise<unknown[]> {
  const site = [
    toPage('docs/a.html', html),
    toPage('docs/b.html', '<h2 id="one">1</h2><a name="two">2</a>'),
    toPage('index.html', ''),
    toPage('ä b/index.html', ''),
  ];
  const [widget] = await check(site, {}, ['img/x.png']);
  return widget?.rows.map(({ value }) => value) ?? [];
}

describe('links that lead somewhere', () => {
  test.each([
    'b.html',
    './b.html',
    '../docs/b.html',
    '/docs/b.html',
    'b.html?query=1',
    'b.html#one',
    'b.html#two',
    '#here',
    '#top',
    '#',
    '',
    '../',
    '/',
    '..',
    '../%C3%A4%20b/',
    '../ä b/index.html',
    '../img/x.png',
    '../img/x.png#fragment',
    'https://example.org/missing',
    '//example.org/missing',
    'mailto:somebody@example.org',
  ])('%j', async (link) => {
    expect(await findReasons(`<p id="here"><a href="${link}">x</a></p>`)).toEqual([]);
  });
});

describe('links that lead nowhere', () => {
  test.each([
    ['missing.html', 'no such file in the site'],
    ['b.md', 'no such file in the site'],
    ['b.html#three', 'no such anchor on that page'],
    ['#nowhere', 'no such anchor on that page'],
    ['../../secret.html', 'leads out of the site'],
    ['/../secret.html', 'leads out of the site'],
    ['100%.html', 'not a valid address'],
    ['b.html#%', 'not a valid address'],
  ])('%s: %s', async (link, reason) => {
    expect(await findReasons(`<a href="${link}">x</a>`)).toEqual([`${link} (${reason})`]);
  });

  test('images count too, and each link once a page', async () => {
    expect(await findReasons('<img src="x.png"><a href="y.html">1</a><a href="y.html">2</a>')).toEqual([
      'x.png (no such file in the site)',
      'y.html (no such file in the site)',
    ]);
  });
});

describe('the widget', () => {
  test('names the page of each broken link and asks for attention', async () => {
    expect(await check([toPage('a.html', '<a href="b.html">b</a>')])).toEqual([
      {
        title: 'Broken links',
        status: 'warning',
        rows: [{ label: 'a.md', value: 'b.html (no such file in the site)' }],
      },
    ]);
  });

  test('says that all is well', async () => {
    expect(await check([toPage('a.html', '')])).toEqual([{ title: 'Broken links', status: 'ok', rows: [] }]);
  });

  test('is absent before the first export', async () => {
    expect(await (await createSite()).execute('admin_dashboard_stats')).toEqual([]);
  });

  test('leaves out what the options ignore', async () => {
    expect(await check([toPage('a.html', '<a href="api/x.html">x</a>')], { ignore: ['api/'] })).toEqual([
      { title: 'Broken links', status: 'ok', rows: [] },
    ]);
  });
});

test('files that another plugin adds can be linked to', async () => {
  const hooks = await createSite();
  hooks.register(
    { id: 'acme.feed', version: '1.0.0' },
    { before_export: ({ files }) => [...files, { path: 'feed.xml', content: '' }] },
  );
  await hooks.execute('before_export', {
    files: [],
    pages: [toPage('a.html', '<a href="feed.xml">x</a>')],
    folder: '/out',
  });
  expect(await hooks.execute('admin_dashboard_stats')).toEqual([{ title: 'Broken links', status: 'ok', rows: [] }]);
});

test('two sites in one process keep their findings apart', async () => {
  const [first, second] = [await createSite(), await createSite()];
  await first.execute('before_export', {
    files: [],
    pages: [toPage('a.html', '<a href="x">x</a>')],
    folder: '/1',
  });
  await second.execute('before_export', { files: [], pages: [toPage('a.html', '')], folder: '/2' });
  expect((await first.execute('admin_dashboard_stats'))[0]?.rows).toHaveLength(1);
  expect((await second.execute('admin_dashboard_stats'))[0]?.rows).toHaveLength(0);
});

import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { findActiveContent } from '../../test/examples/find-active-content.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { createTemporaryFolder, writeFiles } from '../../test/examples/temporary-folder.ts';
import { buildSite } from './build-site.ts';
import { OWNED_FILES_NAME } from './owned-files.ts';
import type { SitePlugin } from './site-hooks.ts';

function toPlugin(hookimpls: Hookimpls<SiteHooks>, id = 'acme.test', version = '1.0.0'): SitePlugin {
  return { plugin: { id, version }, hookimpls };
}

const OWN_FILES = [OWNED_FILES_NAME, '_site/pages.html', '_site/style.css'];

describe('a site', () => {
  test('has a page for each Markdown file, and the other files beside them', async () => {
    const site = await createTestSite({
      'README.md': '# Home\n\n[A](docs/a.md#part) ![picture](img/x.png)',
      'docs/a.md': '# A\n\n## Part\n\n[home](../README.md)',
      'img/x.png': 'png',
      LICENSE: 'MIT <license>',
      'src/code.ts': 'not for readers',
    });
    const result = await site.build();

    expect(result).toMatchObject({ ok: true, assets: 1, failures: [], warnings: [], pluginErrors: [] });
    expect(result.pages).toEqual([
      { url: '/LICENSE.html', file: 'LICENSE', output: 'LICENSE.html', title: 'LICENSE', status: 'rendered' },
      { url: '/', file: 'README.md', output: 'index.html', title: 'Home', status: 'rendered' },
      { url: '/docs/a.html', file: 'docs/a.md', output: 'docs/a.html', title: 'A', status: 'rendered' },
    ]);
    expect(await listTree(site.out)).toEqual(
      [...OWN_FILES, 'LICENSE.html', 'docs/a.html', 'img/x.png', 'index.html'].toSorted(),
    );
    const home = await site.read('index.html');
    expect(home).toContain('<a href="docs/a.html#part">A</a> <img src="img/x.png" alt="picture" />');
    expect(home).toContain('<link rel="stylesheet" href="_site/style.css">');
    expect(home).toContain('<li><a href="index.html" aria-current="page">Home</a></li>');
    expect(await site.read('docs/a.html')).toContain('<a href="../index.html">home</a>');
    expect(await site.read('LICENSE.html')).toContain('<pre class="plain-text">MIT &lt;license&gt;</pre>');
  });

  test('lists its pages where it has no front page', async () => {
    const site = await createTestSite({
      'a.md': '# A & B',
      'site.config.yaml': 'title: My site\ndescription: About it',
    });
    await site.build();
    const home = await site.read('index.html');
    expect(home).toContain('<h1>My site</h1>\n<p>About it</p>\n<ul><li><a href="a.html">A &amp; B</a></li></ul>');
  });

  test('may be empty', async () => {
    const site = await createTestSite({});
    expect(await site.build()).toMatchObject({ ok: true, pages: [] });
    expect(await listTree(site.out)).toEqual([...OWN_FILES, 'index.html'].toSorted());
  });

  test('orders pages by the front matter, then by number and name', async () => {
    const site = await createTestSite({
      '10.md': '# Ten',
      '9.md': '# Nine',
      'last.md': '---\norder: 2\n---\n# Second',
      'z.md': '---\norder: 1\ntitle: First\n---\n# Not this',
    });
    await site.build();
    const titles = [...(await site.read('_site/pages.html')).matchAll(/<li><a href="\.\.\/[^>]*>([^<]*)/g)].map(
      ([, title]) => title,
    );
    expect(titles.slice(0, 4)).toEqual(['First', 'Second', 'Nine', 'Ten']);
  });

  test('shows only a part of a large site on each page', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`d${n % 3}/p${n}.md`, `# Page ${n}`]));
    const site = await createTestSite(files);
    await site.build();
    const page = await site.read('d0/p150.html');
    expect(page.match(/<li>/g)?.length).toBeLessThan(60);
    expect(page).toContain('<a href="../_site/pages.html">All 300 pages</a>');
    expect((await site.read('_site/pages.html')).match(/<li>/g)?.length).toBeGreaterThan(300);
  });

  test('links each page to the ones before and behind it', async () => {
    const site = await createTestSite({ '1.md': '# One', '2.md': '# Two', '3.md': '# Three' });
    await site.build();
    const page = await site.read('2.html');
    expect(page).toContain('<a rel="prev" href="1.html"><span>Previous</span> One</a>');
    expect(page).toContain('<a rel="next" href="3.html"><span>Next</span> Three</a>');
  });

  test('fills the templates of the configuration', async () => {
    const site = await createTestSite({
      'a.md': '---\nauthor: <Ann>\n---\n# A',
      'site.config.json': JSON.stringify({
        title: 'S',
        language: 'pt-BR',
        templates: {
          documentTitle: '{{ page.title }} by {{ page.author | shout }}',
          footer: '{{ page.file }}',
        },
      }),
    });
    const shout = toPlugin({
      register_template_filters: () => [
        { name: 'shout', summary: 'Louder.', apply: (text) => `${text.toUpperCase()}!` },
      ],
    });
    await site.build({ plugins: [shout] });
    const page = await site.read('a.html');
    expect(page).toContain('<html lang="pt-BR">');
    expect(page).toContain('<title>A by &lt;ANN&gt;!</title>');
    expect(page).toContain('<p>a.md</p>');
  });
});

describe('the hooks', () => {
  test('are called in the order of the work', async () => {
    const site = await createTestSite({
      'a.md': '---\ndate: 2026-01-31\n---\n# A',
      'site.config.json': '{ "fields": [{ "name": "date", "type": "date" }] }',
    });
    const calls: string[] = [];
    const note = (_: unknown, { hook }: { readonly hook: string }) => void calls.push(hook);
    await site.build({
      clearCache: true,
      plugins: [
        toPlugin({
          before_config_load: note,
          after_config_load: note,
          resolve_page: note,
          before_page_render: note,
          after_page_render: note,
          before_cache_clear: note,
          after_cache_clear: note,
          before_import: note,
          after_import: note,
          before_export: note,
          after_export: note,
          register_field_types: note,
          validate_field_value: note,
          register_template_filters: note,
          admin_dashboard_stats: note,
        }),
      ],
    });
    expect(calls).toEqual([
      'before_config_load',
      'after_config_load',
      'before_import',
      'after_import',
      'resolve_page',
      'register_field_types',
      'validate_field_value',
      'before_cache_clear',
      'after_cache_clear',
      'before_page_render',
      'after_page_render',
      'register_template_filters',
      'before_export',
      'after_export',
      'admin_dashboard_stats',
    ]);
  });

  test('may change the configuration, the files, the pages and what is written', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'draft.md': '# Draft' });
    const plugin = toPlugin({
      after_config_load: ({ config }) => ({ ...config, title: 'Changed' }),
      before_import: ({ files }) => files.filter((file) => !file.startsWith('draft')),
      after_import: ({ pages }) => [
        ...pages,
        { url: '/added', title: 'Added', format: 'text', frontMatter: {}, source: 'By a plugin' },
      ],
      before_page_render: ({ page }) => ({ ...page, source: page.source.replace('# A', '# Better') }),
      before_export: ({ files }) => [...files, { path: 'feed.xml', content: '<feed/>' }],
    });
    const result = await site.build({ plugins: [plugin] });
    expect(result.ok).toBe(true);
    expect(result.pages.map(({ output, title }) => [output, title])).toEqual([
      ['a.html', 'Better'],
      ['added.html', 'Added'],
    ]);
    expect(await site.read('a.html')).toContain('<title>Better · Changed</title>');
    expect(await site.read('feed.xml')).toBe('<feed/>');
    expect(await listTree(site.out)).not.toContain('draft.html');
  });

  test('may bring pages that have no file, and take the place of those that have', async () => {
    const site = await createTestSite({
      'a.md': '# A',
      'site.config.json': '{ "pages": ["/status/", "/nobody"] }',
    });
    const plugin = toPlugin({
      resolve_page: ({ url }) => {
        if (url !== '/status/' && url !== '/a.html') return undefined;
        return { url, title: `From ${url}`, format: 'html', frontMatter: {}, source: '<h2>Made</h2>' };
      },
    });
    const result = await site.build({ plugins: [plugin] });
    expect(result.pages.map(({ output, title }) => [output, title])).toEqual([
      ['a.html', 'From /a.html'],
      ['status/index.html', 'From /status/'],
    ]);
    expect(result.failures).toEqual([
      { subject: '/nobody', message: 'The configuration names this page, and no plugin brings it.' },
    ]);
    expect(await site.read('status/index.html')).toContain('<h2>Made</h2>');
  });

  test('check the fields of every page', async () => {
    const site = await createTestSite({
      'a.md': '---\ndate: 2026-02-30\nplace: nowhere\n---\n# A',
      'b.md': '---\ndate: 2026-02-28\nplace: "1,2"\nauthor: Ann\n---\n# B',
      'site.config.yaml':
        'fields:\n- { name: date, type: date }\n- { name: place, type: geo }\n- { name: author, type: text, required: true }',
    });
    const geo = toPlugin({
      register_field_types: () => [{ name: 'geo', summary: 'Two numbers.' }],
      validate_field_value: {
        filter: { 'field.type': 'geo' },
        handler: ({ value }) =>
          /^\d+,\d+$/.test(String(value)) ? undefined : { message: 'must be a place such as 1,2' },
      },
    });
    const result = await site.build({ plugins: [geo] });
    expect(result.ok).toBe(true);
    expect(result.warnings).toEqual([
      { subject: 'a.md', message: 'The field "date" must be a date such as 2026-01-31.' },
      { subject: 'a.md', message: 'The field "place" must be a place such as 1,2.' },
      { subject: 'a.md', message: 'The field "author" is missing.' },
    ]);
    await expect(site.build()).rejects.toThrow('fields: "place" has the type "geo"; there are text, number,');
  });

  test('fill the dashboard', async () => {
    const site = await createTestSite({ 'a.md': '# A\n\n[gone](gone.md)' });
    const result = await site.build();
    expect(result.widgets.map(({ plugin, widget }) => [plugin, widget.title])).toEqual([
      ['hookline.link-check', 'Broken links'],
      ['hookline.analytics', 'Pages and words'],
    ]);
    expect(result.widgets[0]?.widget.rows).toEqual([{ label: 'a.md', value: 'gone.md (no such file in the site)' }]);
  });

  test('are counted and timed for the report', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'b.md': '# B' });
    const { chain } = await site.build();
    const row = chain.find(({ plugin, hook }) => plugin === 'hookline.markdown' && hook === 'after_page_render');
    expect(row).toMatchObject({
      calls: 2,
      errors: 0,
      mean: expect.any(Number) as number,
      share: expect.any(Number) as number,
    });
    expect(chain.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});

describe('what fails', () => {
  const breakOn = (title: string) =>
    toPlugin({
      after_page_render: ({ page }) => {
        if (page.source.includes(title)) throw new Error('no such luck');
        return undefined;
      },
    });

  test('is named with the plugin and the page, and everything else is built', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'bad.md': '# Bad', 'c.md': '# C' });
    const result = await site.build({ plugins: [breakOn('Bad')] });
    expect(result.ok).toBe(false);
    expect(result.pages.map(({ file, status }) => [file, status])).toEqual([
      ['a.md', 'rendered'],
      ['bad.md', 'failed'],
      ['c.md', 'rendered'],
    ]);
    expect(result.failures).toEqual([
      { subject: 'bad.md', message: 'The plugin "acme.test" failed in after_page_render.' },
    ]);
    expect(result.pluginErrors).toEqual([
      {
        plugin: 'acme.test',
        hook: 'after_page_render',
        page: 'bad.md',
        code: 'HOOK_FAILED',
        message: expect.stringContaining('no such luck') as string,
      },
    ]);
    expect(await site.read('bad.html')).toContain('Bad<a class="header-anchor"');
  });

  test('is rendered again in the next build', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'bad.md': '# Bad' });
    await site.build({ plugins: [breakOn('Bad')] });
    const result = await site.build({ plugins: [breakOn('nothing')] });
    expect(result.pages.map(({ status }) => status)).toEqual(['cached', 'rendered']);
    expect(result.ok).toBe(true);
  });

  test('shows the text of the page if it is the renderer', async () => {
    const site = await createTestSite({ 'a.md': '# A <script>alert(1)</script>' });
    const renderer = toPlugin({
      after_page_render: {
        order: 'first',
        handler: () => {
          throw new Error('broken');
        },
      },
    });
    await writeFiles(site.source, { 'site.config.json': '{ "plugins": { "markdown": false } }' });
    const result = await site.build({ plugins: [renderer] });
    expect(result.pages.map(({ status }) => status)).toEqual(['failed']);
    expect(await site.read('a.html')).toContain(
      '<pre class="plain-text"># A &lt;script&gt;alert(1)&lt;/script&gt;</pre>',
    );
  });

  test('is an answer that is none', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const plugin = toPlugin({ after_page_render: () => 42 as unknown as string });
    const result = await site.build({ plugins: [plugin] });
    expect(result.pluginErrors.map(({ code, page }) => [code, page])).toEqual([['RESULT_INVALID', 'a.md']]);
    expect(await site.read('a.html')).toContain('A<a class="header-anchor"');
  });

  test('is a hook of the whole site', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const plugin = toPlugin({
      before_export: () => {
        throw new Error('broken');
      },
    });
    const result = await site.build({ plugins: [plugin] });
    expect(result).toMatchObject({ ok: false, failures: [] });
    expect(result.pluginErrors.map(({ hook, page }) => [hook, page])).toEqual([['before_export', undefined]]);
    expect(result.pages.map(({ status }) => status)).toEqual(['rendered']);
  });

  test('is a template filter', async () => {
    const site = await createTestSite({
      'a.md': '# A',
      'site.config.json': '{ "templates": { "footer": "{{ page.file | bad }}" } }',
    });
    const plugin = toPlugin({
      register_template_filters: () => [
        {
          name: 'bad',
          summary: '',
          apply: (text) => {
            if (text === 'a.md') throw new Error('broken');
            return text;
          },
        },
      ],
    });
    const result = await site.build({ plugins: [plugin] });
    expect(result.failures).toEqual([
      { subject: 'a.md', message: 'The layout failed: the template filter "bad" threw: broken.' },
    ]);
    expect(result.pages.map(({ status }) => status)).toEqual(['failed']);
  });

  test('is a file that a plugin wants to write outside of the site', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const paths = ['../evil.txt', '/tmp/evil.txt', 'a/../../evil.txt', '.', 'a/../b.txt', 'x\0y', OWNED_FILES_NAME];
    const plugin = toPlugin({
      before_export: ({ files }) => [
        ...files,
        ...paths.map((path) => ({ path, content: 'evil' })),
        { path: 'passwd.txt', copyFrom: '../../../etc/passwd' },
      ],
    });
    const result = await site.build({ plugins: [plugin] });
    expect(result.failures.map(({ subject }) => subject)).toEqual([...paths, 'passwd.txt']);
    expect(await listTree(site.out)).toEqual([...OWN_FILES, 'a.html', 'index.html'].toSorted());
  });

  test('is a file that a plugin wants to read outside of the source', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const result = await site.build({
      plugins: [toPlugin({ before_import: ({ files }) => [...files, '../../etc/passwd'] })],
    });
    expect(result.failures.map(({ subject }) => subject)).toEqual(['../../etc/passwd']);
  });
});

describe('raw HTML', () => {
  const EVIL = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  const NAME = '<img src=x onerror=alert(1)>';

  test('does not become script, wherever it stands', async () => {
    const site = await createTestSite({
      'index.md': `---\ntitle: "${EVIL}"\ndescription: "\\"><script>alert(1)</script>"\nauthor: "${EVIL}"\n---\n# ${EVIL}\n`,
      [`${NAME}/${NAME}.md`]: `# ${EVIL}\n\n## ${EVIL}\n\n## B ${EVIL}\n\n${EVIL}\n\n[x](javascript:alert(1))\n`,
      'javascript:alert(1).md': '# x',
      'code.md':
        '# `<script>alert(1)</script>`\n\n```js"><script>alert(1)</script>\n<script>alert(1)</script>\n```\n\n```html\n<script>alert(1)</script>\n```\n',
      'empty-heading.md': `## ${NAME}\n\n## two\n\n<a id='"><script>alert(1)</script>'>x</a>`,
      'close.md': '</article></main></body><script>alert(1)</script>',
      LICENSE: EVIL,
      'site.config.json': JSON.stringify({
        title: EVIL,
        description: EVIL,
        templates: { footer: `{{ page.author }} ${EVIL}`, documentTitle: `</title>${EVIL}{{ page.title }}` },
        plugins: {
          toc: { title: EVIL },
          analytics: { readingTimeText: EVIL },
          markdown: { permalinkLabel: EVIL },
        },
      }),
    });
    await site.build();
    const pages = (await listTree(site.out)).filter((path) => path.endsWith('.html'));
    expect(pages).toHaveLength(8);
    for (const path of pages) {
      const html = await site.read(path);
      expect([path, findActiveContent(html)]).toEqual([path, []]);
      expect(html).toContain('http-equiv="Content-Security-Policy" content="script-src \'none\'');
      expect(html.match(/<main/g)).toHaveLength(1);
      expect(html).toMatch(/<\/footer>\n<\/body>\n<\/html>\n$/);
    }
  });

  test('is let through if the configuration allows it', async () => {
    const site = await createTestSite({
      'a.md': '<script>go()</script>',
      'site.config.json': '{ "allowHtml": true }',
    });
    await site.build();
    const page = await site.read('a.html');
    expect(page).toContain('<script>go()</script>');
    expect(page).not.toContain('Content-Security-Policy');
  });
});

describe('the output folder', () => {
  test('may lie in the source folder, and is not taken for a part of it', async () => {
    const source = await createTemporaryFolder({ 'a.md': '# A', 'img/x.png': 'png' });
    const cacheFolder = join(source, 'cache');
    for (const out of ['site', 'site', 'other']) {
      const result = await buildSite({ source, out: join(source, out), cacheFolder });
      expect([result.pages.map(({ file }) => file), result.assets, result.warnings]).toEqual([['a.md'], 1, []]);
    }
  });

  test.each(['.', '..'])('may not hold the source folder: "%s"', async (out) => {
    const source = await createTemporaryFolder({ 'docs/a.md': '# A' });
    const build = buildSite({
      source: join(source, 'docs'),
      out: join(source, 'docs', out),
      cacheFolder: join(source, 'c'),
    });
    await expect(build).rejects.toThrow('holds the source folder');
    expect(await listTree(source)).toEqual(['docs/a.md']);
  });

  test('keeps what the builder did not write', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'b.md': '# B', 'docs/c.md': '# C' });
    await writeFiles(site.out, { 'mine.txt': 'mine', 'a.html': 'mine', 'docs/mine.txt': 'mine' });
    const first = await site.build();
    expect(first.failures).toEqual([
      {
        subject: 'a.md',
        message: 'The file is not written: there is one in the output folder that this builder did not write.',
      },
    ]);
    expect(first.pages.map(({ file, status }) => [file, status])).toEqual([
      ['a.md', 'failed'],
      ['b.md', 'rendered'],
      ['docs/c.md', 'rendered'],
    ]);
    expect(await site.read('a.html')).toBe('mine');

    await Promise.all(['a.md', 'b.md', 'docs/c.md'].map((path) => rm(join(site.source, path))));
    await site.build();
    expect(await listTree(site.out)).toEqual(
      [...OWN_FILES, 'a.html', 'docs/mine.txt', 'index.html', 'mine.txt'].toSorted(),
    );
  });

  test('loses the pages that are no more, and the folders that held nothing else', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'deep/er/b.md': '# B' });
    await site.build();
    await rm(join(site.source, 'deep'), { recursive: true });
    await site.build();
    expect(await listTree(site.out)).toEqual([...OWN_FILES, 'a.html', 'index.html'].toSorted());
  });

  test('leads nothing through links to other places', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'docs/b.md': '# B' });
    const elsewhere = await createTemporaryFolder({ 'victim.html': 'mine' });
    await site.build();
    await rm(join(site.out, 'docs'), { recursive: true });
    await rm(join(site.out, 'a.html'));
    await symlink(elsewhere, join(site.out, 'docs'));
    await symlink(join(elsewhere, 'victim.html'), join(site.out, 'a.html'));
    const result = await site.build();
    expect(result.failures.map(({ subject }) => subject)).toEqual(['a.md', 'docs/b.md']);
    expect(await listTree(elsewhere)).toEqual(['victim.html']);

    await writeFiles(elsewhere, { 'b.html': 'mine' });
    await rm(join(site.source, 'docs'), { recursive: true });
    await site.build();
    expect(await listTree(elsewhere)).toEqual(['b.html', 'victim.html']);
  });
});

describe('the source folder', () => {
  test.each([
    ['missing', 'cannot be read: does not exist'],
    ['a.md', 'is a file. Give the folder that holds it.'],
  ])('"%s" is refused', async (path, message) => {
    const folder = await createTemporaryFolder({ 'a.md': '# A' });
    await expect(buildSite({ source: join(folder, path), out: join(folder, 'out') })).rejects.toThrow(message);
  });

  test('is read as far as the configuration says', async () => {
    const site = await createTestSite({
      'README.md': '# A',
      'docs/a.md': '# A',
      'docs/draft/b.md': '# B',
      'other/c.md': '# C',
      'site.config.json': '{ "include": ["README.md", "docs"], "exclude": ["docs/draft"] }',
    });
    expect((await site.build()).pages.map(({ file }) => file)).toEqual(['README.md', 'docs/a.md']);
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { createTemporaryFolder } from '../../test/examples/temporary-folder.ts';
import { toPlugin } from '../../test/examples/to-plugin.ts';
import { buildSite } from './build-site.ts';
import { OWNED_FILES_NAME } from './owned-files.ts';

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

import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { writeFiles } from '../../test/examples/temporary-folder.ts';
import { toPlugin } from '../../test/examples/to-plugin.ts';
import { OWNED_FILES_NAME } from './owned-files.ts';

const OWN_FILES = [OWNED_FILES_NAME, '_site/pages.html', '_site/style.css'];

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

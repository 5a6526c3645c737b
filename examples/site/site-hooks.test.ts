import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { toPlugin } from '../../test/examples/to-plugin.ts';

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
      ['hookline.analytics', 'Pages and words'],
      ['hookline.link-check', 'Broken links'],
    ]);
    expect(result.widgets[1]?.widget.rows).toEqual([{ label: 'a.md', value: 'gone.md (no such file in the site)' }]);
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

import { createHooks, isHooklineError } from 'hookline';
import {
  ExportFile,
  Page,
  PageUrl,
  SiteConfig,
  type SiteHooks,
  siteHookspecs,
  TemplateFilter,
  Widget,
} from 'hookline/hookspecs/site';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const page: Page = { url: '/a.html', title: 'A', format: 'markdown', frontMatter: {}, source: '# A' };

test('every hook of a content site has its kind, and the argument that it threads', () => {
  const kinds = createHooks<SiteHooks>(siteHookspecs).specs.map(({ name, kind, sync, thread, args }) => {
    return [
      name,
      kind,
      sync,
      Object.keys(args)
        .map((arg) => (arg === thread ? `${arg}*` : arg))
        .join(' '),
    ];
  });
  expect(kinds).toEqual([
    ['before_config_load', 'series', false, 'file'],
    ['after_config_load', 'waterfall', false, 'config*'],
    ['before_config_save', 'waterfall', false, 'config* file'],
    ['after_config_save', 'series', false, 'config file'],
    ['resolve_page', 'first', false, 'url'],
    ['before_page_render', 'waterfall', false, 'page*'],
    ['after_page_render', 'waterfall', false, 'html* page'],
    ['before_cache_clear', 'series', false, 'folder reason'],
    ['after_cache_clear', 'series', false, 'folder entries'],
    ['before_import', 'waterfall', false, 'files* folder'],
    ['after_import', 'waterfall', false, 'pages* folder'],
    ['before_export', 'waterfall', false, 'files* pages folder'],
    ['after_export', 'series', false, 'files folder'],
    ['register_field_types', 'collect', false, ''],
    ['validate_field_value', 'collect', false, 'field value page'],
    ['register_template_filters', 'collect', false, ''],
    ['admin_dashboard_stats', 'collect', false, ''],
  ]);
});

test.each(Object.entries(siteHookspecs))('%s is documented', (_, { summary, since }) => {
  expect(summary).toMatch(/^[A-Z].*\.$/);
  expect(since).toMatch(/^\d+\.\d+$/);
});

test.each(Object.entries(siteHookspecs))('%s checks, and changes nothing', (_, { args, returns }) => {
  // What would change a value is another schema from one side than from the other.
  for (const schema of [...Object.values(args), ...(returns === undefined ? [] : [returns])]) {
    const fromSide = (io: 'input' | 'output') =>
      z.toJSONSchema(schema, { io, target: 'draft-7', unrepresentable: 'any' });
    const [input, output] = [fromSide('input'), fromSide('output')];
    expect(JSON.parse(JSON.stringify(output, dropClosed))).toEqual(JSON.parse(JSON.stringify(input, dropClosed)));
  }
});

/** From the side of the output every object is closed. */
function dropClosed(key: string, value: unknown): unknown {
  return key === 'additionalProperties' && value === false ? undefined : value;
}

test('only a template filter cannot be written down as JSON Schema', () => {
  const isPlain = (schema: z.core.$ZodType) => {
    try {
      z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      return true;
    } catch {
      return false;
    }
  };
  const schemas = Object.entries(siteHookspecs).flatMap(([name, { args, returns }]) => {
    return [...Object.values(args), ...(returns === undefined ? [] : [returns])].map(
      (schema) => [name, isPlain(schema)] as const,
    );
  });
  expect(schemas.filter(([, plain]) => !plain).map(([name]) => name)).toEqual(['register_template_filters']);
});

describe('what plugins bring is checked', () => {
  test.each([
    [PageUrl, '/'],
    [PageUrl, '/docs/a%20b.html'],
    [SiteConfig, {}],
    [
      SiteConfig,
      { title: 'T', language: 'pt-BR', pages: ['/x/'], plugins: { toc: false, markdown: { breaks: true } } },
    ],
    [Page, page],
    [Page, { ...page, file: 'a.md' }],
    [ExportFile, { path: 'a.txt', content: '' }],
    [ExportFile, { path: 'a.png', copyFrom: 'img/a.png' }],
    [
      Widget,
      {
        title: 'T',
        rows: [
          { label: 'l', value: 1 },
          { label: 'l', value: 'v' },
        ],
      },
    ],
    [TemplateFilter, { name: 'short_date', summary: 'A date.', apply: (text: string) => text }],
  ])('%# is taken', (schema: z.ZodType, value: unknown) => {
    expect(schema.safeParse(value).success).toBe(true);
  });

  test.each([
    [PageUrl, 'docs/a.html'],
    [PageUrl, '/a b'],
    [PageUrl, '/a?b'],
    [PageUrl, '/a#b'],
    [SiteConfig, { titel: 'T' }],
    [SiteConfig, { language: 'en"><script>' }],
    [SiteConfig, { templates: { header: '' } }],
    [Page, { ...page, format: 'script' }],
    [Page, { ...page, frontMatter: [] }],
    [ExportFile, { path: '', content: '' }],
    [ExportFile, { path: 'a', content: '', copyFrom: 'b' }],
    [Widget, { title: '', rows: [] }],
    [Widget, { title: 'T', rows: [{ label: 'l', value: null }] }],
    [TemplateFilter, { name: 'Short', summary: '', apply: (text: string) => text }],
    [TemplateFilter, { name: 'short', summary: '', apply: 'upper' }],
  ])('%# is refused', (schema: z.ZodType, value: unknown) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test('an answer that is no page names the plugin and counts as none', async () => {
    const hooks = createHooks<SiteHooks>(siteHookspecs);
    const errors: unknown[] = [];
    hooks.on('hook:error', ({ plugin, error }) => errors.push([plugin, isHooklineError(error) && error.code]));
    hooks.register({ id: 'acme.bad', version: '1.0.0' }, { resolve_page: () => ({ url: '/a' }) as Page });
    hooks.register({ id: 'acme.good', version: '1.0.0' }, { resolve_page: () => page });
    expect(await hooks.execute('resolve_page', { url: '/a.html' })).toBe(page);
    expect(errors).toEqual([['acme.bad', 'RESULT_INVALID']]);
  });
});

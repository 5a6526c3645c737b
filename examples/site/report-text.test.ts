import type { BootFacts } from 'hookline';
import { expect, test } from 'vitest';
import type { BuildResult, ChainRow } from './build-result.ts';
import { renderReport } from './report-text.ts';

const ROW: ChainRow = {
  hook: 'after_page_render',
  plugin: 'acme.a',
  calls: 10,
  errors: 1,
  timeouts: 0,
  mean: 1.23456,
  p50: 1,
  p95: 2.5,
  p99: 3,
  max: 3,
  share: 0.75,
};

const BOOT: BootFacts = {
  host: { name: 'hookline-site', api: '1.0.0' },
  findMs: 1,
  resolveMs: 1,
  activateMs: 1,
  durationMs: 3,
  manifests: { parsed: 1, cached: 0 },
  problems: [],
  plugins: [],
};

const RESULT: BuildResult = {
  ok: false,
  source: '/source',
  out: '/out',
  cacheFolder: '/cache',
  durationMs: 1_234,
  boot: { ...BOOT, toJSON: () => BOOT, toString: () => 'hookline-site: 1 plugin\n└─ acme.a' },
  plugins: [],
  pages: [
    { url: '/a.html', file: 'a.md', output: 'a.html', title: 'A', status: 'rendered' },
    { url: '/b.html', file: 'b.md', output: 'b.html', title: 'B', status: 'cached' },
    { url: '/c.html', file: 'c.md', output: 'c.html', title: 'C', status: 'failed' },
  ],
  assets: 2,
  failures: [{ subject: 'c.md', message: 'The plugin "acme.a" failed in after_page_render.' }],
  warnings: [],
  pluginErrors: [
    { plugin: 'acme.a', hook: 'after_page_render', page: 'c.md', code: 'HOOK_FAILED', message: 'no luck' },
    { plugin: 'acme.a', hook: 'after_export', page: undefined, code: 'HOOK_FAILED', message: 'no luck' },
  ],
  chain: [ROW, { ...ROW, plugin: 'acme.bb', hook: 'x', errors: 0, mean: Number.NaN, p95: Number.NaN, share: 0.25 }],
  pluginNotes: [{ plugin: 'acme.a', level: 'info', message: 'ten pages' }],
  widgets: [
    {
      plugin: 'acme.a',
      widget: {
        title: 'Numbers',
        rows: [
          { label: 'Pages', value: 3 },
          { label: 'Most', value: 'c.md' },
        ],
      },
    },
    { plugin: 'acme.bb', widget: { title: 'Nothing', rows: [] } },
  ],
};

test('a report has a table of the chain, the errors, the widgets and where the site lies', () => {
  expect(renderReport(RESULT)).toBe(`Plugins

  hookline-site: 1 plugin
  └─ acme.a

The chain, times in milliseconds

  plugin   hook               calls  errors  mean   p95  share
  -------  -----------------  -----  ------  ----  ----  -----
  acme.a   after_page_render     10       1  1.23  2.50  75.0%
  acme.bb  x                     10       0              25.0%

Failed

  c.md: The plugin "acme.a" failed in after_page_render.

Plugin errors

  acme.a (after_page_render, c.md): no luck
  acme.a (after_export): no luck

Plugin log

  acme.a (info): ten pages

Numbers (acme.a)

  Pages  3
  Most   c.md

Nothing (acme.bb)

  None.

The site

  3 pages: 1 rendered, 1 from the cache, 1 failed
  2 other files, 1 failures, 0 warnings, 1.23 s
  It lies in /out
`);
});

test('a name cannot steer the terminal', () => {
  const failures = [{ subject: 'a\u001b[31m\n\u202e.md', message: 'x\ty' }];
  expect(renderReport({ ...RESULT, failures })).toContain('  a\\u{1b}[31m\\u{a}\\u{202e}.md: x\\u{9}y\n');
});

test('long lists are cut', () => {
  const warnings = Array.from({ length: 30 }, (_, n) => ({ subject: `${n}.md`, message: 'odd' }));
  const report = renderReport({ ...RESULT, warnings });
  expect(report).toContain('  19.md: odd\n  ... and 10 more; --json has all of them\n');
  expect(report).not.toContain('20.md');
});

test('a site without plugins says so', () => {
  expect(renderReport({ ...RESULT, chain: [] })).toContain(
    'The chain, times in milliseconds\n\n  No plugin was called.\n',
  );
});

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestSite, type TestSite } from '../../test/examples/build-in-folder.ts';
import { createTemporaryFolder, writeFiles } from '../../test/examples/temporary-folder.ts';
import type { BuildOptions } from './build-site.ts';
import type { SitePlugin } from './open-plugins.ts';

const PAGES = { 'a.md': '# A', 'b.md': '---\ntitle: Bee\n---\n# B\n\n[a](a.md)' };

async function statuses(site: TestSite, options?: Partial<BuildOptions>): Promise<string[]> {
  return (await site.build(options)).pages.map(({ status }) => status);
}

function observer(calls: unknown[], version = '1.0.0'): SitePlugin {
  return {
    plugin: { id: 'acme.observer', version },
    hookimpls: {
      before_page_render: ({ page }) => void calls.push(page.file),
      before_cache_clear: ({ reason }) => void calls.push(`before ${reason}`),
      after_cache_clear: ({ entries }) => void calls.push(`after ${entries}`),
    },
  };
}

test('a page that did not change is not rendered again, and is the same', async () => {
  const site = await createTestSite(PAGES);
  const calls: unknown[] = [];
  expect(await statuses(site, { plugins: [observer(calls)] })).toEqual(['rendered', 'rendered']);
  const before = await Promise.all([site.read('a.html'), site.read('b.html'), site.read('_site/pages.html')]);
  expect(await statuses(site, { plugins: [observer(calls)] })).toEqual(['cached', 'cached']);
  expect(await Promise.all([site.read('a.html'), site.read('b.html'), site.read('_site/pages.html')])).toEqual(before);
  expect(calls).toEqual(['a.md', 'b.md']);
});

test('a page that changed is rendered again, alone', async () => {
  const site = await createTestSite(PAGES);
  await site.build();
  await writeFiles(site.source, { 'a.md': '# New' });
  expect(await statuses(site)).toEqual(['rendered', 'cached']);
  expect(await site.read('b.html')).toContain('New</a>');
});

test('links follow a page that moved, though the page with the link is from the cache', async () => {
  const site = await createTestSite({ 'b.md': '[a](a.md)' });
  await site.build();
  expect(await site.read('b.html')).toContain('<a href="a.md">a</a>');
  await writeFiles(site.source, { 'a.md': '# A' });
  expect(await statuses(site)).toEqual(['rendered', 'cached']);
  expect(await site.read('b.html')).toContain('<a href="a.html">a</a>');
});

test('a change of the configuration or of a plugin renders everything again', async () => {
  const site = await createTestSite(PAGES);
  await site.build();
  await writeFiles(site.source, { 'site.config.json': '{ "plugins": { "toc": false } }' });
  expect(await statuses(site)).toEqual(['rendered', 'rendered']);
  expect(await statuses(site, { plugins: [observer([], '1.0.0')] })).toEqual(['rendered', 'rendered']);
  expect(await statuses(site, { plugins: [observer([], '1.0.1')] })).toEqual(['rendered', 'rendered']);
  expect(await statuses(site, { plugins: [observer([], '1.0.1')] })).toEqual(['cached', 'cached']);
});

test('entries that no page needs any more are deleted', async () => {
  const site = await createTestSite(PAGES);
  const { cacheFolder } = await site.build();
  await rm(join(site.source, 'a.md'));
  await site.build();
  expect((await readdir(cacheFolder)).filter((name) => name.endsWith('.page'))).toHaveLength(1);
});

test.each([
  ['emptied', ''],
  ['cut short', '0123456789abcdef'],
  ['not what it says', `${'0'.repeat(64)}\n{"title":"x","frontMatter":{},"html":"<script>evil()</script>"}`],
])('an entry that is %s is made again', async (_, content) => {
  const site = await createTestSite(PAGES);
  const { cacheFolder } = await site.build();
  const before = await site.read('a.html');
  for (const name of await readdir(cacheFolder)) {
    if (name.endsWith('.page')) await writeFile(join(cacheFolder, name), content);
  }
  expect(await statuses(site)).toEqual(['rendered', 'rendered']);
  expect(await site.read('a.html')).toBe(before);
  expect(await statuses(site)).toEqual(['cached', 'cached']);
});

test.each([
  ['damaged', '\0\0\0'],
  ['outdated', '0\n'],
])('a cache that is %s is cleared through the hooks, and built again', async (reason, format) => {
  const site = await createTestSite(PAGES);
  const calls: unknown[] = [];
  const { cacheFolder } = await site.build({ plugins: [observer([])] });
  await writeFile(join(cacheFolder, 'format.txt'), format);
  const result = await site.build({ plugins: [observer(calls)] });
  expect(calls).toEqual([`before ${reason}`, 'after 2', 'a.md', 'b.md']);
  expect(result.ok).toBe(true);
  expect(await statuses(site, { plugins: [observer([])] })).toEqual(['cached', 'cached']);
});

test('a cache can be cleared, and only its own entries go', async () => {
  const site = await createTestSite(PAGES);
  const calls: unknown[] = [];
  const { cacheFolder } = await site.build({ plugins: [observer([])] });
  await writeFile(join(cacheFolder, 'mine.txt'), 'mine');
  expect(await statuses(site, { plugins: [observer(calls)], clearCache: true })).toEqual(['rendered', 'rendered']);
  expect(calls).toEqual(['before asked', 'after 2', 'a.md', 'b.md']);
  expect(await readFile(join(cacheFolder, 'mine.txt'), 'utf8')).toBe('mine');
});

test('without a cache no page is read or written', async () => {
  const site = await createTestSite(PAGES);
  const cacheFolder = join(await createTemporaryFolder(), 'cache');
  expect(await statuses(site, { useCache: false, cacheFolder })).toEqual(['rendered', 'rendered']);
  await expect(readdir(cacheFolder)).rejects.toThrow('ENOENT');
});

test('a cache that cannot be used is a warning', async () => {
  const site = await createTestSite(PAGES);
  const folder = await createTemporaryFolder({ cache: 'a file' });
  const result = await site.build({ cacheFolder: join(folder, 'cache') });
  expect(result.ok).toBe(true);
  expect(result.warnings).toContainEqual({
    subject: join(folder, 'cache'),
    message: expect.stringContaining('The cache cannot be used') as string,
  });
});

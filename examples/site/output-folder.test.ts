import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { firstParty } from '../../test/examples/first-party.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { createTemporaryFolder, writeFiles } from '../../test/examples/temporary-folder.ts';
import { buildSite } from './build-site.ts';
import { OWNED_FILES_NAME } from './owned-files.ts';

const OWN_FILES = [OWNED_FILES_NAME, '_site/pages.html', '_site/style.css'];

describe('the output folder', () => {
  test('may lie in the source folder, and is not taken for a part of it', async () => {
    const source = await createTemporaryFolder({ 'a.md': '# A', 'img/x.png': 'png' });
    const cacheFolder = join(source, 'cache');
    for (const out of ['site', 'site', 'other']) {
      const result = await buildSite({ source, out: join(source, out), cacheFolder, firstParty: firstParty() });
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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findActiveContent } from '../../test/examples/find-active-content.ts';
import { firstParty } from '../../test/examples/first-party.ts';
import { writeHostileFolder, writeHugePages } from '../../test/examples/hostile-folder.ts';
import { listSiteLinks } from '../../test/examples/list-site-links.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { createTemporaryFolder } from '../../test/examples/temporary-folder.ts';
import { buildSite } from './build-site.ts';

const MINUTE = 60_000;

test('a thousand files that nobody here wrote become a site', { timeout: 5 * MINUTE }, async () => {
  const source = await createTemporaryFolder();
  const { pages, unreadable } = await writeHostileFolder(source, { seed: 20_260_131, count: 1_000 });
  const all = [...pages, ...(await writeHugePages(source))];
  const out = join(source, 'site');
  const cacheFolder = join(await createTemporaryFolder(), 'cache');

  const cold = await buildSite({ source, out, cacheFolder, firstParty: firstParty() });
  expect(cold.pages.map(({ file }) => file ?? '').toSorted()).toEqual(all.toSorted());
  expect(new Set(cold.pages.map(({ status }) => status))).toEqual(new Set(['rendered']));
  expect(cold.failures.map(({ subject }) => subject).toSorted()).toEqual(unreadable);
  expect(cold.pluginErrors).toEqual([]);
  expect(cold.warnings.filter(({ message }) => message.startsWith('Left out'))).toEqual([
    { subject: 'etc', message: 'Left out: the link leads out of the source folder.' },
    { subject: 'outside.md', message: 'Left out: the link leads out of the source folder.' },
    { subject: 'pipe.md', message: 'Left out: it is not a regular file.' },
    { subject: 'images/evil.svg', message: 'Left out: the image holds active content.' },
    { subject: 'images/up', message: 'Left out: links to folders are not followed.' },
  ]);

  const files = await listTree(out);
  const outputs = cold.pages.map(({ output }) => output);
  expect(new Set(outputs.map((output) => output.normalize('NFC').toLowerCase())).size).toBe(all.length);
  expect(files).toEqual(
    [
      ...outputs,
      '.hookline-site.json',
      '_site/pages.html',
      '_site/style-2.css',
      '_site/style.css',
      'images/photo one.png',
      'images/safe.svg',
      'linked.png',
    ].toSorted(),
  );

  const known = new Set(files);
  for (const output of outputs.filter((path) => path !== 'huge.html')) {
    const html = await readFile(join(out, output), 'utf8');
    expect([output, findActiveContent(html)]).toEqual([output, []]);
    expect(html).toMatch(/^<!doctype html>\n/);
    expect(html).toMatch(/<\/body>\n<\/html>\n$/);
    expect(html).not.toContain('\0');
    // Around the article everything is the builder's own, so every link must work.
    const layout = html.replace(/<article>.*<\/article>/s, '');
    expect(listSiteLinks(layout, output).filter((path) => !known.has(path))).toEqual([]);
  }

  const warm = await buildSite({ source, out, cacheFolder, firstParty: firstParty() });
  expect(new Set(warm.pages.map(({ status }) => status))).toEqual(new Set(['cached']));
  expect(await listTree(out)).toEqual(files);
  expect({ ...warm, pages: [], durationMs: 0, chain: [], boot: undefined, plugins: [] }).toEqual({
    ...cold,
    pages: [],
    durationMs: 0,
    chain: [],
    boot: undefined,
    plugins: [],
  });
});

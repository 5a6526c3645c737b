import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directory } from '../../src/discovery/directory.ts';
import { createManifestCache, type ManifestCache } from '../../src/discovery/manifest-cache.ts';
import { nodeModules } from '../../src/discovery/node-modules.ts';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { findPlugins, summarise } from './find-plugins.ts';
import { packageFiles, pluginFiles, pluginJson } from './plugin-files.ts';

const MINUTE = 60_000;
/** Files that were just written are not young to this clock. */
const later = (): number => Date.now() + MINUTE;

async function createPlugins(...names: string[]): Promise<string> {
  const root = await createTemporaryFolder({ 'plugins/.keep': '' });
  for (const name of names) await writeFiles(root, pluginFiles(`plugins/${name}`, `acme.${name}`));
  return root;
}

/** One start of a host: the cache of its folder, one look, the cache written back. */
async function start(
  root: string,
  now = later,
): Promise<{ cache: ManifestCache; ids: readonly string[]; problem: unknown }> {
  const cache = createManifestCache({ file: join(root, 'state/manifests.json'), now });
  const problem = await cache.load();
  const { plugins } = await findPlugins(directory(join(root, 'plugins')), { cache });
  await cache.save();
  return { cache, ids: summarise(plugins), problem };
}

function cacheText(root: string): Promise<string> {
  return readFile(join(root, 'state/manifests.json'), 'utf8');
}

describe('the manifest cache', () => {
  test('lets the second start parse nothing', async () => {
    const root = await createPlugins('one', 'two', 'three');
    const first = await start(root);
    const second = await start(root);
    expect([first.cache.counts, second.cache.counts]).toEqual([
      { parsed: 3, cached: 0 },
      { parsed: 0, cached: 3 },
    ]);
    expect([first.problem, second.problem, second.ids]).toEqual([undefined, undefined, first.ids]);
  });

  test('counts no package that is not a plugin', async () => {
    const root = await createPlugins('one');
    await writeFiles(root, {
      'package.json': '{ "dependencies": { "plain": "1", "plugin": "1" } }',
      'node_modules/plain/package.json': '{ "name": "plain" }',
      ...packageFiles('node_modules/plugin', 'plugin', 'acme.plugin'),
    });
    const counts = [];
    for (let look = 0; look < 2; look++) {
      const cache = createManifestCache({ file: join(root, 'state/manifests.json'), now: later });
      await cache.load();
      await findPlugins(nodeModules({ from: root }), { cache });
      await cache.save();
      counts.push(cache.counts);
    }
    expect(counts).toEqual([
      { parsed: 1, cached: 0 },
      { parsed: 0, cached: 1 },
    ]);
  });

  test('parses exactly the one that was touched', async () => {
    const root = await createPlugins('one', 'two', 'three');
    await start(root);
    await utimes(join(root, 'plugins/two/plugin.json'), 1, 1);
    expect((await start(root)).cache.counts).toEqual({ parsed: 1, cached: 2 });
    expect((await start(root)).cache.counts).toEqual({ parsed: 0, cached: 3 });
  });

  test('sees a change that keeps size and modification time', async () => {
    const root = await createPlugins('one');
    const file = join(root, 'plugins/one/plugin.json');
    await utimes(file, 1, 1);
    await start(root);
    // The time of the last change of the file's own data ticks in steps of some milliseconds.
    const { ctimeMs } = await stat(file);
    while ((await stat(file)).ctimeMs === ctimeMs) {
      await writeFile(file, pluginJson('acme.two'));
      await utimes(file, 1, 1);
    }
    expect((await start(root)).ids).toEqual(['acme.two']);
  });

  test('reads a file again that was young when it was read, but parses it only if its text is another', async () => {
    const root = await createPlugins('one');
    const file = join(root, 'plugins/one/plugin.json');
    const stats = { size: 1, mtimeMs: 5000, ctimeMs: 5000 } as Awaited<ReturnType<typeof stat>> as never;
    const cache = createManifestCache({ now: () => 5100 });
    const lookUp = async (text: string): Promise<unknown> => {
      const parse = (given: string): never => ({ id: given, manifest: undefined, problems: [] }) as never;
      return (await cache.lookUp(file, stats, { read: () => Promise.resolve(text), parse })).id;
    };
    expect([await lookUp('one'), await lookUp('one'), await lookUp('two')]).toEqual(['one', 'one', 'two']);
    expect(cache.counts).toEqual({ parsed: 2, cached: 1 });
  });

  test('needs no second look once a file has grown old', async () => {
    const root = await createPlugins('one');
    await start(root, Date.now);
    expect(await cacheText(root)).toContain('"sha256":"');
    await start(root);
    const settled = await cacheText(root);
    await start(root);
    expect(await cacheText(root)).toBe(settled);
    expect(settled.match(/"sha256"/g)).toHaveLength(1);
  });

  test('works in memory as well: a second look in one process parses nothing', async () => {
    const root = await createPlugins('one', 'two');
    const cache = createManifestCache();
    expect(await cache.load()).toBeUndefined();
    for (let look = 0; look < 2; look++) await findPlugins(directory(join(root, 'plugins')), { cache });
    await cache.save();
    expect(cache.counts).toEqual({ parsed: 2, cached: 2 });
    expect(await readdir(root)).toEqual(['plugins']);
  });

  test('remembers invalid manifests, and packages that are no plugins', async () => {
    const root = await createPlugins('one');
    await writeFiles(root, { 'plugins/two/plugin.json': '{ broken', 'plugins/three/package.json': '{ "name": "x" }' });
    const first = await start(root);
    const second = await start(root);
    expect(first.ids).toEqual(['acme.one', 'three MANIFEST_UNREADABLE', 'two MANIFEST_SYNTAX']);
    expect([second.ids, second.cache.counts]).toEqual([first.ids, { parsed: 0, cached: 2 }]);
    expect(await cacheText(root)).toContain('"absent":true');
  });

  test('drops what is no longer there, and writes only what has changed', async () => {
    const root = await createPlugins('one', 'two');
    await start(root);
    const before = await stat(join(root, 'state/manifests.json'));
    await start(root);
    expect((await stat(join(root, 'state/manifests.json'))).ino).toBe(before.ino);
    await rm(join(root, 'plugins/two'), { recursive: true });
    await start(root);
    expect(await cacheText(root)).not.toContain('acme.two');
    expect(await readdir(join(root, 'state'))).toEqual(['manifests.json']);
  });

  test.each([
    ['is empty', () => '', 'it does not begin as a cache does'],
    ['is cut off', (text: string) => text.slice(0, -40), 'its content does not fit its digest'],
    ['was edited', (text: string) => text.replace('acme.one', 'evil.one'), 'its content does not fit its digest'],
    ['is something else', () => '[]', 'it does not begin as a cache does'],
  ])('is made anew, with a warning, if its file %s', async (_, damage, reason) => {
    const root = await createPlugins('one');
    await start(root);
    const file = join(root, 'state/manifests.json');
    await writeFile(file, damage(await cacheText(root)));
    const second = await start(root);
    expect(second.problem).toEqual({
      code: 'CACHE_DAMAGED',
      severity: 'warning',
      message: `The cache of manifests "${file}" cannot be used: ${reason}.`,
      hint: 'Nothing has to be done: every manifest was read again, and the cache is made anew.',
      file,
    });
    expect([second.ids, second.cache.counts]).toEqual([['acme.one'], { parsed: 1, cached: 0 }]);
    expect((await start(root)).cache.counts).toEqual({ parsed: 0, cached: 1 });
  });

  test.each([
    ['in the same form', (text: string) => text.replace(/^\{"version":\d+/, '{"version":0')],
    ['in a form that nobody knows yet', () => '{"version":99,"plugins":{}}'],
  ])('is made anew, without a word, if another version of Hookline wrote it: %s', async (_, rewrite) => {
    const root = await createPlugins('one');
    await start(root);
    await writeFile(join(root, 'state/manifests.json'), rewrite(await cacheText(root)));
    const second = await start(root);
    expect([second.problem, second.cache.counts]).toEqual([undefined, { parsed: 1, cached: 0 }]);
    expect((await start(root)).cache.counts).toEqual({ parsed: 0, cached: 1 });
  });

  test('says so if its file cannot be written, and leaves nothing behind', async () => {
    const root = await createPlugins('one');
    const file = join(root, 'state/manifests.json');
    await mkdir(file, { recursive: true });
    await expect(start(root)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringMatching(/^The cache of manifests ".*manifests\.json" cannot be written: E[A-Z]+: /),
      hint: 'Make the folder writable; until then every start reads all manifests again.',
    });
    expect(await readdir(join(root, 'state'))).toEqual(['manifests.json']);
  });
});

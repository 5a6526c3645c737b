import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { dropInFiles, FEED, toSigner } from '../../test/examples/drop-in.ts';
import { firstParty } from '../../test/examples/first-party.ts';
import { listTree } from '../../test/examples/read-tree.ts';
import { createTemporaryFolder, writeFiles } from '../../test/examples/temporary-folder.ts';
import { toPlugin } from '../../test/examples/to-plugin.ts';
import { createBuildLog } from './build-log.ts';
import type { BuildResult } from './build-result.ts';
import { openPlugins } from './open-plugins.ts';
import { renderReport } from './report-text.ts';

function states({ plugins }: BuildResult): Record<string, string> {
  return Object.fromEntries(plugins.map(({ id, state }) => [id, state]));
}

/** The states of the plugins that are not this project's. */
function ownStates(result: BuildResult): Record<string, string> {
  return Object.fromEntries(Object.entries(states(result)).filter(([id]) => !id.startsWith('hookline.')));
}

describe('a plugin folder that is dropped in', () => {
  test('takes part in the next build once it is trusted, until it changes', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    expect(ownStates(await site.build())).toEqual({});

    await writeFiles(site.source, dropInFiles('site.plugins', { 'acme.feed': FEED }));
    const untrusted = await site.build();
    expect([untrusted.ok, ownStates(untrusted)]).toEqual([true, { 'acme.feed': 'untrusted' }]);
    expect(renderReport(untrusted)).toContain('To trust a plugin that you have looked at: --trust acme.feed\n');
    expect(await listTree(site.out)).not.toContain('feed.xml');

    expect(ownStates(await site.build({ trust: ['acme.feed'] }))).toEqual({ 'acme.feed': 'active' });
    expect(await site.read('feed.xml')).toBe('<feed/>');
    expect(ownStates(await site.build())).toEqual({ 'acme.feed': 'active' });

    await writeFiles(site.source, { 'site.plugins/acme.feed/more.txt': 'more' });
    expect(ownStates(await site.build())).toEqual({ 'acme.feed': 'untrusted' });
  });

  test('needs no trust in a folder that was named', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const pluginFolder = await createTemporaryFolder(dropInFiles('.', { 'acme.sign': toSigner('Signed') }));
    const result = await site.build({ pluginFolder });
    expect([result.ok, ownStates(result)]).toEqual([true, { 'acme.sign': 'active' }]);
    expect(await site.read('a.html')).toContain('<p>Signed</p>');
  });

  test('takes part in a running manager after a rescan', async () => {
    const path = await createTemporaryFolder({});
    const folder = { path, isNamed: true };
    const options = { config: {}, firstParty: firstParty(), stateDir: undefined, log: createBuildLog() };
    const { manager } = await openPlugins({ ...options, folder });
    onTestFinished(() => manager.stop());
    const args = { files: [], pages: [], folder: '/out' };
    expect(await manager.hooks.execute('before_export', args)).toEqual([]);

    await writeFiles(path, dropInFiles('.', { 'acme.feed': FEED }));
    expect(await manager.rescan()).toEqual({ added: ['acme.feed'], removed: [], changed: [] });
    expect(await manager.hooks.execute('before_export', args)).toEqual([{ path: 'feed.xml', content: '<feed/>' }]);
  });

  test('is no part of the site', async () => {
    const site = await createTestSite({
      'a.md': '# A',
      ...dropInFiles('site.plugins', { 'acme.feed': FEED }),
      'site.plugins/acme.feed/README.md': '# Feed',
    });
    expect((await site.build()).pages.map(({ file }) => file)).toEqual(['a.md']);
  });

  test('is known to the configuration by its id', async () => {
    const plugin = {
      manifest: {
        hooks: { before_export: {} },
        config: { schema: { type: 'object', properties: { name: { type: 'string', default: 'feed.xml' } } } },
      },
      code: "{ hooks: { before_export: ({ files }, { config }) => [...files, { path: config.name, content: '' }] } }",
    };
    const site = await createTestSite({
      'site.config.json': '{ "plugins": { "acme.feed": { "name": "news.xml" }, "acme.other": false } }',
    });
    const pluginFolder = await createTemporaryFolder(dropInFiles('.', { 'acme.feed': plugin, 'acme.other': FEED }));
    expect(ownStates(await site.build({ pluginFolder }))).toEqual({ 'acme.feed': 'active' });
    const files = await listTree(site.out);
    expect(files.filter((path) => path.endsWith('.xml'))).toEqual(['news.xml']);
  });
});

describe('a plugin that cannot take part', () => {
  test('is named with the reason, and everything else is built', async () => {
    const site = await createTestSite({ 'a.md': '# A', 'site.config.json': '{ "plugins": { "toc": { "from": 9 } } }' });
    const pluginFolder = await createTemporaryFolder({
      ...dropInFiles('.', {
        'acme.api': { ...FEED, manifest: { ...FEED.manifest, api: '^2.0' } },
        'acme.broken': { ...FEED, manifest: { hoks: {} } },
        'acme.feed': FEED,
        'acme.start': { manifest: { activation: 'startup' }, code: "{ activate() { throw new Error('no luck'); } }" },
        'acme.throws': { ...FEED, code: "(() => { throw new Error('no such luck'); })()" },
      }),
    });
    const result = await site.build({ pluginFolder });
    expect([result.ok, result.failures]).toEqual([false, []]);
    expect(states(result)).toEqual({
      'acme.api': 'unsupported',
      'acme.broken': 'invalid',
      'acme.feed': 'active',
      'acme.start': 'failed',
      'acme.throws': 'failed',
      'hookline.analytics': 'active',
      'hookline.highlight': 'active',
      'hookline.link-check': 'active',
      'hookline.markdown': 'active',
      'hookline.toc': 'unconfigured',
    });
    expect(result.pluginErrors.map(({ plugin, hook, code }) => [plugin, hook, code])).toEqual([
      ['acme.start', 'activate', 'ACTIVATE_FAILED'],
      ['acme.throws', 'import', 'ENTRY_IMPORT_FAILED'],
    ]);
    expect(await site.read('feed.xml')).toBe('<feed/>');
    expect(await site.read('a.html')).toContain('A<a class="header-anchor"');

    const text = renderReport(result);
    expect(text).toMatch(/^Plugins\n\n {2}hookline-site \(plugin API 1\.0\.0\): 10 plugins/);
    // How the lines break depends on where the folder lies.
    expect(text.replaceAll(/[│\s]+/g, ' ')).toMatch(
      /─ acme\.broken invalid \S+plugin\.json:1:74: There is no key "hoks" in a manifest \(did you mean "hooks"\?\)/,
    );
    expect(text).toMatch(/─ hookline\.toc 1\.0\.0 +unconfigured\n +The configuration of the plugin "hookline\.toc"/);
    expect(result.plugins.find(({ id }) => id === 'hookline.toc')?.reason).toContain(
      'the key "from" must be at most 6',
    );
    expect(text).toContain('5 of 10 plugins could not take part: "Plugins" and "Plugin errors" say why\n');
  });

  test('may be the one that the configuration means', async () => {
    const site = await createTestSite({ 'site.config.json': '{ "plugins": { "acme.feed": true } }' });
    const pluginFolder = await createTemporaryFolder({ 'feed/plugin.json': '{' });
    await expect(site.build({ pluginFolder })).rejects.toThrow(
      /plugins\.acme\.feed: There is no plugin "acme\.feed"\.[^]*The plugin "feed": .*is not valid JSON/,
    );
  });

  test('cannot be trusted', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    await expect(site.build({ trust: ['acme.feed'] })).rejects.toThrow('There is no plugin "acme.feed".');
  });

  test('may lie in a folder that is not there', async () => {
    const site = await createTestSite({ 'a.md': '# A' });
    const pluginFolder = join(site.source, 'missing');
    await expect(site.build({ pluginFolder })).rejects.toThrow(
      `The plugin folder "${pluginFolder}" cannot be read: does not exist.`,
    );
  });
});

describe('plugins', () => {
  test('can all be left out, and the site is plain', async () => {
    const site = await createTestSite({
      'a.md': '# A <script>alert(1)</script>',
      'site.config.json': '{ "plugins": { "toc": false, "acme.unknown": true } }',
      ...dropInFiles('site.plugins', { 'acme.feed': FEED }),
    });
    const failing = toPlugin({ before_import: () => [] });
    const result = await site.build({ usePlugins: false, plugins: [failing] });
    expect(result).toMatchObject({ ok: true, plugins: [], chain: [], widgets: [] });
    expect(await site.read('a.html')).toContain(
      '<pre class="plain-text"># A &lt;script&gt;alert(1)&lt;/script&gt;</pre>',
    );
  });

  test('may be set, turned off and turned on by what a plugin makes of the configuration', async () => {
    const site = await createTestSite({
      'a.md': '# A\n\n## One\n\n## Two\n\n<script>go()</script>',
      'site.config.json': '{ "plugins": { "toc": false } }',
    });
    const plugin = toPlugin({
      after_config_load: ({ config }) => ({
        ...config,
        allowHtml: true,
        plugins: { toc: { title: 'Contents' }, analytics: false },
      }),
    });
    const result = await site.build({ plugins: [plugin] });
    expect(Object.keys(states(result))).toEqual([
      'hookline.highlight',
      'hookline.link-check',
      'hookline.markdown',
      'hookline.toc',
    ]);
    const page = await site.read('a.html');
    expect(page).toContain('aria-label="Contents"');
    expect(page).toContain('<script>go()</script>');
    expect(page).not.toContain('reading-time');
  });

  test('may write into a log', async () => {
    const site = await createTestSite({});
    const code = "{ hooks: { after_export: (_, { log }) => { log.info('done'); console.warn('well'); } } }";
    const talker = { manifest: { hooks: { after_export: {} } }, code };
    const pluginFolder = await createTemporaryFolder(dropInFiles('.', { 'acme.talk': talker }));
    expect((await site.build({ pluginFolder })).pluginNotes).toEqual([
      { plugin: 'acme.talk', level: 'info', message: 'done' },
      { plugin: 'acme.talk', level: 'warn', message: 'well' },
    ]);
  });
});

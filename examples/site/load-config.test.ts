import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestSite } from '../../test/examples/build-in-folder.ts';
import { firstParty } from '../../test/examples/first-party.ts';
import { createTemporaryFolder } from '../../test/examples/temporary-folder.ts';
import { saveStarterConfig } from './save-config.ts';
import { readConfigFile } from './config-file.ts';
import { SiteError } from './site-error.ts';

async function buildWith(files: Readonly<Record<string, string>>): Promise<unknown> {
  const site = await createTestSite({ 'a.md': '# A', ...files });
  return site.build();
}

test.each([
  ['site.config.json', '{ "title": "From JSON" }', 'From JSON'],
  ['site.config.json', '\uFEFF{ "title": "With a mark" }', 'With a mark'],
  ['site.config.yaml', 'title: From YAML', 'From YAML'],
  ['site.config.yml', 'title: From YML', 'From YML'],
])('%s is read', async (name, content, title) => {
  const site = await createTestSite({ 'a.md': '# A', [name]: content });
  await site.build();
  expect(await site.read('a.html')).toContain(`<title>A · ${title}</title>`);
});

test('an empty configuration is one', async () => {
  expect(await buildWith({ 'site.config.yaml': '# nothing yet\n' })).toMatchObject({ ok: true });
});

test('another file can be named', async () => {
  const site = await createTestSite({ 'a.md': '# A', 'site.config.json': 'broken' });
  const folder = await createTemporaryFolder({ 'mine.yaml': 'title: Mine' });
  await site.build({ configFile: join(folder, 'mine.yaml') });
  expect(await site.read('a.html')).toContain('<title>A · Mine</title>');
  await expect(site.build({ configFile: join(folder, 'none.json') })).rejects.toThrow(
    'none.json" cannot be read: does not exist.',
  );
});

test.each([
  ['site.config.json', '{ title: 1 }', /site\.config\.json" is not valid JSON: ./],
  ['site.config.yaml', 'title: [', /site\.config\.yaml" is not valid YAML: .*line 1/],
  [
    'site.config.json',
    '{ "title": 1, "langage": "en", "pages": ["x"] }',
    /title: .*\n.*pages\.0: must start with "\/".*\n.*langage/s,
  ],
  ['site.config.json', '[]', /expected object/],
  [
    'site.config.json',
    '{ "plugins": { "marktdown": true } }',
    /plugins\.marktdown: There is no plugin "hookline\.marktdown". Did you mean "hookline\.markdown"\?$/,
  ],
  [
    'site.config.json',
    '{ "templates": { "footer": "{{ page.title | nope }}" } }',
    /templates\.footer: there is no filter "nope"/,
  ],
  ['site.config.json', '{ "include": ["../other"] }', /include: "\.\.\/other" does not lie in the source folder/],
])('%s: %s is refused, and the error says why', async (name, content, message) => {
  const error = await buildWith({ [name]: content }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SiteError);
  expect((error as SiteError).message).toMatch(message);
});

test('two configurations are one too many', async () => {
  await expect(buildWith({ 'site.config.json': '{}', 'site.config.yml': '' })).rejects.toThrow(
    'There are 2 configuration files: site.config.json, site.config.yml. Keep one of them.',
  );
});

test('a first configuration is written through the hooks, once', async () => {
  const source = await createTemporaryFolder();
  const calls: unknown[] = [];
  const plugin = {
    plugin: { id: 'acme.test', version: '1.0.0' },
    hookimpls: {
      before_config_save: ({ config }: { readonly config: object }) => ({ ...config, title: 'Chosen' }),
      after_config_save: ({ file }: { readonly file: string }) => void calls.push(file),
    },
  };
  const { file, pluginErrors } = await saveStarterConfig({ source, plugins: [plugin], firstParty: firstParty() });
  expect([file, pluginErrors, calls]).toEqual([join(source, 'site.config.json'), [], [file]]);
  expect(await readConfigFile(file)).toMatchObject({
    title: 'Chosen',
    language: 'en',
    plugins: { analytics: true, highlight: true, 'link-check': true, markdown: true, toc: true },
  });
  await expect(saveStarterConfig({ source })).rejects.toThrow('There is a configuration already');
});

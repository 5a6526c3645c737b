import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { list } from '../../src/discovery/list.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { findPlugins, summarise } from './find-plugins.ts';
import { packageFiles, pluginFiles, pluginJson } from './plugin-files.ts';

test('a list keeps its order, and takes folders, manifest files and file: URLs', async () => {
  const root = await createTemporaryFolder({
    ...pluginFiles('b', 'acme.b'),
    ...packageFiles('a', 'a', 'acme.a'),
    'c/my.plugin.json': pluginJson('acme.c'),
    'c/index.js': '',
    'c/notes.md': '---\nid: acme.notes\nversion: 1.0.0\napi: ^1.0\nentry: ./index.js\n---\n',
    ...pluginFiles('.hidden', 'acme.hidden'),
  });
  const places = ['b', 'c/my.plugin.json', 'a/package.json', 'c/notes.md', '.hidden'].map((path) => join(root, path));
  const { plugins, problems } = await findPlugins(list([...places, pathToFileURL(join(root, 'b/plugin.json'))]));
  expect(problems).toEqual([]);
  expect(summarise(plugins)).toEqual(['acme.b', 'acme.c', 'acme.a', 'acme.notes', 'acme.hidden', 'acme.b']);
  expect(plugins[1]).toMatchObject({ folder: join(root, 'c'), entryFile: join(root, 'c/index.js') });
});

test('what a list names and is no plugin is listed as invalid', async () => {
  const root = await createTemporaryFolder({ 'a/package.json': '{}', 'b/.keep': '', 'c/index.js': '' });
  const { plugins } = await findPlugins(list(['gone', 'a/package.json', 'b', 'c'].map((path) => join(root, path))));
  expect(
    plugins.map(({ id, problems }) => [id, ...problems.map(({ code, message }) => `${code}: ${message}`)]),
  ).toEqual([
    ['gone', `MANIFEST_UNREADABLE: The plugin "${root}/gone" does not exist.`],
    ['a', `MANIFEST_UNREADABLE: The plugin "${root}/a/package.json" has no key "hookline".`],
    ['b', `MANIFEST_UNREADABLE: The plugin "${root}/b" is an empty folder.`],
    ['c', `MANIFEST_UNREADABLE: The folder "${root}/c" has no manifest.`],
  ]);
});

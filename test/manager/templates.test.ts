import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { builtin } from 'hookline';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost } from './host.ts';

function offering(folder: string, name = 'page') {
  return { contributes: { templates: [{ name, summary: 'A page.', folder }] } };
}

test('templates are listed with their folders, before any code is loaded', async () => {
  const { manager } = await createHost({
    'acme.one': { manifest: offering('./templates/page/'), files: { 'templates/page/{{name}}.md': '# {{name}}\n' } },
    'acme.two': { manifest: offering('post', 'post'), files: { 'post/index.md': '' } },
  });
  expect(manager.templates()).toEqual([]);
  await manager.rescan();
  const [page, post] = manager.templates();
  expect(page).toEqual({
    plugin: 'acme.one',
    version: '1.0.0',
    name: 'page',
    qualifiedName: 'acme.one/page',
    summary: 'A page.',
    folder: expect.stringMatching(/acme\.one.templates.page/) as string,
  });
  expect(post).toMatchObject({ qualifiedName: 'acme.two/post' });
  expect(await readFile(join(page!.folder, '{{name}}.md'), 'utf8')).toBe('# {{name}}\n');
  await manager.disable('acme.one');
  expect(manager.templates().map(({ qualifiedName }) => qualifiedName)).toEqual(['acme.two/post']);
});

test('a template without a folder inside its plugin makes the plugin invalid', async () => {
  const elsewhere = await createTemporaryFolder({ 'page/index.md': '' });
  const { manager, folder } = await createHost({
    'acme.absent': { manifest: offering('./page') },
    'acme.file': { manifest: offering('./page'), files: { page: '' } },
    'acme.linked': { manifest: offering('./page') },
    'acme.within': { manifest: offering('./page'), files: { 'real/index.md': '' } },
  });
  const plugins = join(folder, 'plugins');
  await symlink(join(elsewhere, 'page'), join(plugins, 'acme.linked', 'page'), 'junction');
  await symlink(join(plugins, 'acme.within', 'real'), join(plugins, 'acme.within', 'page'), 'junction');
  await manager.rescan();
  expect(manager.list().map(({ state, problems }) => [state, problems[0]?.code, problems[0]?.message])).toEqual([
    [
      'invalid',
      'TEMPLATE_MISSING',
      `The folder "./page" of the template "page" does not exist: "${join(plugins, 'acme.absent', 'page')}".`,
    ],
    [
      'invalid',
      'TEMPLATE_MISSING',
      `The folder "./page" of the template "page" is not a folder: "${join(plugins, 'acme.file', 'page')}".`,
    ],
    [
      'invalid',
      'TEMPLATE_OUTSIDE',
      `The folder "./page" of the template "page" leads out of the folder of the plugin, to "${join(elsewhere, 'page')}".`,
    ],
    ['ready', undefined, undefined],
  ]);
  expect(manager.get('acme.absent')?.problems[0]).toMatchObject({ path: 'contributes.templates[0].folder', line: 1 });
  await mkdir(join(plugins, 'acme.absent', 'page'));
  await manager.rescan();
  expect(manager.get('acme.absent')?.state).toBe('ready');
});

test('a plugin in code has no folder for templates', async () => {
  const manifest = { id: 'acme.one', version: '1.0.0', api: '^1.0', ...offering('./page') };
  const { manager } = await createHost({}, { sources: [builtin([{ manifest, plugin: {} }])] });
  await manager.rescan();
  expect(manager.get('acme.one')).toMatchObject({
    state: 'invalid',
    reason: 'The template "page" has no folder: the plugin is in the code of the host.',
  });
});

import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLinksOut } from '../../src/runners/find-links-out.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';

async function createPlugin(links: Readonly<Record<string, string>>) {
  const root = await createTemporaryFolder({
    'secret.txt': '',
    'plugin/index.js': '',
    'plugin/node_modules/dep/a.js': '',
  });
  const folder = join(root, 'plugin');
  for (const [path, target] of Object.entries(links)) await symlink(target.replace('ROOT', root), join(folder, path));
  return { root, folder };
}

test('a folder without links, or with links inside it, has none that leave it', async () => {
  const { folder } = await createPlugin({
    'again.js': 'index.js',
    'node_modules/self': '..',
    'later.js': 'missing.js',
  });
  expect(await findLinksOut(folder)).toEqual([]);
});

test('links that leave are found at every depth, also dangling ones and chains', async () => {
  const { root, folder } = await createPlugin({
    'a.txt': '../secret.txt',
    b: 'a.txt',
    c: 'ROOT/not/there',
    'node_modules/dep/up': '../../..',
    near: 'ROOT/plugin-2',
  });
  expect(await findLinksOut(folder)).toEqual([
    { path: 'a.txt', target: join(root, 'secret.txt') },
    { path: 'b', target: join(root, 'secret.txt') },
    { path: 'c', target: join(root, 'not/there') },
    { path: 'near', target: join(root, 'plugin-2') },
    { path: join('node_modules', 'dep', 'up'), target: root },
  ]);
});

test('the folder itself may be a link, and names that begin with two dots are inside', async () => {
  const { root, folder } = await createPlugin({ '..index.js': 'index.js' });
  await mkdir(join(folder, '..deps'));
  await symlink('../index.js', join(folder, '..deps', 'up.js'));
  await symlink(folder, join(root, 'linked'));
  expect(await findLinksOut(join(root, 'linked'))).toEqual([]);
});

test('no more than twenty are listed', async () => {
  const names = Array.from({ length: 30 }, (_, index) => [`link-${index}`, '../secret.txt'] as const);
  const { folder } = await createPlugin(Object.fromEntries(names));
  expect(await findLinksOut(folder)).toHaveLength(20);
});

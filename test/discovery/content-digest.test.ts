import { appendFile, chmod, mkdir, rename, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentDigest } from '../../src/discovery/content-digest.ts';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';

const FILES = {
  'plugin.json': '{}',
  'index.js': 'export default 1;\n',
  'lib/deep/one.js': '1',
  'node_modules/x/index.js': '2',
};

test('equal folders have the same digest: 64 hexadecimal digits', async () => {
  const [one, two] = [await createTemporaryFolder(FILES), await createTemporaryFolder()];
  for (const [path, content] of Object.entries(FILES).toReversed()) await writeFiles(two, { [path]: content });
  const digest = await contentDigest(one);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await contentDigest(two)).toBe(digest);
});

test('times do not count', async () => {
  const root = await createTemporaryFolder(FILES);
  const before = await contentDigest(root);
  await utimes(join(root, 'index.js'), 1, 1);
  expect(await contentDigest(root)).toBe(before);
});

test.each<[string, (root: string) => Promise<unknown>]>([
  ['a byte in a file', (root) => appendFile(join(root, 'index.js'), ' ')],
  ['a byte in an installed package', (root) => appendFile(join(root, 'node_modules/x/index.js'), ' ')],
  ['a new file', (root) => writeFiles(root, { 'lib/new.js': '' })],
  ['a new hidden file', (root) => writeFiles(root, { '.env': '' })],
  ['a history of versions', (root) => writeFiles(root, { '.git/HEAD': '' })],
  ['a new empty folder', (root) => mkdir(join(root, 'empty'))],
  ['a file that is gone', (root) => rm(join(root, 'lib/deep/one.js'))],
  ['another name', (root) => rename(join(root, 'index.js'), join(root, 'Index.js'))],
  ['another folder', (root) => rename(join(root, 'lib/deep/one.js'), join(root, 'lib/one.js'))],
  [
    'contents that change places',
    (root) => writeFiles(root, { 'index.js': '{}', 'plugin.json': 'export default 1;\n' }),
  ],
  ['a new link', (root) => symlink('index.js', join(root, 'link.js'))],
])('changes with %s', async (_, change) => {
  const root = await createTemporaryFolder(FILES);
  const before = await contentDigest(root);
  await change(root);
  expect(await contentDigest(root)).not.toBe(before);
});

test('changes with the target of a link, and with the file that it leads to', async () => {
  const root = await createTemporaryFolder({ 'plugin/index.js': '1', 'outside.js': '1', 'other.js': '1' });
  const digests = new Set<string>();
  const target = async (path: string): Promise<void> => {
    await rm(join(root, 'plugin/link.js'), { force: true });
    await symlink(path, join(root, 'plugin/link.js'));
    digests.add(await contentDigest(join(root, 'plugin')));
  };
  await target('../outside.js');
  await target('../other.js');
  await target('../nowhere.js');
  await target('link.js');
  await target('..');
  await appendFile(join(root, 'outside.js'), '2');
  await target('../outside.js');
  expect(digests.size).toBe(6);
});

test('changes with what lies in a folder outside that a link leads to, links in it included, and ends with links in a circle', async () => {
  const root = await createTemporaryFolder({
    'plugin/index.js': "import './lib/a.js';",
    'outside/a.js': '1',
    'beyond/b.js': '1',
  });
  await symlink('../outside', join(root, 'plugin/lib'));
  await symlink('../beyond', join(root, 'outside/more'));
  await symlink('../plugin', join(root, 'beyond/back'));
  await symlink('../..', join(root, 'plugin/up'));
  const digest = (): Promise<string> => contentDigest(join(root, 'plugin'));
  const digests = [await digest(), await digest()];
  await appendFile(join(root, 'outside/a.js'), '2');
  digests.push(await digest());
  await appendFile(join(root, 'beyond/b.js'), '2');
  digests.push(await digest());
  expect([digests[0] === digests[1], new Set(digests).size]).toEqual([true, 3]);
});

test('rejects if the folder is gone', async () => {
  const root = await createTemporaryFolder();
  await expect(contentDigest(join(root, 'gone'))).rejects.toMatchObject({
    code: 'MANIFEST_UNREADABLE',
    message: `The content of the folder "${root}/gone" cannot be read: ENOENT: no such file or directory.`,
    hint: 'Mend the permissions of the folder and of all files in it.',
    data: { folder: join(root, 'gone'), reason: 'ENOENT: no such file or directory' },
  });
});

test.skipIf(process.getuid?.() === 0)('rejects if a file may not be read', async () => {
  const root = await createTemporaryFolder(FILES);
  await chmod(join(root, 'index.js'), 0o000);
  await expect(contentDigest(root)).rejects.toMatchObject({ code: 'MANIFEST_UNREADABLE' });
});

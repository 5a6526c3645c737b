import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directory } from '../../src/discovery/directory.ts';
import type { FoundPlugin } from '../../src/discovery/source.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { findPlugins } from './find-plugins.ts';
import { pluginJson } from './plugin-files.ts';

/** Finds the one plugin in a folder "one". */
async function findOne(root: string): Promise<FoundPlugin> {
  return (await findPlugins(directory(root))).plugins.find(({ folder }) => folder === join(root, 'one'))!;
}

function withEntry(entry: string, files: Record<string, string> = {}): Promise<string> {
  return createTemporaryFolder({ ...files, 'one/plugin.json': pluginJson('acme.one', { entry }) });
}

test('an entry is given with its links resolved, as long as they stay inside', async () => {
  const root = await withEntry('./lib/index.js', { 'one/real/index.js': '' });
  await symlink('./real', join(root, 'one/lib'));
  const { entryFile, problems } = await findOne(root);
  expect({ entryFile, problems }).toEqual({ entryFile: join(root, 'one/real/index.js'), problems: [] });
});

test('a name that begins with two dots is inside', async () => {
  const root = await withEntry('./..index.js', { 'one/..index.js': '' });
  expect((await findOne(root)).entryFile).toBe(join(root, 'one/..index.js'));
});

test.each([
  ['the file', 'index.js', '../outside/index.js', './index.js'],
  ['a folder above it', 'lib', '../outside', './lib/index.js'],
  ['the file, to a folder whose name begins the same', 'index.js', '../one-more/index.js', './index.js'],
])('an entry is refused if a link leads out of the folder: %s', async (_, link, target, entry) => {
  const root = await withEntry(entry, { 'outside/index.js': '', 'one-more/index.js': '' });
  await symlink(target, join(root, 'one', link));
  const { entryFile, problems, manifest } = await findOne(root);
  expect({ entryFile, id: manifest?.id, problems }).toEqual({
    entryFile: undefined,
    id: 'acme.one',
    problems: [
      {
        code: 'ENTRY_OUTSIDE',
        severity: 'error',
        message: expect.stringMatching(
          /^The entry "\.\/.*" leads out of the folder of the plugin, to ".*\/index\.js"\.$/,
        ),
        hint: 'Put the entry file itself into the folder of the plugin, not a link to it.',
        file: join(root, 'one/plugin.json'),
        path: 'entry',
        line: 5,
        column: expect.any(Number),
      },
    ],
  });
});

test.each([
  ['does not exist', './index.js', 'other.txt', 'Build the plugin, or mend the path of "entry".'],
  ['does not exist', './index.js', 'index.mjs', 'Write "./index.mjs": that file exists.'],
  ['does not exist', './index.js', 'dist/index.js', 'Write "./dist/index.js": that file exists.'],
  ['is a folder', './lib.js', 'lib.js/index.js', 'Write "./lib.js/index.js": that file exists.'],
  ['is a folder', './lib.js', 'lib.js/other.txt', 'Build the plugin, or mend the path of "entry".'],
  [
    'does not exist',
    './index.js',
    'index.ts',
    'Build the plugin: "./index.ts" exists, but the JavaScript made of it does not.',
  ],
  [
    'does not exist',
    './dist/index.js',
    'src/index.ts',
    'Build the plugin: "./src/index.ts" exists, but the JavaScript made of it does not.',
  ],
])('an entry that %s is missing, and the hint knows better: %s beside %s', async (why, entry, there, hint) => {
  const root = await withEntry(entry, { [`one/${there}`]: '' });
  expect((await findOne(root)).problems).toEqual([
    {
      code: 'ENTRY_MISSING',
      severity: 'error',
      message: `The entry "${entry}" ${why}: "${join(root, 'one', entry)}".`,
      hint,
      file: join(root, 'one/plugin.json'),
      path: 'entry',
      line: 5,
      column: expect.any(Number),
    },
  ]);
});

test('an entry behind a link that leads nowhere, or in a circle, is missing', async () => {
  const root = await withEntry('./index.js');
  const link = join(root, 'one/index.js');
  await symlink('./gone.js', link);
  const gone = await findOne(root);
  await rm(link);
  await symlink('./index.js', link);
  const circle = await findOne(root);
  expect([gone, circle].flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
    `The entry "./index.js" does not exist: "${link}".`,
    `The entry "./index.js" cannot be reached: ELOOP: too many symbolic links encountered: "${link}".`,
  ]);
});

test('an entry is looked for anew each time, though the manifest is known', async () => {
  const root = await withEntry('./index.js');
  await mkdir(join(root, 'one/index.js'));
  const before = await findOne(root);
  await rm(join(root, 'one/index.js'), { recursive: true });
  await symlink('./plugin.json', join(root, 'one/index.js'));
  const after = await findOne(root);
  expect([before.entryFile, after.entryFile]).toEqual([undefined, join(root, 'one/plugin.json')]);
});

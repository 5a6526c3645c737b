import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nodeModules } from '../../src/discovery/node-modules.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { findPlugins, summarise } from './find-plugins.ts';
import { manifestOf, packageFiles } from './plugin-files.ts';

function hostPackage(lists: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  return JSON.stringify({ name: 'host', version: '1.0.0', ...lists });
}

/** Links a folder, with paths relative to `root`, as package managers do it. */
async function link(root: string, path: string, target: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(join(root, target), join(root, path));
}

describe('nodeModules', () => {
  test('finds what npm installs: the direct dependencies of all three lists that carry the key, sorted', async () => {
    const root = await createTemporaryFolder({
      'package.json': hostPackage({
        dependencies: { zeta: '^1.0.0', '@acme/scoped': '^1.0.0', plain: '^1.0.0' },
        optionalDependencies: { optional: '^1.0.0' },
        devDependencies: { dev: '^1.0.0' },
        peerDependencies: { peer: '^1.0.0' },
      }),
      ...packageFiles('node_modules/zeta', 'zeta', 'acme.zeta'),
      ...packageFiles('node_modules/@acme/scoped', '@acme/scoped', 'acme.scoped'),
      ...packageFiles('node_modules/optional', 'optional', 'acme.optional'),
      ...packageFiles('node_modules/dev', 'dev', 'acme.dev'),
      ...packageFiles('node_modules/peer', 'peer', 'acme.peer'),
      ...packageFiles('node_modules/indirect', 'indirect', 'acme.indirect'),
      'node_modules/plain/package.json': '{ "name": "plain", "version": "1.0.0" }',
      'node_modules/plain/plugin.json': JSON.stringify(manifestOf('acme.no-key')),
    });
    const { plugins, problems } = await findPlugins(nodeModules({ from: root }));
    expect(problems).toEqual([]);
    expect(summarise(plugins)).toEqual(['acme.scoped', 'acme.dev', 'acme.optional', 'acme.zeta']);
    expect(plugins[0]).toMatchObject({
      folder: join(root, 'node_modules/@acme/scoped'),
      manifestFile: join(root, 'node_modules/@acme/scoped/package.json'),
      entryFile: join(root, 'node_modules/@acme/scoped/index.js'),
      source: `nodeModules(${root})`,
    });
  });

  test('finds what pnpm links from its store', async () => {
    const store = 'node_modules/.pnpm/one@1.0.0/node_modules/one';
    const root = await createTemporaryFolder({
      'package.json': hostPackage({ dependencies: { one: '^1.0.0' } }),
      ...packageFiles(store, 'one', 'acme.one'),
      ...packageFiles('node_modules/.pnpm/two@1.0.0/node_modules/two', 'two', 'acme.two'),
    });
    await link(root, 'node_modules/one', store);
    const { plugins, problems } = await findPlugins(nodeModules({ from: root }));
    expect({ plugins: summarise(plugins), problems }).toEqual({ plugins: ['acme.one'], problems: [] });
    expect(plugins[0]).toMatchObject({ folder: join(root, store), entryFile: join(root, store, 'index.js') });
  });

  test('finds the packages of a workspace, linked or hoisted, and prefers the nearest', async () => {
    const root = await createTemporaryFolder({
      'package.json': hostPackage({ dependencies: { 'of-root': '^1.0.0' } }),
      'apps/host/package.json': hostPackage({ dependencies: { hoisted: '^1.0.0', own: '^1.0.0', sibling: '*' } }),
      'apps/host/src/deep/main.js': '',
      ...packageFiles('node_modules/hoisted', 'hoisted', 'acme.hoisted'),
      ...packageFiles('node_modules/own', 'own', 'acme.own', { version: '1.0.0' }),
      ...packageFiles('apps/host/node_modules/own', 'own', 'acme.own', { version: '2.0.0' }),
      ...packageFiles('packages/sibling', 'sibling', 'acme.sibling'),
    });
    await link(root, 'node_modules/sibling', 'packages/sibling');
    for (const from of ['apps/host', 'apps/host/package.json', 'apps/host/src/deep/main.js', 'apps/host/src']) {
      for (const place of [join(root, from), pathToFileURL(join(root, from)), pathToFileURL(join(root, from)).href]) {
        const { plugins, problems } = await findPlugins(nodeModules({ from: place }));
        expect(problems).toEqual([]);
        expect(plugins.map(({ id, manifest, folder }) => [id, manifest?.version, folder?.slice(root.length)])).toEqual([
          ['acme.hoisted', '1.0.0', '/node_modules/hoisted'],
          ['acme.own', '2.0.0', '/apps/host/node_modules/own'],
          ['acme.sibling', '1.0.0', '/packages/sibling'],
        ]);
      }
    }
  });

  test('warns of plain dependencies that are not installed, once, and not of others', async () => {
    const root = await createTemporaryFolder({
      'package.json': hostPackage({
        dependencies: { one: '^1.0.0', two: '^1.0.0', both: '^1.0.0', '../../etc': '^1.0.0' },
        optionalDependencies: { optional: '^1.0.0', both: '^1.0.0' },
        devDependencies: { dev: '^1.0.0' },
      }),
    });
    expect(await findPlugins(nodeModules({ from: root }))).toEqual({
      plugins: [],
      problems: [
        {
          code: 'SOURCE_UNREADABLE',
          severity: 'warning',
          message: `Dependencies of "${root}/package.json" are not installed: "one", "two".`,
          hint: 'Install them: those that are plugins are not found.',
          file: join(root, 'package.json'),
        },
      ],
    });
  });

  test('lists a package whose package.json is broken, or whose plugin is', async () => {
    const root = await createTemporaryFolder({
      'package.json': hostPackage({ dependencies: { one: '^1.0.0', two: '^1.0.0' } }),
      'node_modules/one/package.json': '{ "name": ',
      ...packageFiles('node_modules/two', 'two', 'acme.two', { entry: './gone.js' }),
    });
    const { plugins } = await findPlugins(nodeModules({ from: root }));
    expect(summarise(plugins)).toEqual(['one MANIFEST_SYNTAX', 'acme.two ENTRY_MISSING']);
  });

  test('reports a host that is not there, or whose package.json is broken', async () => {
    const root = await createTemporaryFolder({ 'broken/package.json': '{ "name": ' });
    const found = await Promise.all(
      ['gone/main.js', 'broken'].map((from) => findPlugins(nodeModules({ from: join(root, from) }))),
    );
    expect(found.flatMap(({ problems }) => problems.map(({ severity, message }) => `${severity}: ${message}`))).toEqual(
      [
        `error: The place "${root}/gone/main.js" of the source nodeModules(${root}/gone/main.js) does not exist.`,
        `error: The place "${root}/broken" of the source nodeModules(${root}/broken) cannot be read: "${root}/broken/package.json" is not valid JSON.`,
      ],
    );
  });

  test.each(['[]', 'null', '5', '{ "dependencies": [] }', '{ "dependencies": "x" }'])(
    'finds nothing in a package.json without dependencies: %s',
    async (content) => {
      const root = await createTemporaryFolder({ 'package.json': `\uFEFF${content}` });
      expect(await findPlugins(nodeModules({ from: root }))).toEqual({ plugins: [], problems: [] });
    },
  );
});

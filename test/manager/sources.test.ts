import { cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { builtin, directory, list, nodeModules } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles, under, type TestHost } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

/** A package that is a plugin which greets with `text`. */
function packageFiles(name: string, id: string, text: string): Record<string, string> {
  const hookline = { id, api: '^1.0', entry: './index.mjs', hooks: { greet: {} } };
  return {
    'package.json': JSON.stringify({ name, version: '1.0.0', hookline }),
    'index.mjs': `export default { hooks: { greet: () => ${JSON.stringify(text)} } };`,
  };
}

function greeting(text: string): { readonly code: string } {
  return { code: `{ hooks: { greet: () => '${text}' } }` };
}

function standings({ manager }: TestHost, ...folders: readonly string[]): readonly string[] {
  const shorten = (text: string): string =>
    folders.reduce((shown, folder, index) => shown.replaceAll(folder, `<${index}>`), text);
  return manager.list().map(({ id, state, folder = '' }) => shorten(`${id} ${state} ${folder}`.trim()));
}

describe('sources of all kinds', () => {
  test('work together: loose folders, packages, named folders and code of the host', async () => {
    const host = await createHost({ 'acme.loose': {} }, (folder) => ({
      sources: [
        directory(join(folder, 'plugins'), { trusted: true }),
        nodeModules({ from: folder, trusted: true }),
        list([join(folder, 'elsewhere/acme.named')], { trusted: true }),
        builtin([
          {
            manifest: { id: 'test-host.own', version: '1.0.0', api: '^1.0', hooks: { greet: {} } },
            plugin: { hooks: { greet: () => 'from code' } },
          },
        ]),
      ],
    }));
    await writeFiles(host.folder, {
      'package.json': JSON.stringify({ name: 'host', dependencies: { 'greeter-plugin': '^1.0.0' } }),
      ...under('node_modules/greeter-plugin', packageFiles('greeter-plugin', 'acme.packed', 'from a package')),
      ...under('elsewhere', pluginFiles({ 'acme.named': {} })),
    });
    await host.manager.start();
    expect(standings(host, host.folder)).toEqual([
      'acme.loose ready <0>/plugins/acme.loose',
      'acme.named ready <0>/elsewhere/acme.named',
      'acme.packed ready <0>/node_modules/greeter-plugin',
      'test-host.own ready',
    ]);
    expect(host.manager.list().map(({ source }) => source.replaceAll(host.folder, '<0>'))).toEqual([
      'directory(<0>/plugins)',
      'list(<0>/elsewhere/acme.named)',
      'nodeModules(<0>)',
      'builtin',
    ]);
    expect(await host.greet()).toEqual([
      'hello from acme.loose',
      'from a package',
      'hello from acme.named',
      'from code',
    ]);
  });

  test.each([
    { who: 'npm', place: 'app/node_modules/greeter-plugin' },
    {
      who: 'pnpm',
      place: 'app/node_modules/.pnpm/greeter-plugin@1.0.0/node_modules/greeter-plugin',
      link: 'app/node_modules/greeter-plugin',
    },
    { who: 'a workspace', place: 'packages/greeter', link: 'node_modules/greeter-plugin' },
  ])('run plugins that $who has installed', async ({ place, link }) => {
    const root = await createTemporaryFolder({
      'app/package.json': JSON.stringify({ name: 'host', dependencies: { 'greeter-plugin': '^1.0.0' } }),
      ...under(place, packageFiles('greeter-plugin', 'acme.packed', 'packed')),
    });
    if (link !== undefined) {
      await mkdir(dirname(join(root, link)), { recursive: true });
      await symlink(join(root, place), join(root, link));
    }
    const { manager, greet } = await createHost(
      {},
      { sources: [nodeModules({ from: join(root, 'app'), trusted: true })] },
    );
    const report = await manager.start();
    expect([report.problems, await greet()]).toEqual([[], ['packed']]);
  });

  test('have an order: the project goes before the user, and the user before what the host brings', async () => {
    const project = await createTemporaryFolder(pluginFiles({ 'acme.a': greeting('a of the project') }));
    const user = await createTemporaryFolder(
      pluginFiles({ 'acme.a': greeting('a of the user'), 'acme.b': greeting('b of the user') }),
    );
    const own = (id: string) => ({
      manifest: { id, version: '1.0.0', api: '^1.0', hooks: { greet: {} } },
      plugin: { hooks: { greet: () => `${id} of the host` } },
    });
    const host = await createHost(
      {},
      {
        sources: [
          directory(project, { trusted: true }),
          directory(user, { trusted: true }),
          builtin([own('acme.a'), own('acme.b'), own('acme.c')]),
        ],
      },
    );
    await host.manager.start();
    expect(await host.greet()).toEqual(['a of the project', 'b of the user', 'acme.c of the host']);
    expect(standings(host, project, user)).toEqual([
      'acme.a active <0>/acme.a',
      'acme.a shadowed <1>/acme.a',
      'acme.a shadowed',
      'acme.b active <1>/acme.b',
      'acme.b shadowed',
      'acme.c active',
    ]);
    const [, shadowed] = host.manager.list();
    expect(shadowed).toMatchObject({
      code: 'PLUGIN_SHADOWED',
      reason: `The plugin "acme.a" in "${user}/acme.a" is shadowed by "${project}/acme.a", which comes first.`,
    });
  });
});

describe('a plugin that two sources bring', () => {
  test('runs once, as that of the first, and can be switched off and on', async () => {
    const { lines, note } = createJournal();
    const plugin = {
      manifest: { activation: 'startup' as const },
      code: `${note}('loaded'); export default { hooks: { greet: () => 'a' } };`,
    };
    const host = await createHost({ 'acme.a': plugin }, (folder) => ({
      sources: [directory(join(folder, 'plugins'), { trusted: true }), list([join(folder, 'plugins/acme.a')])],
    }));
    await host.manager.start();
    await host.manager.rescan();
    expect([await host.greet(), lines]).toEqual([['a'], ['loaded']]);
    const folder = join(host.folder, 'plugins/acme.a');
    const source = `directory(${host.folder}/plugins)`;
    expect(host.manager.list()).toMatchObject([
      { state: 'active', source },
      {
        state: 'shadowed',
        code: 'PLUGIN_SHADOWED',
        reason: `The plugin "acme.a" in "${folder}" is shadowed: an earlier source, ${source}, brings it as well.`,
        remedy: 'Take it out of one of the two sources.',
      },
    ]);
    await host.manager.disable('acme.a');
    expect(await host.greet()).toEqual([]);
    await host.manager.enable('acme.a');
    expect(host.manager.list().map(({ state }) => state)).toEqual(['active', 'shadowed']);
    expect(host.payloads('plugin:state').filter(({ to }) => to === 'shadowed')).toHaveLength(1);
  });

  test('in code runs as that of the first, even if another one of its id is invalid', async () => {
    const inCode = (greeting: string, hooks: object) => ({
      manifest: { id: 'acme.a', version: '1.0.0', api: '^1.0', hooks: hooks as { readonly greet: object } },
      plugin: { hooks: { greet: () => greeting } },
    });
    const host = await createHost(
      {},
      {
        sources: [
          builtin([inCode('invalid', { nothing: {} }), inCode('first', { greet: {} })]),
          builtin([inCode('second', { greet: {} })]),
        ],
      },
    );
    await host.manager.start();
    expect(await host.greet()).toEqual(['first']);
    expect(standings(host).toSorted()).toEqual(['acme.a active', 'acme.a invalid', 'acme.a shadowed']);
  });
});

describe('a folder of plugins', () => {
  test('is the one that the operator names', async () => {
    const folder = await createTemporaryFolder({ 'extensions/.keep': '' });
    const { manager, greet } = await createHost(
      {},
      {
        sources: [directory(join(folder, 'extensions'), { trusted: true })],
      },
    );
    await manager.start();
    expect(await greet()).toEqual([]);
    const plugin = await createTemporaryFolder(pluginFiles({ 'acme.dropped': {} }));
    await cp(join(plugin, 'acme.dropped'), join(folder, 'extensions/any-name'), { recursive: true });
    const { added } = await manager.rescan();
    expect([added.length, await greet()]).toEqual([1, ['hello from acme.dropped']]);
  });

  test('may hold other things, and plugins take part in the order of their folders, however those were made', async () => {
    const { lines, note } = createJournal();
    const tell = (id: string) => ({ code: `${note}('${id}'); export default { hooks: { greet: () => '${id}' } };` });
    const host = await createHost();
    await host.write({ 'acme.c': tell('c'), 'acme.a': tell('a'), 'acme.b': tell('b') });
    await host.write({ '.hidden': tell('hidden'), node_modules: tell('modules') });
    await writeFiles(host.folder, {
      'plugins/notes.txt': 'none',
      'plugins/plugin.json': '{}',
      'plugins/empty/.keep': '',
    });
    await host.manager.start();
    expect(await host.greet()).toEqual(['a', 'b', 'c']);
    expect(lines).toEqual(['a', 'b', 'c']);
  });

  test('lists what is broken in it with code and place, and runs the rest', async () => {
    const host = await createHost({
      'acme.a': {},
      'acme.broken': { files: { 'plugin.json': '{\n  "id": "acme.broken",\n  "api": "^1.0",,\n}' } },
      'acme.wrong': { manifest: { entry: '../../outside.mjs' } },
      'acme.z': {},
    });
    await host.manager.start();
    expect(await host.greet()).toEqual(['hello from acme.a', 'hello from acme.z']);
    const broken = host.manager.list({ state: 'invalid' });
    const places = broken.flatMap(({ id, problems }) => problems.map(({ code, file, line }) => [id, code, file, line]));
    expect(places).toEqual([
      ['acme.broken', 'MANIFEST_SYNTAX', join(host.folder, 'plugins/acme.broken/plugin.json'), 3],
      ['acme.wrong', 'ENTRY_OUTSIDE', join(host.folder, 'plugins/acme.wrong/plugin.json'), 1],
    ]);
  });
});

test('a plugin whose code lies outside of its folder is refused and never imported: by path, by link, by a linked folder', async () => {
  const { lines, note } = createJournal();
  const outside = await createTemporaryFolder({ 'evil.mjs': `${note}('evil'); export default {};` });
  const host = await createHost({
    'acme.above': { manifest: { entry: '../../evil.mjs' } },
    'acme.absolute': { manifest: { entry: join(outside, 'evil.mjs') } },
    'acme.folder': { manifest: { entry: './lib/evil.mjs' } },
    'acme.good': {},
    'acme.link': { manifest: { entry: './linked.mjs' } },
  });
  await symlink(join(outside, 'evil.mjs'), join(host.folder, 'plugins/acme.link/linked.mjs'));
  await symlink(outside, join(host.folder, 'plugins/acme.folder/lib'));
  await writeFiles(host.folder, { 'evil.mjs': `${note}('evil'); export default {};` });
  await host.manager.start();
  await host.greet();
  expect(host.manager.list().map(({ id, state, code }) => [id, state, code])).toEqual([
    ['acme.above', 'invalid', 'ENTRY_OUTSIDE'],
    ['acme.absolute', 'invalid', 'ENTRY_NOT_RELATIVE'],
    ['acme.folder', 'invalid', 'ENTRY_OUTSIDE'],
    ['acme.good', 'active', undefined],
    ['acme.link', 'invalid', 'ENTRY_OUTSIDE'],
  ]);
  expect(lines).toEqual([]);
});

test('a source of the host that fails is a problem, and the others go on', async () => {
  const broken = { name: 'registry(acme)', trusted: true, find: () => Promise.reject(new Error('no network')) };
  const { manager, greet, payloads } = await createHost({ 'acme.one': {} }, (folder) => ({
    sources: [broken, directory(join(folder, 'plugins'), { trusted: true })],
  }));
  const { problems } = await manager.start();
  const expected = [{ code: 'SOURCE_UNREADABLE', message: 'The source registry(acme) failed: no network' }];
  expect(problems).toMatchObject(expected);
  expect(payloads('manager:problem')).toHaveLength(1);
  expect(await greet()).toEqual(['hello from acme.one']);
});

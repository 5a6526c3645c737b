import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder, writeFiles } from '../examples/temporary-folder.ts';
import { createHost, pluginFiles } from './host.ts';
import { createGate, createJournal, until } from './share-with-plugins.ts';

const NOTHING = { added: [], removed: [], changed: [] };

describe('rescan()', () => {
  test('lets a plugin take part whose folder was put beside the others', async () => {
    const { manager, greet, write } = await createHost({ 'acme.a': {} });
    await manager.start();
    await write({ 'acme.b': {} });
    expect(await greet('x')).toEqual(['x from acme.a']);
    expect(await manager.rescan()).toEqual({ ...NOTHING, added: ['acme.b'] });
    expect(await greet('x')).toEqual(['x from acme.a', 'x from acme.b']);
  });

  test('activates a new plugin that wants to be active from the start', async () => {
    const { manager, states, write } = await createHost();
    await manager.start();
    await write({
      'acme.a': { manifest: { activation: 'startup' } },
      'acme.b': { manifest: { activation: 'background' } },
      'acme.c': {},
    });
    await manager.rescan();
    expect(states()).toEqual({ 'acme.a': 'active', 'acme.b': 'ready', 'acme.c': 'ready' });
    await until(() => states()['acme.b'] === 'active');
  });

  test('stops a plugin whose folder is gone, with an event, and those that need it', async () => {
    const { lines, note } = createJournal();
    const { manager, greet, remove, states, payloads } = await createHost({
      'acme.a': { code: `{ deactivate: () => ${note}('deactivate'), hooks: { greet: () => 'a' } }` },
      'acme.b': { manifest: { dependencies: { plugins: { 'acme.a': '^1' } } } },
    });
    await manager.start();
    await greet();
    await remove('acme.a');
    expect(await manager.rescan()).toEqual({ ...NOTHING, removed: ['acme.a'] });
    expect([await greet(), lines, states()]).toEqual([[], ['deactivate'], { 'acme.b': 'unresolved' }]);
    expect(
      payloads('plugin:state')
        .filter(({ plugin }) => plugin === 'acme.a')
        .at(-1),
    ).toMatchObject({
      from: 'active',
      to: 'stopped',
      reason: 'It is not found any more.',
    });
  });

  test('starts a plugin anew that has another version', async () => {
    const { lines, note } = createJournal();
    const plugin = (version: string) => ({
      manifest: { version },
      code: `{ activate: () => ${note}('+${version}'), deactivate: () => ${note}('-${version}'), hooks: { greet: () => '${version}' } }`,
    });
    const { manager, greet, write } = await createHost({ 'acme.a': plugin('1.0.0'), 'acme.b': plugin('1.0.0') });
    await manager.start();
    await greet();
    await write({ 'acme.a': plugin('1.1.0') });
    expect(await manager.rescan()).toEqual({ ...NOTHING, changed: ['acme.a'] });
    expect([manager.get('acme.a')?.state, manager.get('acme.b')?.state]).toEqual(['ready', 'active']);
    expect([await greet(), lines]).toEqual([
      ['1.1.0', '1.0.0'],
      ['+1.0.0', '+1.0.0', '-1.0.0', '+1.1.0'],
    ]);
  });

  test('changes nothing about plugins that are as they were: they keep running, or are still loaded later', async () => {
    const { lines, note } = createJournal();
    const code = `{ activate: () => ${note}('+'), deactivate: () => ${note}('-'), hooks: { greet: () => 'a' } }`;
    const { manager, greet, states } = await createHost({
      'acme.a': { code },
      'acme.b': { manifest: { hooks: { shout: {} } }, code: '{ hooks: { shout: ({ text }) => text } }' },
    });
    await manager.start();
    await greet();
    expect([await manager.rescan(), await manager.rescan()]).toEqual([NOTHING, NOTHING]);
    expect([await greet(), lines, states()]).toEqual([['a'], ['+'], { 'acme.a': 'active', 'acme.b': 'ready' }]);
    expect(await manager.hooks.execute('shout', { text: 'x' })).toBe('x');
    expect(states()['acme.b']).toBe('active');
  });

  test('lets calls that have begun end with what they began with', async () => {
    const gate = createGate();
    const { manager, greet, write, states } = await createHost({
      'acme.a': {
        code: `{ hooks: { greet: async ({ name }) => (name === 'wait' && (await ${gate.opened}), 'old') } }`,
      },
    });
    await manager.start();
    await greet();
    const call = greet('wait');
    await gate.reached;
    await write({ 'acme.a': { manifest: { version: '2.0.0' } }, 'acme.b': {} });
    const rescanned = manager.rescan();
    await until(() => states()['acme.b'] === 'ready');
    gate.open();
    expect([await call, (await rescanned).added]).toEqual([['old'], ['acme.b']]);
  });

  test('replaces a plugin by one with its id that appears in an earlier source, and brings it back', async () => {
    const first = await createTemporaryFolder({ '.keep': '' });
    const { manager, greet } = await createHost({ 'acme.a': {} }, (folder) => ({
      sources: [directory(first, { trusted: true }), directory(join(folder, 'plugins'), { trusted: true })],
    }));
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.a']);
    await writeFiles(first, pluginFiles({ 'acme.a': { code: "{ hooks: { greet: () => 'earlier' } }" } }));
    await manager.rescan();
    expect([await greet('x'), manager.list().map(({ state }) => state)]).toEqual([['earlier'], ['active', 'shadowed']]);
    expect(manager.get('acme.a')?.folder).toBe(join(first, 'acme.a'));
    await rm(join(first, 'acme.a'), { recursive: true });
    await manager.rescan();
    expect([await greet('x'), manager.list().map(({ state }) => state)]).toEqual([['x from acme.a'], ['active']]);
  });

  test('forgets that a plugin failed when another one takes its id, and when it is gone and comes back', async () => {
    const first = await createTemporaryFolder({ '.keep': '' });
    const broken = { 'acme.a': { code: "throw new Error('broken');" } };
    const { manager, greet, states, remove, write } = await createHost(
      { ...broken, 'acme.b': broken['acme.a'] },
      (folder) => ({
        sources: [directory(first, { trusted: true }), directory(join(folder, 'plugins'), { trusted: true })],
      }),
    );
    await manager.start();
    expect([await greet(), states()]).toEqual([[], { 'acme.a': 'failed', 'acme.b': 'failed' }]);
    await writeFiles(first, pluginFiles({ 'acme.a': {} }));
    await remove('acme.b');
    await manager.rescan();
    expect(manager.list().map(({ state }) => state)).toEqual(['ready', 'shadowed']);
    await write({
      'acme.b': {
        manifest: { entry: './other.mjs' },
        files: { 'other.mjs': "export default { hooks: { greet: () => 'b' } };" },
      },
    });
    await manager.rescan();
    expect(await greet('x')).toEqual(['x from acme.a', 'b']);
  });

  test('tells what has changed about the plugin that takes part, not about one that it shadows', async () => {
    const user = await createTemporaryFolder(pluginFiles({ 'acme.a': {} }));
    const { manager, write } = await createHost({ 'acme.a': {} }, (folder) => ({
      sources: [directory(join(folder, 'plugins'), { trusted: true }), directory(user, { trusted: true })],
    }));
    await manager.start();
    await writeFiles(user, pluginFiles({ 'acme.a': { manifest: { version: '1.5.0' } } }));
    expect(await manager.rescan()).toEqual(NOTHING);
    await write({ 'acme.a': { manifest: { version: '1.1.0' } } });
    expect(await manager.rescan()).toEqual({ ...NOTHING, changed: ['acme.a'] });
  });

  test('finds without starting anything before the start', async () => {
    const { manager, greet, states } = await createHost({ 'acme.a': { manifest: { activation: 'startup' } } });
    expect(await manager.rescan()).toEqual({ ...NOTHING, added: ['acme.a'] });
    expect([states(), await greet()]).toEqual([{ 'acme.a': 'ready' }, []]);
  });

  test('keeps the plugins stopped after a stop', async () => {
    const { manager, greet, states, write } = await createHost({ 'acme.a': {} });
    await manager.start();
    await manager.stop();
    await write({ 'acme.b': {} });
    await manager.rescan();
    expect([states(), await greet()]).toEqual([{ 'acme.a': 'stopped', 'acme.b': 'ready' }, []]);
  });
});

describe('the manifests of plugins that have not changed', () => {
  test('are not parsed again, by a second start of the same manager or of another one', async () => {
    const plugins = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`acme.p${index}`, {}]));
    const stateDir = await createTemporaryFolder();
    const host = await createHost(plugins, { stateDir });
    const counts = [(await host.manager.start()).manifests];
    await host.manager.stop();
    counts.push((await host.manager.start()).manifests);
    const other = await createHost(
      {},
      { stateDir, sources: [directory(join(host.folder, 'plugins'), { trusted: true })] },
    );
    counts.push((await other.manager.start()).manifests);
    expect(counts).toEqual([
      { parsed: 5, cached: 0 },
      { parsed: 0, cached: 5 },
      { parsed: 0, cached: 5 },
    ]);
  });
});

describe('a plugin that is put back with other code', () => {
  test('runs that code, although its manifest is the same', async () => {
    const { manager, greet, write, remove } = await createHost({
      'acme.one': { code: "{ hooks: { greet: () => 'old' } }" },
    });
    await manager.start();
    expect(await greet()).toEqual(['old']);
    await remove('acme.one');
    await manager.rescan();
    await write({ 'acme.one': { code: "{ hooks: { greet: () => 'new' } }" } });
    await manager.rescan();
    expect(await greet()).toEqual(['new']);
  });
});

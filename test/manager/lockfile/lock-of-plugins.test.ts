import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtin, directory, readLock, writeLock, type LockDocument } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder, writeFiles } from '../../examples/temporary-folder.ts';
import { createHost, pluginFiles, under, type TestHost, type WrittenPlugin } from '../host.ts';

const STORE: WrittenPlugin = {};
const SHOP: WrittenPlugin = {
  manifest: {
    dependencies: { plugins: { 'acme.store': '^1' } },
    permissions: [{ name: 'net', hosts: ['shop.example'] }],
  },
};

/** A lock of the two plugins, in a file. */
async function lockedPlugins(): Promise<{
  readonly lock: LockDocument;
  readonly file: string;
  readonly host: TestHost;
}> {
  const host = await createHost({ 'acme.shop': SHOP, 'acme.store': STORE });
  const lock = await host.manager.lock();
  const file = join(host.folder, 'hookline-lock.json');
  await writeLock(file, lock);
  return { lock, file, host };
}

/** Why plugins do not run, by id. */
function reasons({ manager }: TestHost): Readonly<Record<string, unknown>> {
  return Object.fromEntries(manager.list().map(({ id, state, code, reason }) => [id, [state, code, reason]]));
}

describe('a lock of plugins', () => {
  test('is plain JSON with all that runs, by id', async () => {
    const { lock, host } = await lockedPlugins();
    const source = `directory(${host.folder}/plugins)`;
    const integrity = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(lock).toEqual({
      lockVersion: 1,
      host: { name: 'test-host', api: '1.2.0' },
      plugins: [
        {
          id: 'acme.shop',
          version: '1.0.0',
          source,
          integrity,
          dependencies: { 'acme.store': '1.0.0' },
          permissions: ['net:shop.example'],
          order: 1,
        },
        { id: 'acme.store', version: '1.0.0', source, integrity, dependencies: {}, permissions: [], order: 0 },
      ],
    });
  });

  test('has the same bytes for the same plugins, whatever has failed meanwhile', async () => {
    const { file, host } = await lockedPlugins();
    const before = await readFile(file, 'utf8');
    await host.manager.start();
    await host.manager.reload('acme.store');
    await writeLock(file, await host.manager.lock());
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readLock(file)).toEqual(await host.manager.lock());
  });

  test('holds plugins in code by their versions', async () => {
    const sources = (version: string) => [
      builtin([{ manifest: { id: 'test-host.menu', version, api: '^1' }, plugin: {} }]),
    ];
    const lock = await (await createHost({}, { sources: sources('1.0.0') })).manager.lock();
    expect(lock.plugins[0]).not.toHaveProperty('integrity');
    const same = await createHost({}, { sources: sources('1.0.0'), lock });
    const other = await createHost({}, { sources: sources('1.1.0'), lock });
    await Promise.all([same.manager.start(), other.manager.start()]);
    expect([reasons(same), reasons(other)]).toEqual([
      { 'test-host.menu': ['ready', undefined, undefined] },
      {
        'test-host.menu': [
          'untrusted',
          'LOCK_MISMATCH',
          'The plugin "test-host.menu" 1.1.0 is locked in version 1.0.0.',
        ],
      },
    ]);
  });
});

describe('a manager with a lock', () => {
  test('runs the same plugins on another machine', async () => {
    const { file } = await lockedPlugins();
    const host = await createHost({ 'acme.shop': SHOP, 'acme.store': STORE }, { lock: file });
    const { problems } = await host.manager.start();
    expect([host.states(), problems, await host.greet()]).toEqual([
      { 'acme.shop': 'ready', 'acme.store': 'ready' },
      [],
      ['hello from acme.store', 'hello from acme.shop'],
    ]);
  });

  test('runs nothing with another content or version, and nothing more than was locked', async () => {
    const { lock } = await lockedPlugins();
    const other = { ...SHOP, files: { 'notes.txt': 'one file more' } };
    const host = await createHost(
      {
        'acme.shop': other,
        'acme.store': { manifest: { version: '1.0.1' } },
        'acme.extra': {},
      },
      { lock },
    );
    await host.manager.start();
    expect([reasons(host), await host.greet()]).toEqual([
      {
        'acme.extra': ['untrusted', 'LOCK_MISMATCH', 'The plugin "acme.extra" 1.0.0 is not in the lock.'],
        'acme.shop': [
          'untrusted',
          'LOCK_MISMATCH',
          'The content of the plugin "acme.shop" 1.0.0 is not that of the lock.',
        ],
        'acme.store': ['untrusted', 'LOCK_MISMATCH', 'The plugin "acme.store" 1.0.1 is locked in version 1.0.0.'],
      },
      [],
    ]);
    expect(host.manager.get('acme.extra')!.remedy).toBe(
      'Install what the lock names, or look at the plugin and make the lock anew.',
    );
  });

  test('gives no plugin more permissions than were locked', async () => {
    const { lock } = await lockedPlugins();
    const plugins = lock.plugins.map((plugin) => ({ ...plugin, permissions: [] }));
    const host = await createHost({ 'acme.shop': SHOP, 'acme.store': STORE }, { lock: { ...lock, plugins } });
    await host.manager.start();
    expect(reasons(host)).toEqual({
      'acme.shop': [
        'untrusted',
        'LOCK_MISMATCH',
        'The plugin "acme.shop" 1.0.0 may do more than was locked: net:shop.example.',
      ],
      'acme.store': ['ready', undefined, undefined],
    });
  });

  test('tells of plugins that are locked and not there', async () => {
    const { lock, host: first } = await lockedPlugins();
    const host = await createHost({ 'acme.store': STORE }, { lock });
    const { problems } = await host.manager.start();
    expect([problems, host.states()]).toEqual([
      [
        {
          code: 'LOCK_MISMATCH',
          severity: 'error',
          message: `The plugin "acme.shop" 1.0.0 is in the lock, from directory(${first.folder}/plugins), but no plugin with this id was found.`,
          hint: 'Install "acme.shop" 1.0.0, or make the lock anew.',
        },
      ],
      { 'acme.store': 'ready' },
    ]);
  });

  test('looks again before it loads the code', async () => {
    const { lock } = await lockedPlugins();
    const host = await createHost({ 'acme.shop': SHOP, 'acme.store': STORE }, { lock });
    await host.manager.start();
    await host.write({ 'acme.store': { ...STORE, code: '{ hooks: { greet: () => "changed" } }' } });
    expect(await host.greet()).toEqual([]);
    expect(host.payloads('plugin:error').map(({ error }) => error.code)).toContain('LOCK_MISMATCH');
    expect(host.manager.get('acme.store')!.state).toBe('untrusted');
  });

  test('still wants plugins of other sources to be trusted', async () => {
    const { lock } = await lockedPlugins();
    const folder = await createTemporaryFolder(
      under('plugins', pluginFiles({ 'acme.shop': SHOP, 'acme.store': STORE })),
    );
    const host = await createHost({}, { lock, sources: [directory(join(folder, 'plugins'))] });
    await host.manager.start();
    expect(host.manager.get('acme.store')!.code).toBe('PLUGIN_UNTRUSTED');
    await host.manager.trust('acme.store');
    expect(await host.greet()).toEqual(['hello from acme.store']);
  });

  test('runs nothing while the lock cannot be read, and goes on when it can', async () => {
    const { lock, file } = await lockedPlugins();
    await writeFile(file, '{');
    const host = await createHost({ 'acme.shop': SHOP, 'acme.store': STORE }, { lock: file });
    const { problems } = await host.manager.start();
    const message = `The lock file "${file}" cannot be used: it is not JSON.`;
    const hint = 'Bring the lock back, or make it anew.';
    expect([problems, host.manager.get('acme.store')]).toEqual([
      [{ code: 'LOCKFILE_INVALID', severity: 'error', message, hint }],
      expect.objectContaining({ state: 'untrusted', code: 'LOCKFILE_INVALID', reason: message, remedy: hint }),
    ]);
    await writeLock(file, lock);
    await host.manager.rescan();
    expect(host.states()).toEqual({ 'acme.shop': 'ready', 'acme.store': 'ready' });
  });
});

test('a lock in code that cannot be read lets nothing run', async () => {
  const { lock } = await lockedPlugins();
  const hostile = Object.defineProperty({ ...lock }, 'plugins', {
    get: () => {
      throw new Error('no');
    },
  });
  const host = await createHost({ 'acme.store': STORE }, { lock: hostile });
  await host.manager.start();
  const reason = 'The lock in the options of createPluginManager cannot be used: reading it failed: no.';
  expect(reasons(host)).toEqual({ 'acme.store': ['untrusted', 'LOCKFILE_INVALID', reason] });
});

describe('a lock file', () => {
  test.each([
    ['[]', 'Invalid input: expected object, received array'],
    [
      '{"lockVersion":1,"host":{"name":"x","api":"1.0.0"},"plugins":[{}]}',
      'at "plugins.0.id": Invalid input: expected string, received undefined',
    ],
    ['{"lockVersion":2}', 'it has the format 2 of a newer Hookline, and this one knows format 1'],
  ])('%s is refused with the place', async (text, problem) => {
    const folder = await createTemporaryFolder();
    await writeFiles(folder, { 'lock.json': text });
    const file = join(folder, 'lock.json');
    await expect(readLock(file)).rejects.toMatchObject({
      code: 'LOCKFILE_INVALID',
      message: `The lock file "${file}" cannot be used: ${problem}.`,
    });
  });

  test('that is not there, or cannot be written, is named', async () => {
    const folder = await createTemporaryFolder();
    const file = join(folder, 'none/lock.json');
    await expect(readLock(file)).rejects.toMatchObject({
      message: `The lock file "${file}" cannot be used: there is no such file.`,
    });
    const lock: LockDocument = { lockVersion: 1, host: { name: 'x', api: '1.0.0' }, plugins: [] };
    await expect(writeLock(file, lock)).rejects.toMatchObject({ code: 'LOCKFILE_UNWRITABLE' });
  });
});

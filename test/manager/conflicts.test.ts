import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

function needing(plugins: Readonly<Record<string, string>>, version = '1.0.0'): WrittenPlugin {
  return { manifest: { version, dependencies: { plugins } } };
}

describe('plugins that need one plugin in versions that exclude each other', () => {
  const PLUGINS = {
    'acme.new': needing({ 'acme.store': '^3.1' }),
    'acme.old': needing({ 'acme.store': '^2' }),
    'acme.store': { manifest: { version: '2.4.0' } },
  };

  test('are named together with both ranges, before any code has run, and the one that fits runs', async () => {
    const { lines, note } = createJournal();
    const loud = Object.fromEntries(
      Object.entries(PLUGINS).map(([id, plugin]) => [
        id,
        { ...plugin, code: `${note}('${id}'); export default { hooks: { greet: () => '${id}' } };` },
      ]),
    );
    const { manager, greet } = await createHost(loud);
    await manager.rescan();
    expect(manager.list().map(({ id, state, code, reason, remedy }) => [id, state, code, reason, remedy])).toEqual([
      [
        'acme.new',
        'unresolved',
        'DEPENDENCY_VERSION',
        'The plugin "acme.new" 1.0.0 needs "acme.store" "^3.1", but "2.4.0" was found; "acme.old" needs "^2", and no version fits both.',
        'Update "acme.new" to a version that works with "acme.store" "2.4.0", or disable it.',
      ],
      ['acme.old', 'ready', undefined, undefined, undefined],
      ['acme.store', 'ready', undefined, undefined, undefined],
    ]);
    expect(lines).toEqual([]);
    await manager.start();
    expect(await greet()).toEqual(['acme.store', 'acme.old']);
  });

  test('have a derivation that names them, what was found, and the smallest change, and nothing else', async () => {
    const { manager, folder } = await createHost({ ...PLUGINS, 'acme.unrelated': {} });
    await manager.rescan();
    expect(String(manager.explain('acme.new')).replaceAll(folder, '<host>')).toMatchInlineSnapshot(`
      ""acme.new" 1.0.0 is unresolved: The plugin "acme.new" 1.0.0 needs "acme.store" "^3.1", but "2.4.0" was found; "acme.old" needs "^2", and no version fits both.
        found in "<host>/plugins/acme.new", source directory(<host>/plugins)
        made for the API "^1.0": the host "test-host" has "1.2.0"
        needs "acme.store" "^3.1": no copy in place fits
          found: "acme.store" 2.4.0 in "<host>/plugins/acme.store"
          "acme.old" 1.0.0 needs "acme.store" "^2"
          no version fits "^3.1" of "acme.new" together with "^2" of "acme.old"
      Smallest change that would help:
        Update "acme.new" to a version that works with "acme.store" "2.4.0"; or disable "acme.old", and install "acme.store" in a version that fits "^3.1"."
    `);
  });

  test('run together once there is a version for both', async () => {
    const host = await createHost({
      'acme.a': needing({ 'acme.store': '>=2.4' }),
      'acme.b': needing({ 'acme.store': '^3' }),
      'acme.store': { manifest: { version: '2.4.0' } },
    });
    await host.manager.start();
    expect(host.states()).toEqual({ 'acme.a': 'ready', 'acme.b': 'unresolved', 'acme.store': 'ready' });
    await host.write({ 'acme.store': { manifest: { version: '3.0.0' } } });
    await host.manager.rescan();
    expect(host.states()).toEqual({ 'acme.a': 'ready', 'acme.b': 'ready', 'acme.store': 'ready' });
    expect(await host.greet()).toHaveLength(3);
  });
});

describe('plugins that cannot run beside each other', () => {
  test('leave one in place, and the other comes when that one is disabled', async () => {
    const conflicting: WrittenPlugin = { manifest: { dependencies: { conflicts: { 'acme.a': '^1' } } } };
    const { manager, greet } = await createHost({ 'acme.a': {}, 'acme.b': conflicting });
    await manager.start();
    expect([await greet(), manager.get('acme.b')]).toMatchObject([
      ['hello from acme.a'],
      {
        state: 'unresolved',
        code: 'PLUGIN_INCOMPATIBLE',
        reason:
          'The plugin "acme.b" 1.0.0 declares that it cannot run beside "acme.a" "^1", and "acme.a" 1.0.0 is in place.',
        remedy: 'Disable "acme.a" or "acme.b".',
      },
    ]);
    await manager.disable('acme.a');
    expect(await greet()).toEqual(['hello from acme.b']);
  });
});

describe('a dependency on exactly one version', () => {
  test('is a warning with a looser range, and the plugin runs', async () => {
    const { manager, greet } = await createHost({ 'acme.a': needing({ 'acme.store': '1.0.0' }), 'acme.store': {} });
    await manager.start();
    expect(manager.get('acme.a')?.problems).toMatchObject([
      {
        code: 'MANIFEST_PIN_EXACT',
        severity: 'warning',
        hint: 'Write "^1.0.0".',
        path: 'dependencies.plugins["acme.store"]',
      },
    ]);
    expect(await greet()).toEqual(['hello from acme.store', 'hello from acme.a']);
  });
});

test('plugins with libraries of their own in two majors both work', async () => {
  const library = (version: string) => ({
    'node_modules/leftish/package.json': JSON.stringify({ name: 'leftish', version, type: 'module', main: 'index.js' }),
    'node_modules/leftish/index.js': `export default 'leftish ${version}';`,
  });
  const code = "import library from 'leftish'; export default { hooks: { greet: () => library } };";
  const { manager, greet } = await createHost({
    'acme.a': { code, files: library('1.9.0') },
    'acme.b': { code, files: library('2.0.0') },
  });
  await manager.start();
  expect(await greet()).toEqual(['leftish 1.9.0', 'leftish 2.0.0']);
});

describe('names', () => {
  test('reserved for the host and for Hookline are refused to plugins of others, and near ones are not', async () => {
    const { manager, greet, folder } = await createHost({
      'hookline.evil': {},
      'test-host.evil': {},
      'test-hosts.good': {},
    });
    await manager.start();
    expect(await greet()).toEqual(['hello from test-hosts.good']);
    expect(manager.list({ state: 'invalid' }).map(({ id, code, reason }) => [id, code, reason])).toEqual([
      [
        'hookline.evil',
        'MANIFEST_ID_RESERVED',
        `${folder}/plugins/hookline.evil/plugin.json:1:7: The id "hookline.evil" begins with "hookline.", which is reserved.`,
      ],
      [
        'test-host.evil',
        'MANIFEST_ID_RESERVED',
        `${folder}/plugins/test-host.evil/plugin.json:1:7: The id "test-host.evil" begins with "test-host.", which is reserved.`,
      ],
    ]);
  });
});

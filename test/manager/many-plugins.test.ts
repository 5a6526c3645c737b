import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { directory, type PluginFilter, type PluginStatus } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../examples/random.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

const COUNT = 500;
const TYPES = ['theme', 'filter', 'source', 'export'] as const;
const KEYWORDS = ['dark', 'light', 'fast', 'small'] as const;
const HOOKS = ['greet', 'shout', 'after_save', 'refine'] as const;

const idOf = (index: number): string => `acme.plugin-${String(index).padStart(3, '0')}`;

/** Plugins that are told apart by all that lists can be narrowed to; some of them cannot run. Each notes its import. */
function generate(seed: number, note: string): Record<string, WrittenPlugin> {
  const random = createRandom(seed);
  const plugins: Record<string, WrittenPlugin> = {};
  for (let index = 0; index < COUNT; index += 1) {
    const hook = random.pick(HOOKS);
    const manifest = {
      type: random.pick(TYPES),
      keywords: KEYWORDS.filter(() => random.below(2) === 1),
      hooks: { [hook]: {} },
      ...(random.below(10) === 0 ? { api: '^9' } : {}),
      ...(index > 0 && random.below(4) === 0
        ? { dependencies: { plugins: { [idOf(random.below(index))]: '^1' } } }
        : {}),
    };
    plugins[idOf(index)] = { manifest, code: `${note}('${idOf(index)}'); export default { hooks: { ${hook}() {} } };` };
  }
  return plugins;
}

function options(stateDir: string) {
  return (folder: string) => ({ stateDir, sources: [directory(join(folder, 'plugins'), { trusted: true })] });
}

/** The slow and obvious way. */
function matches(plugin: PluginStatus, { state, type, keyword, hook }: PluginFilter): boolean {
  return (
    (state === undefined || plugin.state === state) &&
    (type === undefined || plugin.type === type) &&
    (keyword === undefined || plugin.keywords.includes(keyword)) &&
    (hook === undefined || plugin.hooks.includes(hook))
  );
}

describe(`${COUNT} plugins`, { timeout: 60_000 }, () => {
  test('are found in any combination of state, type, keyword and hook, and none of them is imported for that', async () => {
    const { lines, note } = createJournal();
    const { manager } = await createHost(generate(1, note));
    await manager.start();
    const all = manager.list();
    const filters = [undefined, ...TYPES].flatMap((type) =>
      [undefined, ...KEYWORDS].flatMap((keyword) =>
        [undefined, ...HOOKS].flatMap((hook) =>
          ([undefined, 'ready', 'unsupported', 'unresolved'] as const).map((state) =>
            Object.fromEntries(
              Object.entries({ type, keyword, hook, state }).filter(([, value]) => value !== undefined),
            ),
          ),
        ),
      ),
    );
    expect([all.length, filters.length]).toEqual([COUNT, 500]);
    for (const filter of filters as PluginFilter[]) {
      expect(manager.list(filter)).toEqual(all.filter((plugin) => matches(plugin, filter)));
    }
    expect(lines).toEqual([]);
  });

  test('are listed as plain JSON, each in one state, and the same at each start', async () => {
    const { note } = createJournal();
    const host = await createHost(generate(2, note));
    await host.manager.start();
    const first = JSON.stringify(host.manager.list());
    const plugins = JSON.parse(first) as PluginStatus[];
    expect([plugins.length, JSON.stringify(plugins)]).toEqual([COUNT, first]);
    const sum = [...new Set(plugins.map(({ state }) => state))].map((state) => host.manager.list({ state }).length);
    expect(sum.reduce((total, count) => total + count)).toBe(COUNT);
    await host.manager.stop();
    await host.manager.start();
    expect(JSON.stringify(host.manager.list())).toBe(first);
  });

  test('are parsed once: the next start reads none of their manifests anew, and one that was touched alone', async () => {
    const { note } = createJournal();
    const stateDir = await createTemporaryFolder();
    const host = await createHost(generate(3, note), options(stateDir));
    // Files that are young are read again to be sure.
    await makeOlder(host);
    const counts = async (): Promise<unknown> => {
      const { manager } = await createHost({}, () => options(stateDir)(host.folder));
      const { manifests } = await manager.start();
      await manager.stop();
      return manifests;
    };
    expect(await counts()).toEqual({ parsed: COUNT, cached: 0 });
    expect(await counts()).toEqual({ parsed: 0, cached: COUNT });
    await host.write({ [idOf(7)]: { manifest: { version: '1.0.1' } } });
    expect(await counts()).toEqual({ parsed: 1, cached: COUNT - 1 });
    expect(JSON.parse(await readFile(join(stateDir, 'manifests.json'), 'utf8'))).toBeTypeOf('object');
  });
});

async function makeOlder({ folder }: TestHost): Promise<void> {
  const minuteAgo = new Date(Date.now() - 60_000);
  for (let index = 0; index < COUNT; index += 1) {
    await utimes(join(folder, 'plugins', idOf(index), 'plugin.json'), minuteAgo, minuteAgo);
  }
}

test('which plugins were loaded, and by what, is known: none before the first call, then only those that it needs', async () => {
  const { manager, greet } = await createHost({
    'acme.base': { manifest: { hooks: {} }, code: '{}' },
    'acme.eager': { manifest: { activation: 'startup', hooks: {} }, code: '{}' },
    'acme.greeter': { manifest: { dependencies: { plugins: { 'acme.base': '^1' } } } },
    'acme.other': { manifest: { hooks: { shout: {} } }, code: '{ hooks: { shout() {} } }' },
  });
  const loaded = () =>
    manager.list().flatMap(({ id, activatedBy }) => (activatedBy === undefined ? [] : [[id, activatedBy]]));
  await manager.rescan();
  expect(loaded()).toEqual([]);
  await manager.start();
  expect(loaded()).toEqual([['acme.eager', 'startup']]);
  await greet();
  expect(loaded()).toEqual([
    ['acme.base', 'dependency of acme.greeter'],
    ['acme.eager', 'startup'],
    ['acme.greeter', 'hook greet'],
  ]);
});

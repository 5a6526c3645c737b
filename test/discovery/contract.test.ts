import { onTestFinished, describe, expect, test } from 'vitest';
import { createManifestCache } from '../../src/discovery/manifest-cache.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { findPlugins, summarise } from './find-plugins.ts';
import { SOURCE_KINDS } from './sources.ts';

const TWO = [{ id: 'acme.second' }, { id: 'acme.first', more: { name: 'First', hooks: { render: { priority: 3 } } } }];

/** How often the code of a plugin has run. */
function countRuns(): { readonly runs: number } {
  const count = { runs: 0 };
  const there = globalThis as { codeRan?: (() => void) | undefined };
  there.codeRan = () => (count.runs += 1);
  onTestFinished(() => {
    delete there.codeRan;
  });
  return count;
}

describe.each(SOURCE_KINDS)('the source $name', ({ create, hasFiles }) => {
  test('finds every plugin with its whole manifest, in a stable order', async () => {
    const source = await create(await createTemporaryFolder(), TWO);
    const { plugins, problems } = await findPlugins(source);
    expect(problems).toEqual([]);
    expect(
      plugins.map(({ id, manifest, problems, source }) => ({ id, name: manifest?.name, problems, source })),
    ).toEqual([
      { id: 'acme.second', name: undefined, problems: [], source: source.name },
      { id: 'acme.first', name: 'First', problems: [], source: source.name },
    ]);
    expect(plugins[1]!.manifest).toMatchObject({ hooks: { render: { priority: 3 } }, activation: 'lazy' });
  });

  test('says of plugins with files where they are, and of others how to get their code', async () => {
    const root = await createTemporaryFolder();
    const { plugins } = await findPlugins(await create(root, TWO));
    for (const { folder, manifestFile, entryFile, load } of plugins) {
      if (hasFiles) {
        expect(folder?.startsWith(root)).toBe(true);
        expect(manifestFile?.startsWith(`${folder}`)).toBe(true);
        expect(entryFile?.startsWith(`${folder}`)).toBe(true);
        expect(load).toBeUndefined();
      } else {
        expect({ folder, manifestFile, entryFile }).toEqual({});
        expect(load).toBeTypeOf('function');
      }
    }
  });

  test('lists an invalid plugin with code and place, beside the others', async () => {
    const broken = { id: 'acme.broken', more: { version: 'one', descripton: 'x' } };
    const { plugins } = await findPlugins(await create(await createTemporaryFolder(), [broken, ...TWO]));
    expect(summarise(plugins.slice(1))).toEqual(['acme.second', 'acme.first']);
    const { id, manifest, problems } = plugins[0]!;
    expect({ id, manifest }).toEqual({ id: 'acme.broken', manifest: undefined });
    expect(problems.map(({ code }) => code).toSorted()).toEqual(['MANIFEST_KEY_UNKNOWN', 'MANIFEST_VERSION_INVALID']);
    for (const { path, line, file } of problems) {
      expect(path).toMatch(/(?:version|descripton)$/);
      expect(typeof line).toBe(hasFiles ? 'number' : 'undefined');
      expect(file).toBe(plugins[0]!.manifestFile);
    }
  });

  test('checks manifests against the host: its hooks and its prefixes', async () => {
    const given = [{ id: 'acme.typo', more: { hooks: { rendr: {} } } }, { id: 'house.own' }];
    const root = await createTemporaryFolder();
    const { plugins } = await findPlugins(await create(root, given));
    expect(summarise(plugins)).toEqual(
      hasFiles
        ? ['acme.typo MANIFEST_HOOK_UNKNOWN', 'house.own MANIFEST_ID_RESERVED']
        : ['acme.typo MANIFEST_HOOK_UNKNOWN', 'house.own'],
    );
    expect(plugins[0]!.problems[0]).toMatchObject(
      hasFiles ? { path: expect.stringContaining('rendr'), line: expect.any(Number) } : {},
    );
    const ofHost = await findPlugins(await create(root, given, { firstParty: true }), { hookNames: ['rendr'] });
    expect(summarise(ofHost.plugins)).toEqual(['acme.typo', 'house.own']);
  });

  test('trusts its plugins if the host says so', async () => {
    const root = await createTemporaryFolder();
    for (const trusted of [false, true]) {
      const source = await create(root, TWO, { trusted });
      const { plugins } = await findPlugins(source);
      const expected = trusted || !hasFiles;
      expect([source.trusted, ...plugins.map((plugin) => plugin.trusted)]).toEqual([expected, expected, expected]);
    }
  });

  test('runs no code', async () => {
    const count = countRuns();
    const { plugins } = await findPlugins(await create(await createTemporaryFolder(), TWO));
    expect([plugins.length, count.runs]).toEqual([2, 0]);
    // The code is such that it would be noticed.
    const { load, entryFile } = plugins[0]!;
    const run = async (): Promise<unknown> => load?.() ?? (await import(/* @vite-ignore */ entryFile!));
    await expect(run()).rejects.toThrow('imported');
    expect(count.runs).toBe(1);
  });

  test('finds the same again, with the same cache, its copy on the disk, or a new one', async () => {
    const root = await createTemporaryFolder();
    const source = await create(`${root}/place`, [...TWO, { id: 'acme.broken', more: { version: 'one' } }]);
    const cache = createManifestCache({ file: `${root}/manifests.json` });
    const first = await findPlugins(source, { cache });
    await cache.save();
    const loaded = createManifestCache({ file: `${root}/manifests.json` });
    expect(await loaded.load()).toBeUndefined();
    for (const again of [cache, loaded, createManifestCache()]) {
      const { plugins, problems } = await findPlugins(source, { cache: again });
      expect(problems).toEqual([]);
      expect(plugins.map(({ load: _, ...rest }) => rest)).toEqual(first.plugins.map(({ load: _, ...rest }) => rest));
    }
    expect(loaded.counts).toEqual({ parsed: 0, cached: hasFiles ? 3 : 0 });
  });

  test('finds nothing where there is nothing', async () => {
    const source = await create(await createTemporaryFolder(), []);
    expect(await findPlugins(source)).toEqual({ plugins: [], problems: [] });
  });
});

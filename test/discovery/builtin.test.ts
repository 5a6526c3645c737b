import { describe, expect, test } from 'vitest';
import { builtin } from '../../src/discovery/builtin.ts';
import { findPlugins } from './find-plugins.ts';
import { manifestOf } from './plugin-files.ts';

const definition = { hooks: {} };

describe('builtin', () => {
  test('gives the definition, what a function gives, or the default export of the module that it imports', async () => {
    const namespace = Object.defineProperty({ default: definition }, Symbol.toStringTag, { value: 'Module' });
    const source = builtin([
      { manifest: manifestOf('acme.one') as never, plugin: definition },
      { manifest: manifestOf('acme.two') as never, load: () => definition },
      { manifest: manifestOf('acme.three') as never, load: () => Promise.resolve(definition) },
      { manifest: manifestOf('acme.four') as never, load: () => Promise.resolve(namespace) },
    ]);
    const { plugins } = await findPlugins(source);
    expect(await Promise.all(plugins.map(({ load }) => load?.()))).toEqual(Array.from({ length: 4 }, () => definition));
  });

  test('rejects with what its function throws', async () => {
    const load = (): never => {
      throw new Error('no such file');
    };
    const { plugins } = await findPlugins(builtin([{ manifest: manifestOf('acme.one') as never, load }]));
    await expect(plugins[0]!.load?.()).rejects.toThrow('no such file');
  });

  test('has neither folder nor files, and needs no entry', async () => {
    const { entry: _, ...manifest } = manifestOf('acme.one') as { entry?: string; id: string };
    const { plugins } = await findPlugins(builtin([{ manifest: manifest as never, plugin: definition }]));
    expect({ ...plugins[0], load: undefined }).toEqual({
      id: 'acme.one',
      manifest: expect.objectContaining({ id: 'acme.one' }),
      problems: [],
      folder: undefined,
      manifestFile: undefined,
      entryFile: undefined,
      load: undefined,
      source: 'builtin',
      trusted: true,
    });
  });

  test.each([[null], ['text'], [[]], [{}]])('lists a manifest that is none as invalid: %j', async (manifest) => {
    const { plugins } = await findPlugins(builtin([{ manifest: manifest as never, plugin: definition }]));
    expect(plugins).toMatchObject([{ id: 'builtin[0]', manifest: undefined }]);
    expect(plugins[0]!.problems.length).toBeGreaterThan(0);
  });

  test.each([
    ['an array of plugins is needed, not an object', {}],
    ['the plugin [0] must be an object, not the string "x"', ['x']],
    ['the plugin [0] has no "manifest"', [{ plugin: definition }]],
    ['the plugin [0] needs either "plugin" or "load"', [{ manifest: {} }]],
    ['the plugin [0] needs either "plugin" or "load"', [{ manifest: {}, plugin: definition, load: () => definition }]],
    ['the plugin [0] has a "load" that must be a function, not the string "x"', [{ manifest: {}, load: 'x' }]],
    ['the plugin [0] has no option "lod" (did you mean "load"?)', [{ manifest: {}, lod: () => definition }]],
  ])('refuses at once: %s', (problem, plugins) => {
    expect(() => builtin(plugins as never)).toThrow(`The plugins for builtin are not valid: ${problem}.`);
  });
});

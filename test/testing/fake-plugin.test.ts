import { hook } from 'hookline';
import { fakePlugin } from 'hookline/testing';
import { expect, test } from 'vitest';
import { toManifest } from '../../src/manifest/to-manifest.ts';
import type { KitHooks } from './kit-hooks.ts';

test('a fake plugin has a valid manifest, whatever it consists of', () => {
  const plugins = [
    fakePlugin(),
    fakePlugin<KitHooks>({ hooks: { greet: () => 'x', slug: ({ slug }) => slug } }),
    fakePlugin<KitHooks>({
      manifest: { id: 'acme.all', version: '2.0.0', activation: 'startup', hooks: { saved: { priority: 3 } } },
      activate: () => {},
      hooks: {
        greet: { priority: 10, before: ['acme.other'], handler: () => 'x' },
        shout: [
          { id: 'one', handler: ({ text }) => text },
          { wrapper: true, id: 'two', handler: (_args, next) => next() },
        ],
        saved: () => {},
      },
      services: { clock: () => ({}) },
      hookspecs: { after_greeting: hook.series() },
    }),
    fakePlugin({ code: '{ hooks: {} }' }),
    fakePlugin({ module: new URL('./kit-hooks.ts', import.meta.url) }),
  ];
  expect(plugins.flatMap(({ manifest }) => toManifest(manifest).problems)).toEqual([]);
  expect(plugins[2]!.manifest).toEqual({
    id: 'acme.all',
    version: '2.0.0',
    api: '>=0.0.1',
    entry: './index.mjs',
    activation: 'startup',
    provides: { clock: '1.0.0' },
    contributes: { hooks: ['after_greeting'] },
    hooks: {
      greet: { priority: 10, before: ['acme.other'] },
      shout: [{ id: 'one' }, { wrapper: true, id: 'two' }],
      saved: { priority: 3 },
    },
  });
});

test.each([
  [7, 'it takes an object, not the number 7'],
  [{ hook: {} }, 'there is no option "hook" (did you mean "hooks"?)'],
  [{ code: 5 }, '"code" must be text, not the number 5'],
  [{ module: {} }, '"module" must be a path or a URL, not an object'],
  [{ code: '{}', module: './x.mjs' }, 'it takes "code" or "module", not both'],
  [{ code: '{}', hooks: {} }, '"hooks" has to stand in "code", which is the whole plugin'],
  [{ files: {} }, '"files" needs "code" or "module" beside it'],
])('%j is refused', (options, problem) => {
  expect(() => fakePlugin(options as never)).toThrow(`fakePlugin cannot be used like this: ${problem}.`);
});

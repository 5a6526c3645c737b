import { expect, test } from 'vitest';
import type { ManifestInput } from '../../src/manifest/manifest.ts';
import { toManifest } from '../../src/manifest/to-manifest.ts';

const LEAST = { id: 'acme.hello', version: '1.0.0', api: '^1.0', entry: './index.js' } satisfies ManifestInput;

test('a manifest in code is checked like one in a file, without places', () => {
  expect(toManifest({ ...LEAST, hooks: { render: { priorty: 1 } } }, { file: '/host/main.js' })).toEqual({
    id: 'acme.hello',
    manifest: undefined,
    problems: [
      {
        code: 'MANIFEST_KEY_UNKNOWN',
        severity: 'error',
        message: 'There is no key "priorty" in "hooks.render" (did you mean "priority"?).',
        hint: 'Use the key that the message suggests, or remove it.',
        path: 'hooks.render.priorty',
        file: '/host/main.js',
      },
    ],
  });
});

test('what is undefined is left out', () => {
  const { manifest, problems } = toManifest({ ...LEAST, name: undefined, hooks: { render: { id: undefined } } });
  expect(problems).toEqual([]);
  expect(manifest).not.toHaveProperty('name');
  expect(manifest?.hooks['render']).toEqual({});
});

test('a later change of the object does not change the manifest', () => {
  const written = { ...LEAST, config: { schema: { type: 'object', title: 'Before' } } };
  const { manifest } = toManifest(written);
  written.config.schema.title = 'After';
  expect(manifest?.config?.schema['title']).toBe('Before');
});

test.each([
  ['a function', () => {}],
  ['a symbol', Symbol('x')],
  ['a bigint', 1n],
  ['not a number', Number.NaN],
  ['infinity', Infinity],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['an object of a class', new URL('https://acme.example')],
])('%s is no part of a manifest', (_, value) => {
  const { manifest, problems } = toManifest({ ...LEAST, config: { schema: { type: 'object', default: value } } });
  expect(manifest).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'MANIFEST_INVALID', path: 'config.schema.default' }]);
});

test.each([[undefined], [null], [1], ['acme.hello'], [[]], [() => {}]])('%s is no manifest', (value) => {
  const { id, manifest, problems } = toManifest(value);
  expect({ id, manifest }).toEqual({ id: undefined, manifest: undefined });
  expect(problems[0]).toMatchObject({ code: 'MANIFEST_INVALID', path: '' });
});

test('objects that resist being read are problems', () => {
  const cycle: Record<string, unknown> = { ...LEAST };
  cycle['hooks'] = cycle;
  const throwing = Object.defineProperty({ ...LEAST }, 'hooks', {
    enumerable: true,
    get: () => {
      throw new Error('not today');
    },
  });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const value of [cycle, throwing, proxy]) {
    expect(toManifest(value).problems[0]).toMatchObject({ code: 'MANIFEST_INVALID', severity: 'error' });
  }
});

test('manifests can be written with the help of the compiler', () => {
  const full = {
    ...LEAST,
    hooks: {
      after_page_render: { priority: 10, after: ['acme.markdown'], filter: { 'page.url': { prefix: '/blog/' } } },
      resolve_page: [
        { wrapper: true, order: 'first' },
        { id: 'pages', optional: true },
      ],
    },
    activation: 'background',
    dependencies: { plugins: { 'acme.store': '^2' } },
    permissions: [{ name: 'net', hosts: ['stats.example'] }, { name: 'fs', read: ['/var/log'] }, { name: 'worker' }],
    config: { schema: { type: 'object', properties: { site: { type: 'string' } } } },
    secrets: [{ key: 'TOKEN', required: true }],
    runner: { min: 'process' },
    limits: { memoryMb: 128 },
  } satisfies ManifestInput;
  expect(toManifest(full).problems).toEqual([]);
  // @ts-expect-error -- a permission for the network names its hosts
  const wrong: ManifestInput = { ...LEAST, permissions: [{ name: 'net' }] };
  expect(toManifest(wrong).problems).toMatchObject([{ path: 'permissions[0].hosts' }]);
});

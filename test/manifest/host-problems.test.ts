import { expect, test } from 'vitest';
import { hostProblems } from '../../src/manifest/host-problems.ts';
import type { ManifestInput } from '../../src/manifest/manifest.ts';
import type { Problem } from '../../src/manifest/problem.ts';
import { toManifest } from '../../src/manifest/to-manifest.ts';

const HOST = { hookNames: new Set(['after_render', 'resolve_page']), reservedPrefixes: new Set(['hookline', 'site']) };

function check(written: Partial<ManifestInput>): readonly Problem[] {
  const { manifest } = toManifest({ id: 'acme.a', version: '1.0.0', api: '^1.0', entry: './index.js', ...written });
  return hostProblems(manifest!, HOST);
}

test('hooks that the host has are fine', () => {
  expect(check({ hooks: { after_render: {}, resolve_page: [{}, {}] } })).toEqual([]);
});

test('a hook that the host does not have is named with the nearest', () => {
  expect(check({ hooks: { after_rendr: {} } })).toEqual([
    {
      code: 'MANIFEST_HOOK_UNKNOWN',
      severity: 'error',
      message: 'There is no hook "after_rendr" (did you mean "after_render"?).',
      hint: 'Use a hook of the host, or mark the hook as optional.',
      path: 'hooks.after_rendr',
    },
  ]);
});

test('a hook is optional if all its hookimpls are', () => {
  expect(check({ hooks: { quit: { optional: true }, leave: [{ optional: true }, { optional: true }] } })).toEqual([]);
  expect(check({ hooks: { leave: [{ optional: true }, {}] } })).toMatchObject([{ path: 'hooks.leave' }]);
});

test('hooks of other plugins are checked when those are known', () => {
  expect(check({ hooks: { 'acme.store/after_save': {}, 'acme.ab/x': {} } })).toEqual([]);
});

test('a hook of its own is one that it contributes', () => {
  const hooks = { 'acme.a/after_sav': {} };
  expect(check({ hooks: { 'acme.a/after_save': {} }, contributes: { hooks: ['after_save'] } })).toEqual([]);
  expect(check({ hooks, contributes: { hooks: ['after_save'] } })).toMatchObject([
    {
      message: 'There is no hook "acme.a/after_sav" (did you mean "acme.a/after_save"?).',
      hint: 'Name it in contributes.hooks, without the id of the plugin, or remove it.',
      path: 'hooks["acme.a/after_sav"]',
    },
  ]);
});

test('a reserved publisher is refused, and one that only begins like it is not', () => {
  expect(check({ id: 'hookline.extra' })).toEqual([
    {
      code: 'MANIFEST_ID_RESERVED',
      severity: 'error',
      message: 'The id "hookline.extra" begins with "hookline.", which is reserved.',
      hint: 'Use your own publisher name in front of the dot.',
      path: 'id',
    },
  ]);
  expect(check({ id: 'hookline-fans.extra' })).toEqual([]);
  expect(check({ id: 'extra.hookline' })).toEqual([]);
});

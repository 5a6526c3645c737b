import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/manager/resolution/explain.ts';
import { resolve } from '../../../src/manager/resolution/resolve.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { found, inputOf, invalid, needing } from './resolution-setup.ts';

function explained(id: string, plugins: readonly FoundPlugin[], change?: Partial<ResolutionInput>): readonly string[] {
  return explain(resolve(inputOf(plugins, change)), id)
    .toString()
    .split('\n');
}

const conflict = [
  needing('acme.a', { 'acme.c': '^1' }),
  needing('acme.b', { 'acme.c': '^2' }),
  found({ id: 'acme.c', version: '1.5.0' }),
];

describe('the derivation', () => {
  test('of a plugin that is in place says what everything is satisfied by', () => {
    const plugin = found({
      id: 'acme.a',
      api: '^0.9',
      requires: { db: '^1', log: '^1' },
      hooks: { 'acme.c/saved': {}, 'acme.absent/x': [{ optional: true }] },
      dependencies: { plugins: { 'acme.c': '^1' }, optional: { 'acme.extra': '^1' }, conflicts: { 'acme.d': '^2' } },
    });
    const others = [
      found({ id: 'acme.c', version: '1.5.0', contributes: { hooks: ['saved'] } }),
      found({ id: 'acme.d', provides: { db: '1.1.0' }, dependencies: { optional: { 'acme.a': '^1' } } }),
    ];
    const host = { ...inputOf([]).host, adapters: [{ api: '0.9.0' }], services: new Map([['log', '1.0.0']]) };
    expect(explained('acme.a', [plugin, ...others], { host })).toEqual([
      '"acme.a" 1.0.0 is ready.',
      '  found in "/plugins/acme.a", source directory(/plugins)',
      '  made for the API "^0.9": the host "site" has "1.2.0", and an adapter for "0.9.0"',
      '  needs "acme.c" "^1": "acme.c" 1.5.0 is in place',
      '  needs the service "db" "^1": "1.1.0" of "acme.d" 1.0.0 is in place',
      '  needs the service "log" "^1": the host provides "1.0.0"',
      '  implements the hook "acme.c/saved": "acme.c" 1.5.0 is in place',
      '  cannot run beside "acme.d" "^2": "acme.d" 1.0.0 is no conflict',
      '  goes without an optional dependency: "acme.extra" "^1" was not found.',
      '  the optional hook "acme.absent/x" is not there',
    ]);
    expect(explained('acme.d', [plugin, ...others], { host })).toEqual([
      '"acme.d" 1.0.0 is ready.',
      '  found in "/plugins/acme.d", source directory(/plugins)',
      '  made for the API "^1.0": the host "site" has "1.2.0"',
      '  does not wait for "acme.a": that would close a cycle',
      'Needed by: "acme.a" (ready)',
    ]);
  });

  test('of a conflict between three names both plugins, both ranges and the one to update', () => {
    expect(explained('acme.b', conflict)).toEqual([
      '"acme.b" 1.0.0 is unresolved: The plugin "acme.b" 1.0.0 needs "acme.c" "^2", but "1.5.0" was found; "acme.a" needs "^1", and no version fits both.',
      '  found in "/plugins/acme.b", source directory(/plugins)',
      '  made for the API "^1.0": the host "site" has "1.2.0"',
      '  needs "acme.c" "^2": no copy in place fits',
      '    found: "acme.c" 1.5.0 in "/plugins/acme.c"',
      '    "acme.a" 1.0.0 needs "acme.c" "^1"',
      '    no version fits "^2" of "acme.b" together with "^1" of "acme.a"',
      'Smallest change that would help:',
      '  Update "acme.b" to a version that works with "acme.c" "1.5.0"; or disable "acme.a", and install "acme.c" in a version that fits "^2".',
    ]);
  });

  test('leaves those out who have nothing to do with the conflict', () => {
    const others = [needing('acme.d', { 'acme.c': '>=1' }), needing('acme.e', { 'acme.c': '^1.2 || ^3' })];
    const lines = explained('acme.b', [...conflict, ...others]);
    expect(lines.filter((line) => line.includes('no version fits "^2"'))).toEqual([
      '    no version fits "^2" of "acme.b" together with "^1.2 || ^3" of "acme.e"',
    ]);
  });

  test('goes down to where it comes from, and names who is affected', () => {
    const chain = [
      found({ id: 'acme.a' }),
      needing('acme.b', { 'acme.a': '^1' }),
      needing('acme.c', { 'acme.b': '^1' }),
    ];
    const change = { disabled: new Set(['acme.a']) };
    expect(explained('acme.c', chain, change)).toEqual([
      '"acme.c" 1.0.0 is unresolved: The plugin "acme.c" 1.0.0 needs "acme.b" "^1", which cannot run because "acme.a" is disabled.',
      '  found in "/plugins/acme.c", source directory(/plugins)',
      '  made for the API "^1.0": the host "site" has "1.2.0"',
      '  needs "acme.b" "^1": found, but cannot run',
      '    "acme.b" 1.0.0 is unresolved:',
      '      found in "/plugins/acme.b", source directory(/plugins)',
      '      needs "acme.a" "^1": found, but cannot run',
      '        "acme.a" 1.0.0 is disabled: The plugin "acme.a" is disabled.',
      '          found in "/plugins/acme.a", source directory(/plugins)',
      'Smallest change that would help:',
      '  Enable "acme.a".',
    ]);
    expect(explained('acme.a', chain, change).slice(3)).toEqual([
      'Needed by: "acme.b" (unresolved)',
      'Smallest change that would help:',
      '  Enable "acme.a".',
    ]);
  });

  test('leaps to the root of a long chain', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      needing(`acme.p${index}`, index === 0 ? {} : { [`acme.p${index - 1}`]: '^1' }),
    );
    const lines = explained('acme.p9999', chain, { disabled: new Set(['acme.p0']) });
    expect(lines.slice(-4).map((line) => line.trim())).toEqual([
      'and so on, down to "acme.p0":',
      '"acme.p0" 1.0.0 is disabled: The plugin "acme.p0" is disabled.',
      'Smallest change that would help:',
      'Enable "acme.p0".',
    ]);
    expect(lines.length).toBeLessThan(50);
  });

  test('walks a cycle once', () => {
    const cycle = [needing('acme.a', { 'acme.b': '^1' }), needing('acme.b', { 'acme.a': '^1' })];
    const path = 'depends on itself: acme.a -> acme.b -> acme.a.';
    expect(explained('acme.b', cycle)).toEqual([
      `"acme.b" 1.0.0 is unresolved: The plugin "acme.b" 1.0.0 ${path}`,
      '  found in "/plugins/acme.b", source directory(/plugins)',
      '  made for the API "^1.0": the host "site" has "1.2.0"',
      '  needs "acme.a" "^1": found, but cannot run',
      `    "acme.a" 1.0.0 is unresolved: The plugin "acme.a" 1.0.0 ${path}`,
      '      found in "/plugins/acme.a", source directory(/plugins)',
      '      needs "acme.b" "^1": found, but cannot run',
      '        "acme.b": see above',
      'Needed by: "acme.a" (unresolved)',
      'Smallest change that would help:',
      '  Remove one of these dependencies or make it optional, for instance that of "acme.a" on "acme.b".',
    ]);
  });

  test('names every copy that was found', () => {
    const sources = [
      [invalid('acme.c', '/plugins/broken'), ...conflict.slice(1)],
      [found({ id: 'acme.c', version: '2.1.0' }, { folder: '/user/c', source: 'directory(/user)' })],
    ];
    expect(explained('acme.b', [], { found: sources }).slice(3)).toEqual([
      '  needs "acme.c" "^2": no copy in place fits',
      '    found: "acme.c" 1.5.0 in "/plugins/acme.c"',
      '    found: "acme.c" in "/plugins/broken", invalid',
      '    found: "acme.c" 2.1.0 in "/user/c", shadowed',
      'Smallest change that would help:',
      '  Choose "/user/c" for "acme.c", which has "2.1.0".',
    ]);
    expect(explained('acme.c', [], { found: sources }).slice(1, 5)).toEqual([
      '  found in "/plugins/acme.c", source directory(/plugins)',
      '  also found: "acme.c" in "/plugins/broken", invalid',
      '  also found: "acme.c" 2.1.0 in "/user/c", shadowed',
      '  made for the API "^1.0": the host "site" has "1.2.0"',
    ]);
  });
});

describe('the smallest change', () => {
  const changesOf = (id: string, plugins: readonly FoundPlugin[], change?: Partial<ResolutionInput>): unknown =>
    explain(resolve(inputOf(plugins, change)), id).changes;

  test('is all that has to be mended, also what nobody sees yet', () => {
    const plugins = [
      found({ id: 'acme.a', api: '^9', dependencies: { plugins: { 'acme.absent': '^1', 'acme.b': '^1' } } }),
      needing('acme.b', { 'acme.c': '^2' }),
      found({ id: 'acme.c' }),
    ];
    expect(changesOf('acme.a', plugins, { disabled: new Set(['acme.a', 'acme.c']) })).toEqual([
      'Enable "acme.a".',
      'Update the host "site" to one with the API "^9", or install an older version of "acme.a".',
      'Install "acme.absent" in a version that fits "^1".',
      'Enable "acme.c".',
      'Install "acme.c" in a version that fits "^2".',
    ]);
  });

  test('keeps what others have', () => {
    const plugins = [needing('acme.a', { 'acme.c': '>=1' }), ...conflict.slice(1)];
    expect(changesOf('acme.b', plugins)).toEqual(['Install "acme.c" in a version that fits "^2" and ">=1".']);
  });

  test('takes the provider that needs the least', () => {
    const plugins = [
      found({ id: 'acme.a', requires: { db: '^1' } }),
      found({ id: 'acme.b', provides: { db: '1.9.0' }, dependencies: { plugins: { 'acme.x': '^1', 'acme.y': '^1' } } }),
      found({ id: 'acme.c', provides: { db: '1.0.0' } }),
    ];
    expect(changesOf('acme.a', plugins, { disabled: new Set(['acme.c']) })).toEqual(['Enable "acme.c".']);
  });

  test('disables one of two that exclude each other, or mends one that failed', () => {
    const plugins = [
      found({ id: 'acme.a' }),
      found({ id: 'acme.b', dependencies: { conflicts: { 'acme.a': '^1' } } }),
      needing('acme.c', { 'acme.b': '^1' }),
    ];
    expect([
      changesOf('acme.c', plugins),
      changesOf('acme.c', plugins.slice(1), { failed: new Map([['acme.b', 'no database']]) }),
      changesOf('acme.a', plugins),
    ]).toEqual([['Disable "acme.a" or "acme.b".'], ['Mend "acme.b", then reload it.'], []]);
  });
});

describe('an explanation', () => {
  test('takes the state at run time for a plugin that can run', () => {
    const explanation = explain(resolve(inputOf([found({ id: 'acme.a' })])), 'acme.a', {
      state: 'tripped',
      reason: 'It failed 5 times in a minute',
      remedy: 'Look at its errors.',
    });
    expect(JSON.parse(JSON.stringify(explanation))).toEqual({
      id: 'acme.a',
      state: 'tripped',
      reason: 'It failed 5 times in a minute',
      remedy: 'Look at its errors.',
      lines: [
        '"acme.a" 1.0.0 is tripped: It failed 5 times in a minute.',
        '  found in "/plugins/acme.a", source directory(/plugins)',
        '  made for the API "^1.0": the host "site" has "1.2.0"',
      ],
      changes: ['Look at its errors.'],
    });
  });

  test('of an unknown plugin is an error with the nearest id', () => {
    const { code, message } = thrownBy(() => explain(resolve(inputOf(conflict)), 'acmea'));
    expect({ code, message }).toEqual({
      code: 'PLUGIN_UNKNOWN',
      message: 'There is no plugin "acmea". Did you mean "acme.a"?',
    });
  });

  test('of plugins that are conflicting names all of them', () => {
    const twins = ['one', 'two'].map((name) => found({ id: 'acme.a' }, { folder: `/plugins/${name}` }));
    expect(explained('acme.a', twins)).toEqual([
      '"acme.a" 1.0.0 is conflicting: 2 plugins of directory(/plugins) have the id "acme.a": "/plugins/one" and "/plugins/two".',
      '  found in "/plugins/one", source directory(/plugins)',
      '  also found: "acme.a" 1.0.0 in "/plugins/two", conflicting',
      'Smallest change that would help:',
      '  Choose one of them by its folder, such as "/plugins/one", or remove the others.',
    ]);
  });
});

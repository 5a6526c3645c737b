import { describe, expect, test } from 'vitest';
import { resolve } from '../../../src/manager/resolution/resolve.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import { found, inputOf, invalid, needing, refusalsOf } from './resolution-setup.ts';

const A = 'acme.a';
const B = 'acme.b';
const plain = found({ id: A });

interface Case {
  readonly what: string;
  readonly plugins: readonly FoundPlugin[];
  readonly change?: Partial<ResolutionInput>;
  readonly refusals: Record<string, string>;
}

function host(change: Partial<ResolutionInput['host']>): Partial<ResolutionInput> {
  return { host: { ...inputOf([]).host, ...change } };
}

function sources(...sourcesOf: FoundPlugin[][]): Partial<ResolutionInput> {
  return { found: sourcesOf };
}

const inUser = (version: string): FoundPlugin =>
  found({ id: A, version }, { folder: '/user/a', source: 'directory(/user)' });

describe('which copy takes part', () => {
  const twins = [found({ id: A }, { folder: '/plugins/one' }), found({ id: A }, { folder: '/plugins/two' })];

  test('two copies in one source are conflicting, and both are named', () => {
    const { plugins, order } = resolve(inputOf(twins));
    const reason = `2 plugins of directory(/plugins) have the id "acme.a": "/plugins/one" and "/plugins/two".`;
    const remedy = 'Choose one of them by its folder, such as "/plugins/one", or remove the others.';
    const verdict = { state: 'conflicting', code: 'PLUGIN_CONFLICT', reason, remedy };
    expect({ verdicts: plugins.map((each) => each.verdict), order }).toEqual({
      verdicts: [verdict, verdict],
      order: [],
    });
  });

  test('a choice settles the conflict and shadows the other one', () => {
    const { plugins, order, byId } = resolve(inputOf(twins, { choices: new Map([[A, '/plugins/two']]) }));
    expect({ order, chosen: byId.get(A)!.found.folder, verdicts: plugins.map(({ verdict }) => verdict) }).toEqual({
      order: [A],
      chosen: '/plugins/two',
      verdicts: [
        {
          state: 'shadowed',
          code: 'PLUGIN_SHADOWED',
          reason: 'The plugin "acme.a" in "/plugins/one" is shadowed by "/plugins/two", which was chosen.',
          remedy: 'Choose "/plugins/one" for "acme.a" if it is to run instead.',
        },
        undefined,
      ],
    });
  });

  test('a choice that matches nothing is named in the reason', () => {
    const { plugins } = resolve(inputOf(twins, { choices: new Map([[A, '/plugins/three']]) }));
    expect(plugins.map(({ verdict }) => verdict?.reason)).toEqual(
      Array(2).fill(
        '2 plugins of directory(/plugins) have the id "acme.a": "/plugins/one" and "/plugins/two"; the choice of "/plugins/three" matches none of them.',
      ),
    );
  });

  test('an earlier source shadows a later one, and says where', () => {
    const { plugins, order } = resolve(inputOf([], sources([plain], [inUser('2.0.0')])));
    expect({ order, verdicts: plugins.map(({ verdict }) => verdict) }).toEqual({
      order: [A],
      verdicts: [
        undefined,
        {
          state: 'shadowed',
          code: 'PLUGIN_SHADOWED',
          reason: 'The plugin "acme.a" in "/user/a" is shadowed by "/plugins/acme.a", which comes first.',
          remedy: 'Remove "/plugins/acme.a", or choose "/user/a" for "acme.a", if it is to run instead.',
        },
      ],
    });
  });

  test('a choice may pick the copy of a later source', () => {
    const choices = new Map([[A, '/user/a']]);
    const { plugins } = resolve(inputOf([], { ...sources([plain], [inUser('2.0.0')]), choices }));
    expect(plugins.map(({ verdict }) => verdict?.state)).toEqual(['shadowed', undefined]);
  });

  test('conflicting copies shadow those of later sources', () => {
    const { plugins } = resolve(inputOf([], sources(twins, [inUser('2.0.0')])));
    expect(plugins.map(({ verdict }) => verdict?.state)).toEqual(['conflicting', 'conflicting', 'shadowed']);
    expect(plugins[2]!.verdict!.reason).toBe(
      'The plugin "acme.a" in "/user/a" is shadowed by "/plugins/one" and "/plugins/two", which come first.',
    );
  });

  test('an invalid copy neither shadows nor conflicts', () => {
    const { plugins, order } = resolve(inputOf([], sources([invalid(A), ...twins.slice(1)], [inUser('2.0.0')])));
    expect({ order, states: plugins.map(({ verdict }) => verdict?.state) }).toEqual({
      order: [A],
      states: ['invalid', undefined, 'shadowed'],
    });
  });
});

const cases: Case[] = [
  {
    what: 'an invalid manifest',
    plugins: [invalid(A)],
    refusals: { [A]: 'invalid MANIFEST_SYNTAX: The manifest is not JSON. Mend it.' },
  },
  {
    what: 'a disabled plugin',
    plugins: [plain],
    change: { disabled: new Set([A]) },
    refusals: { [A]: 'disabled PLUGIN_DISABLED: The plugin "acme.a" is disabled. Enable "acme.a".' },
  },
  {
    what: 'an API that is older than the host',
    plugins: [found({ id: A, api: '^0.1' })],
    change: host({ adapters: [{ api: '0.8.0' }, { api: '0.9.0' }], guide: 'https://site.example/api' }),
    refusals: {
      [A]: 'unsupported API_UNSUPPORTED: The plugin "acme.a" 1.0.0 is made for the plugin API "^0.1", but the host "site" has "1.2.0" and adapters for "0.9.0", "0.8.0". Install a newer version of "acme.a", made for the API "1.2.0". See https://site.example/api',
    },
  },
  {
    what: 'an API that is newer than the host',
    plugins: [found({ id: A, api: '^2.0' })],
    refusals: {
      [A]: 'unsupported API_UNSUPPORTED: The plugin "acme.a" 1.0.0 is made for the plugin API "^2.0", but the host "site" has "1.2.0". Update the host "site" to one with the API "^2.0", or install an older version of "acme.a".',
    },
  },
  {
    what: 'APIs on both sides of the host',
    plugins: [found({ id: A, api: '^0.1 || ^2.0' })],
    refusals: {
      [A]: 'unsupported API_UNSUPPORTED: The plugin "acme.a" 1.0.0 is made for the plugin API "^0.1 || ^2.0", but the host "site" has "1.2.0". Install a version of "acme.a" that is made for the API "1.2.0".',
    },
  },
  {
    what: 'another Node',
    plugins: [found({ id: A, engines: { node: '>=24' } })],
    refusals: {
      [A]: 'unsupported ENGINE_UNSUPPORTED: The plugin "acme.a" 1.0.0 needs Node.js ">=24", but this is "v22.12.0". Run the host with Node.js ">=24", or install another version of "acme.a".',
    },
  },
  {
    what: 'another operating system',
    plugins: [found({ id: A, platform: { os: ['darwin', 'win32'] } })],
    refusals: {
      [A]: 'unsupported PLATFORM_UNSUPPORTED: The plugin "acme.a" 1.0.0 supports the operating systems "darwin", "win32", but this is "linux". Run the host on a platform that the plugin supports, or disable "acme.a".',
    },
  },
  {
    what: 'an excluded processor',
    plugins: [found({ id: A, platform: { os: ['!win32'], cpu: ['!x64'] } })],
    refusals: {
      [A]: 'unsupported PLATFORM_UNSUPPORTED: The plugin "acme.a" 1.0.0 supports the processors "!x64", but this is "x64". Run the host on a platform that the plugin supports, or disable "acme.a".',
    },
  },
  {
    what: 'missing programs',
    plugins: [
      found({
        id: A,
        platform: { bins: [{ name: 'git' }, { name: 'convert', install: 'apt install imagemagick' }, { name: 'dot' }] },
      }),
    ],
    change: { missingPrograms: new Set(['convert', 'dot']) },
    refusals: {
      [A]: 'unsupported REQUIREMENT_MISSING: The plugin "acme.a" 1.0.0 needs the programs "convert", "dot", which are not found through PATH. Install "convert": apt install imagemagick. Install "dot" and make sure that it is found through PATH.',
    },
  },
  {
    what: 'a dependency that was not found',
    plugins: [needing(A, { 'acme.stoer': '^2' }), found({ id: 'acme.store' })],
    refusals: {
      [A]: 'unresolved DEPENDENCY_MISSING: The plugin "acme.a" 1.0.0 needs "acme.stoer" "^2", but the plugin "acme.stoer" was not found (did you mean "acme.store"?). Install "acme.stoer" in a version that fits "^2".',
    },
  },
  {
    what: 'a dependency in another version',
    plugins: [needing(A, { [B]: '^2' }), found({ id: B, version: '1.4.0' })],
    refusals: {
      [A]: 'unresolved DEPENDENCY_VERSION: The plugin "acme.a" 1.0.0 needs "acme.b" "^2", but "1.4.0" was found. Install "acme.b" in a version that fits "^2".',
    },
  },
  {
    what: 'two disjoint ranges for one plugin',
    plugins: [
      needing(A, { 'acme.c': '^1' }),
      needing(B, { 'acme.c': '^2' }),
      found({ id: 'acme.c', version: '1.5.0' }),
    ],
    refusals: {
      [B]: 'unresolved DEPENDENCY_VERSION: The plugin "acme.b" 1.0.0 needs "acme.c" "^2", but "1.5.0" was found; "acme.a" needs "^1", and no version fits both. Update "acme.b" to a version that works with "acme.c" "1.5.0", or disable it.',
    },
  },
  {
    what: 'a dependency that is disabled, and what depends on that',
    plugins: [needing('acme.c', { [B]: '^1' }), needing(B, { [A]: '^1' }), plain, found({ id: 'acme.d' })],
    change: { disabled: new Set([A]) },
    refusals: {
      [A]: 'disabled PLUGIN_DISABLED: The plugin "acme.a" is disabled. Enable "acme.a".',
      [B]: 'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.b" 1.0.0 needs "acme.a" "^1", which is disabled. Enable "acme.a".',
      'acme.c':
        'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.c" 1.0.0 needs "acme.b" "^1", which cannot run because "acme.a" is disabled. Enable "acme.a".',
    },
  },
  {
    what: 'a dependency that is invalid',
    plugins: [needing(B, { [A]: '^1' }), invalid(A)],
    refusals: {
      [A]: 'invalid MANIFEST_SYNTAX: The manifest is not JSON. Mend it.',
      [B]: 'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.b" 1.0.0 needs "acme.a" "^1", which is invalid: The manifest is not JSON. Mend it.',
    },
  },
  {
    what: 'a dependency that failed to start',
    plugins: [plain, needing(B, { [A]: '^1' })],
    change: { failed: new Map([[A, 'no database']]) },
    refusals: {
      [B]: 'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.b" 1.0.0 needs "acme.a" "^1", which failed to start: no database. Mend "acme.a", then reload it.',
    },
  },
  {
    what: 'a plugin that cannot run beside another one',
    plugins: [plain, found({ id: B, dependencies: { conflicts: { [A]: '^1' } } })],
    refusals: {
      [B]: 'unresolved PLUGIN_INCOMPATIBLE: The plugin "acme.b" 1.0.0 declares that it cannot run beside "acme.a" "^1", and "acme.a" 1.0.0 is in place. Disable "acme.a" or "acme.b".',
    },
  },
  {
    what: 'the later one of two that both declare it',
    plugins: [
      found({ id: A, dependencies: { conflicts: { [B]: '*' } } }),
      found({ id: B, dependencies: { conflicts: { [A]: '^1' } } }),
    ],
    refusals: {
      [B]: 'unresolved PLUGIN_INCOMPATIBLE: The plugin "acme.b" 1.0.0 declares that it cannot run beside "acme.a" "^1", and "acme.a" 1.0.0 is in place, and the other way round. Disable "acme.a" or "acme.b".',
    },
  },
  {
    what: 'only who conflicts with one that runs',
    plugins: [
      found({ id: A, dependencies: { conflicts: { [B]: '^1' } } }),
      found({ id: B, dependencies: { conflicts: { 'acme.c': '^1' } } }),
      found({ id: 'acme.c' }),
      found({ id: 'acme.d', dependencies: { conflicts: { 'acme.c': '^2', 'acme.e': '^1' } } }),
    ],
    refusals: {
      [B]: 'unresolved PLUGIN_INCOMPATIBLE: The plugin "acme.b" 1.0.0 declares that it cannot run beside "acme.c" "^1", and "acme.c" 1.0.0 is in place. Disable "acme.c" or "acme.b".',
    },
  },
  {
    what: 'a plugin that needs one that cannot run beside it',
    plugins: [found({ id: A, dependencies: { conflicts: { [B]: '^1' } } }), needing(B, { [A]: '^1' })],
    refusals: {
      [B]: 'unresolved PLUGIN_INCOMPATIBLE: The plugin "acme.b" 1.0.0 needs "acme.a" 1.0.0, which declares that it cannot run beside "acme.b" "^1". Install versions of "acme.b" and "acme.a" that can run together, or disable "acme.b".',
    },
  },
  {
    what: 'a service that nobody provides',
    plugins: [found({ id: A, requires: { 'acme.db': '^1' } }), found({ id: B, provides: { 'acme.dbs': '1.0.0' } })],
    refusals: {
      [A]: 'unresolved SERVICE_MISSING: The plugin "acme.a" 1.0.0 needs the service "acme.db" "^1", but neither the host nor a plugin provides it (did you mean "acme.dbs"?). Install a plugin that provides "acme.db" in a version that fits "^1".',
    },
  },
  {
    what: 'a service in other versions',
    plugins: [found({ id: A, requires: { db: '^3' } }), found({ id: B, provides: { db: '2.0.0' } })],
    change: host({ services: new Map([['db', '1.0.0']]) }),
    refusals: {
      [A]: 'unresolved SERVICE_VERSION: The plugin "acme.a" 1.0.0 needs the service "db" "^3", but it is provided as "1.0.0" by the host and "2.0.0" by "acme.b". Install a plugin that provides "db" in a version that fits "^3".',
    },
  },
  {
    what: 'a service of a plugin that cannot run',
    plugins: [found({ id: A, requires: { db: '^1' } }), found({ id: B, provides: { db: '1.1.0' } })],
    change: { disabled: new Set([B]) },
    refusals: {
      [A]: 'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.a" 1.0.0 needs the service "db" "^1" of "acme.b", which is disabled. Enable "acme.b".',
      [B]: 'disabled PLUGIN_DISABLED: The plugin "acme.b" is disabled. Enable "acme.b".',
    },
  },
  {
    what: 'a hook of a plugin that was not found',
    plugins: [found({ id: A, hooks: { 'acme.b/saved': {} } })],
    refusals: {
      [A]: 'unresolved DEPENDENCY_MISSING: The plugin "acme.a" 1.0.0 implements the hook "acme.b/saved", but the plugin "acme.b" was not found. Install "acme.b", or make the hook "acme.b/saved" optional in the manifest of "acme.a".',
    },
  },
  {
    what: 'a hook that its plugin does not contribute',
    plugins: [found({ id: A, hooks: { 'acme.b/savd': [{}] } }), found({ id: B, contributes: { hooks: ['saved'] } })],
    refusals: {
      [A]: 'unresolved MANIFEST_HOOK_UNKNOWN: The plugin "acme.a" 1.0.0 implements the hook "acme.b/savd", which "acme.b" 1.0.0 does not contribute (did you mean "acme.b/saved"?). Install a version of "acme.b" that contributes the hook, or make it optional in the manifest of "acme.a".',
    },
  },
  {
    what: 'a hook of a plugin that cannot run',
    plugins: [found({ id: A, hooks: { 'acme.b/saved': {} } }), found({ id: B, contributes: { hooks: ['saved'] } })],
    change: { disabled: new Set([B]) },
    refusals: {
      [A]: 'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.a" 1.0.0 implements the hook "acme.b/saved" of "acme.b", which is disabled. Enable "acme.b".',
      [B]: 'disabled PLUGIN_DISABLED: The plugin "acme.b" is disabled. Enable "acme.b".',
    },
  },
  {
    what: 'a plugin that depends on itself',
    plugins: [needing(A, { [A]: '^1' })],
    refusals: {
      [A]: 'unresolved DEPENDENCY_CYCLE: The plugin "acme.a" 1.0.0 depends on itself: acme.a -> acme.a. Remove one of these dependencies or make it optional, for instance that of "acme.a" on "acme.a".',
    },
  },
  {
    what: 'a cycle through a service, and who depends on it',
    plugins: [
      found({ id: A, requires: { db: '^1' } }),
      found({ id: B, provides: { db: '1.0.0' }, dependencies: { plugins: { 'acme.c': '^1' } } }),
      needing('acme.c', { [A]: '^1' }),
      needing('acme.d', { 'acme.c': '^1' }),
      found({ id: 'acme.e' }),
    ],
    refusals: {
      ...Object.fromEntries(
        [A, B, 'acme.c'].map((id) => [
          id,
          `unresolved DEPENDENCY_CYCLE: The plugin "${id}" 1.0.0 depends on itself: acme.a -> acme.b -> acme.c -> acme.a. Remove one of these dependencies or make it optional, for instance that of "acme.a" on "acme.b".`,
        ]),
      ),
      'acme.d':
        'unresolved DEPENDENCY_UNAVAILABLE: The plugin "acme.d" 1.0.0 needs "acme.c" "^1", which is unresolved: The plugin "acme.c" 1.0.0 depends on itself: acme.a -> acme.b -> acme.c -> acme.a. Remove one of these dependencies or make it optional, for instance that of "acme.a" on "acme.b".',
    },
  },
];

test.each(cases)('refuses $what', ({ plugins, change, refusals }) => {
  const resolution = resolve(inputOf(plugins, change));
  expect(refusalsOf(resolution)).toEqual(refusals);
  const others = [...resolution.byId.keys()].filter((id) => !(id in refusals));
  expect(resolution.order.toSorted()).toEqual(others);
});

test('the first of several reasons counts, in the order of precedence, and later ones are not asked for', () => {
  const asked: string[] = [];
  const untrusted = { state: 'untrusted', code: 'PLUGIN_UNTRUSTED', reason: 'No trust.', remedy: 'Trust it.' } as const;
  const unconfigured = { state: 'unconfigured', code: 'CONFIG_INVALID', reason: 'No key.', remedy: 'Add it.' } as const;
  const plugins = [
    found({ id: 'acme.disabled', api: '^9' }),
    found({ id: 'acme.unsupported', api: '^9' }),
    needing('acme.untrusted', { 'acme.absent': '^1' }),
    needing('acme.unconfigured', { 'acme.absent': '^1' }),
    needing('acme.unresolved', { 'acme.absent': '^1' }),
  ];
  const { byId } = resolve(
    inputOf(plugins, {
      disabled: new Set(['acme.disabled']),
      trustOf: ({ id }) => {
        asked.push(`trust ${id}`);
        return id === 'acme.untrusted' ? untrusted : undefined;
      },
      configurationOf: ({ id }) => {
        asked.push(`configuration ${id}`);
        return id === 'acme.unconfigured' ? unconfigured : undefined;
      },
    }),
  );
  const states = ['disabled', 'unsupported', 'untrusted', 'unconfigured', 'unresolved'];
  expect({ states: states.map((state) => byId.get(`acme.${state}`)!.verdict!.state), asked: asked.toSorted() }).toEqual(
    {
      states,
      asked: [
        'configuration acme.unconfigured',
        'configuration acme.unresolved',
        'trust acme.unconfigured',
        'trust acme.unresolved',
        'trust acme.untrusted',
      ],
    },
  );
});

test('a failed plugin keeps its place', () => {
  const { order, byId } = resolve(inputOf([plain], { failed: new Map([[A, 'no database']]) }));
  expect({ order, verdict: byId.get(A)!.verdict }).toEqual({ order: [A], verdict: undefined });
});

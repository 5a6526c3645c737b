import { describe, expect, test } from 'vitest';
import { resolve } from '../../../src/manager/resolution/resolve.ts';
import type { Resolution, ResolvedPlugin } from '../../../src/manager/resolution/resolution.ts';
import { found, inputOf, needing } from './resolution-setup.ts';

/** The place of a plugin that can run. */
function placeOf({ byId }: Resolution, id: string): Partial<ResolvedPlugin> {
  const { dependencies, after, dropped, dependents, absent, waiting, services, adapter } = byId.get(id)!;
  return { dependencies, after, dropped, dependents, absent, waiting, services, adapter };
}

const NOTHING = {
  dependencies: [],
  after: [],
  dropped: [],
  dependents: [],
  absent: [],
  waiting: [],
  services: new Map(),
  adapter: undefined,
};

describe('the order', () => {
  test('dependencies come first; of equals, the earlier source, then the smaller id', () => {
    const first = [found({ id: 'acme.z' }), needing('acme.b', { 'acme.y': '^1' })];
    const second = [found({ id: 'acme.y' }), found({ id: 'acme.a' })];
    expect(resolve(inputOf([], { found: [first, second] })).order).toEqual(['acme.z', 'acme.a', 'acme.y', 'acme.b']);
  });

  test('whoever is only ordered after another one does not depend on it', () => {
    const resolution = resolve(
      inputOf([found({ id: 'acme.a', dependencies: { after: ['acme.b', 'acme.absent'] } }), found({ id: 'acme.b' })]),
    );
    expect({ order: resolution.order, a: placeOf(resolution, 'acme.a'), b: placeOf(resolution, 'acme.b') }).toEqual({
      order: ['acme.b', 'acme.a'],
      a: { ...NOTHING, after: ['acme.b'] },
      b: NOTHING,
    });
  });

  test('optional edges and "after" give way where they would close a cycle, "after" first', () => {
    const resolution = resolve(
      inputOf([
        found({ id: 'acme.a', dependencies: { after: ['acme.b'], optional: { 'acme.c': '^1' } } }),
        found({ id: 'acme.b', dependencies: { optional: { 'acme.a': '^1' } } }),
        needing('acme.c', { 'acme.d': '^1' }),
        found({ id: 'acme.d', dependencies: { optional: { 'acme.a': '^1' } } }),
        found({ id: 'acme.e', dependencies: { after: ['acme.d'] } }),
      ]),
    );
    expect(resolution.order).toEqual(['acme.d', 'acme.c', 'acme.a', 'acme.b', 'acme.e']);
    expect(['a', 'b', 'd', 'e'].map((name) => resolution.byId.get(`acme.${name}`)!.dropped)).toEqual([
      ['acme.b'],
      [],
      ['acme.a'],
      [],
    ]);
  });
});

describe('dependencies', () => {
  test('optional ones that are absent or do not fit are noted and not fatal', () => {
    const resolution = resolve(
      inputOf(
        [
          found({
            id: 'acme.a',
            dependencies: { optional: { 'acme.here': '^1', 'acme.absent': '^1', 'acme.old': '^2', 'acme.off': '^1' } },
          }),
          found({ id: 'acme.here' }),
          found({ id: 'acme.old' }),
          found({ id: 'acme.off' }),
        ],
        { disabled: new Set(['acme.off']) },
      ),
    );
    expect(placeOf(resolution, 'acme.a')).toEqual({
      ...NOTHING,
      dependencies: ['acme.here'],
      absent: [
        { id: 'acme.absent', reason: '"acme.absent" "^1" was not found.' },
        { id: 'acme.old', reason: '"acme.old" "^2" was found as "1.0.0", which does not fit.' },
        { id: 'acme.off', reason: '"acme.off" "^1" was found, which is disabled.' },
      ],
    });
  });

  test('dependents are named whether or not they can run', () => {
    const resolution = resolve(
      inputOf([needing('acme.a', { 'acme.c': '^1' }), needing('acme.b', { 'acme.c': '^2' }), found({ id: 'acme.c' })]),
    );
    expect(resolution.byId.get('acme.c')!.dependents).toEqual(['acme.a', 'acme.b']);
  });
});

describe('services', () => {
  const needsDb = found({ id: 'acme.a', requires: { db: '>=1' } });
  const old = found({ id: 'acme.old', provides: { db: '1.0.0' } });
  const young = found({ id: 'acme.young', provides: { db: '1.10.0' } });

  test('the host comes first', () => {
    const host = { ...inputOf([]).host, services: new Map([['db', '1.0.0']]) };
    expect(placeOf(resolve(inputOf([needsDb, young], { host })), 'acme.a')).toEqual({
      ...NOTHING,
      services: new Map([['db', 'host']]),
    });
  });

  test('then the highest version that fits', () => {
    expect(placeOf(resolve(inputOf([needsDb, old, young])), 'acme.a')).toEqual({
      ...NOTHING,
      dependencies: ['acme.young'],
      services: new Map([['db', 'acme.young']]),
    });
  });

  test('and another one if that cannot run, or needs the plugin itself', () => {
    const disabled = resolve(inputOf([needsDb, old, young], { disabled: new Set(['acme.young']) }));
    const loops = found({
      id: 'acme.young',
      provides: { db: '1.10.0' },
      dependencies: { plugins: { 'acme.a': '^1' } },
    });
    const looping = resolve(inputOf([needsDb, old, loops]));
    expect([disabled, looping].map(({ order, byId }) => [order, byId.get('acme.a')!.services])).toEqual([
      [['acme.old', 'acme.a'], new Map([['db', 'acme.old']])],
      [['acme.old', 'acme.a', 'acme.young'], new Map([['db', 'acme.old']])],
    ]);
  });
});

describe('hooks of other plugins', () => {
  test('the owner comes first, and two plugins may extend each other', () => {
    const resolution = resolve(
      inputOf([
        found({ id: 'acme.a', contributes: { hooks: ['x'] }, hooks: { 'acme.b/y': {}, render: {} } }),
        found({ id: 'acme.b', contributes: { hooks: ['y'] }, hooks: { 'acme.a/x': {}, 'acme.b/y': {} } }),
        needing('acme.c', { 'acme.a': '^1' }),
      ]),
    );
    expect({ order: resolution.order, dropped: resolution.plugins.map(({ dropped }) => dropped) }).toEqual({
      order: ['acme.b', 'acme.a', 'acme.c'],
      dropped: [[], ['acme.a'], []],
    });
  });

  test('optional ones wait for their owner', () => {
    const hooks = { 'acme.b/y': [{ optional: true }], 'acme.absent/x': { optional: true } };
    const resolution = resolve(
      inputOf([found({ id: 'acme.a', hooks }), found({ id: 'acme.b', contributes: { hooks: ['y'] } })]),
    );
    expect(placeOf(resolution, 'acme.a')).toEqual({ ...NOTHING, after: ['acme.b'], waiting: ['acme.absent/x'] });
  });

  test('a hook of the host may have a slash in its name', () => {
    const host = { ...inputOf([]).host, hookNames: new Set(['page/render']) };
    expect(resolve(inputOf([found({ id: 'acme.a', hooks: { 'page/render': {} } })], { host })).order).toEqual([
      'acme.a',
    ]);
  });
});

test('a plugin for an older API runs through the newest adapter that it fits', () => {
  const host = { ...inputOf([]).host, adapters: [{ api: '0.8.0' }, { api: '0.9.2' }, { api: '0.9.1' }] };
  const resolution = resolve(
    inputOf([found({ id: 'acme.a', api: '>=0.8 <1' }), found({ id: 'acme.b', api: '>=0.8' })], { host }),
  );
  expect(resolution.plugins.map(({ adapter }) => adapter)).toEqual(['0.9.2', undefined]);
});

test('three plugins that exclude each other in a circle: one runs', () => {
  const ring = ['a', 'b', 'c'].map((name, index) =>
    found({ id: `acme.${name}`, dependencies: { conflicts: { [`acme.${'bca'[index]!}`]: '^1' } } }),
  );
  const { order, byId } = resolve(inputOf(ring));
  expect({ order, codes: ['a', 'c'].map((name) => byId.get(`acme.${name}`)!.verdict!.code) }).toEqual({
    order: ['acme.b'],
    codes: ['PLUGIN_INCOMPATIBLE', 'PLUGIN_INCOMPATIBLE'],
  });
});

describe('large numbers', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) =>
    needing(`acme.p${index}`, index === 0 ? {} : { [`acme.p${index - 1}`]: '^1' }),
  );
  const ids = chain.map(({ id }) => id);

  test('a chain of 10,000 is ordered, and falls with its first', () => {
    const broken = resolve(inputOf(chain, { disabled: new Set(['acme.p0']) }));
    expect({ order: resolve(inputOf(chain)).order, broken: broken.order }).toEqual({ order: ids, broken: [] });
    expect(broken.byId.get('acme.p9999')!.verdict!.reason).toBe(
      'The plugin "acme.p9999" 1.0.0 needs "acme.p9998" "^1", which cannot run because "acme.p0" is disabled.',
    );
  });

  test('a cycle of 10,000 is shown in short', () => {
    const { order, byId } = resolve(inputOf([...chain.slice(1), needing('acme.p0', { 'acme.p9999': '^1' })]));
    expect({ order, reason: byId.get('acme.p7')!.verdict!.reason }).toEqual({
      order: [],
      reason: expect.stringMatching(
        /^The plugin "acme.p7" 1.0.0 depends on itself: acme.p0 -> .* \(9985 more\) -> .* -> acme.p0\.$/,
      ),
    });
  });
});

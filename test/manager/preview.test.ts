import { join } from 'node:path';
import { builtin, directory, type PreviewChange } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';

const OPTIONAL_NET: WrittenPlugin = {
  manifest: { permissions: [{ name: 'net', hosts: ['a.example'], optional: true }] },
};
const REQUIRED_EXEC: WrittenPlugin = { manifest: { permissions: [{ name: 'exec', commands: ['git'] }] } };

function needing(id: string, manifest: WrittenPlugin['manifest'] = {}): WrittenPlugin {
  return { manifest: { dependencies: { plugins: { [id]: '^1' } }, ...manifest } };
}

describe('preview', () => {
  test('says what follows from a change for all plugins, and changes nothing', async () => {
    const host = await createHost({
      'acme.base': {},
      'acme.far': needing('acme.near'),
      'acme.near': needing('acme.base', { activation: 'startup' }),
      'acme.other': {},
    });
    await host.manager.start();
    const before = [host.manager.list(), host.events.length];
    const preview = await host.manager.preview({ id: 'acme.base', change: 'disable' });
    expect(JSON.parse(JSON.stringify(preview))).toEqual({
      id: 'acme.base',
      changes: [
        { id: 'acme.base', from: 'active', to: 'disabled', reason: 'The plugin "acme.base" is disabled.' },
        {
          id: 'acme.far',
          from: 'ready',
          to: 'unresolved',
          reason:
            'The plugin "acme.far" 1.0.0 needs "acme.near" "^1", which cannot run because "acme.base" is disabled.',
        },
        {
          id: 'acme.near',
          from: 'active',
          to: 'unresolved',
          reason: 'The plugin "acme.near" 1.0.0 needs "acme.base" "^1", which is disabled.',
        },
      ],
    });
    expect([host.manager.list(), host.events.length]).toEqual(before);
    await host.manager.disable('acme.base');
    const back = await host.manager.preview({ id: 'acme.base', change: 'enable' });
    expect(back.changes.map(({ id, to, reason }) => [id, to, reason])).toEqual([
      ['acme.base', 'active', 'Nothing keeps it from running.'],
      ['acme.far', 'ready', 'Nothing keeps it from running.'],
      ['acme.near', 'active', 'Nothing keeps it from running.'],
    ]);
  });

  test('says who is started anew with other permissions', async () => {
    const host = await createHost({ 'acme.needy': needing('acme.one'), 'acme.one': OPTIONAL_NET });
    await host.manager.start();
    await host.greet();
    expect(await host.manager.preview({ id: 'acme.one', change: { revoke: ['net:*'] } })).toEqual({
      id: 'acme.one',
      changes: [
        {
          id: 'acme.one',
          from: 'active',
          to: 'ready',
          reason: 'It is started anew, because it gets other permissions.',
        },
        {
          id: 'acme.needy',
          from: 'active',
          to: 'ready',
          reason: 'It is started anew, because "acme.one" gets other permissions.',
        },
      ],
    });
    expect(await host.manager.preview({ id: 'acme.one', change: { grant: 'net:*' } })).toEqual({
      id: 'acme.one',
      changes: [],
    });
  });

  test('looks for plugins first where nobody has', async () => {
    const host = await createHost({ 'acme.one': {} }, (folder) => ({ sources: [directory(join(folder, 'plugins'))] }));
    expect(await host.manager.preview({ id: 'acme.one', change: 'trust' })).toEqual({
      id: 'acme.one',
      changes: [{ id: 'acme.one', from: 'untrusted', to: 'ready', reason: 'Nothing keeps it from running.' }],
    });
  });

  test('refuses what is no change', async () => {
    const inside = { id: 'acme.inside', version: '1.0.0', api: '^1.0', hooks: {} };
    const host = await createHost({}, { sources: [builtin([{ manifest: inside, plugin: {} }])] });
    const refused = (id: string, change: unknown): Promise<unknown> =>
      host.manager.preview({ id, change: change as PreviewChange }).catch(({ code }: { code: string }) => code);
    for (const wrong of [undefined, null, 'enabled', {}, [], { grant: 'a', revoke: 'b' }, { gran: [] }, 'trust']) {
      expect(await refused('acme.inside', wrong)).toBe('OPERATION_REFUSED');
    }
    expect(await refused('acme.inside', { grant: 'worker' })).toBe('PERMISSION_UNKNOWN');
    expect(await refused('acme.insid', 'enable')).toBe('PLUGIN_UNKNOWN');
  });
});

const PLUGINS: Readonly<Record<string, WrittenPlugin>> = {
  'acme.a': OPTIONAL_NET,
  'acme.b': { manifest: { ...REQUIRED_EXEC.manifest, activation: 'startup' } },
  'acme.c': needing('acme.b', { ...OPTIONAL_NET.manifest, activation: 'startup' }),
  'acme.d': needing('acme.c'),
  'acme.e': needing('acme.a', REQUIRED_EXEC.manifest),
  'acme.f': {
    manifest: { activation: 'startup' },
    code: `{ hooks: { greet: () => '' }, activate() { throw new Error('no'); } }`,
  },
  'acme.g': needing('acme.f'),
};

function apply({ manager }: TestHost, id: string, change: PreviewChange): Promise<unknown> {
  if (typeof change === 'string') return manager[change](id);
  if ('trust' in change) return manager.trust(id, { permissions: change.trust });
  return 'grant' in change ? manager.grant(id, change.grant) : manager.revoke(id, change.revoke);
}

test.each([1, 2, 3])('what a preview says is what happens (run %i)', { timeout: 30_000 }, async (seed) => {
  const host = await createHost(PLUGINS, (folder) => ({ sources: [directory(join(folder, 'plugins'))] }));
  if (seed > 1) await host.manager.start();
  let state = seed * 7919;
  const pick = <Value>(list: readonly Value[]): Value => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return list[(state >>> 8) % list.length]!;
  };
  for (let step = 0; step < 80; step += 1) {
    const id = pick(Object.keys(PLUGINS));
    const asked = host.manager.get(id)?.permissions.map(({ permission }) => permission) ?? [];
    const changes: PreviewChange[] = ['trust', 'trust', 'untrust', 'enable', 'disable'];
    if (asked.length > 0) changes.push({ grant: asked }, { grant: asked }, { revoke: asked });
    const change = pick(changes);
    const { changes: steps } = await host.manager.preview({ id, change });
    const before = host.states();
    await apply(host, id, change);
    const foretold = { ...before, ...Object.fromEntries(steps.map((each) => [each.id, each.to])) };
    // Whether an activation goes well cannot be known in advance.
    if (foretold['acme.f'] === 'active') foretold['acme.f'] = 'failed';
    if (foretold['acme.f'] === 'failed' && foretold['acme.g'] === 'ready') foretold['acme.g'] = 'unresolved';
    expect([step, id, change, host.states()]).toEqual([step, id, change, foretold]);
  }
});

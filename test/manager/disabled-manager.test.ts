import { join } from 'node:path';
import { directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';

describe('a manager with "enabled: false"', () => {
  test('has hooks without hookimpls, which give what nobody answering gives', async () => {
    const { manager, greet } = await createHost(
      { 'acme.a': { manifest: { activation: 'startup' } } },
      { enabled: false },
    );
    const { plugins, problems, manifests } = await manager.start();
    expect([plugins, problems, manifests, manager.list()]).toEqual([[], [], { parsed: 0, cached: 0 }, []]);
    expect([
      await greet(),
      await manager.hooks.execute('shout', { text: 'x' }),
      await manager.hooks.execute('resolve_page', { url: '/' }),
      await manager.hooks.execute('widgets'),
      manager.hooks.execute('slug', { slug: 'a' }),
    ]).toEqual([[], 'x', undefined, [], 'a']);
  });

  test('looks into no source', async () => {
    const { manager, payloads } = await createHost({}, (folder) => ({
      enabled: false,
      sources: [directory(join(folder, 'missing'))],
    }));
    await manager.start();
    expect([await manager.rescan(), payloads('manager:problem')]).toEqual([
      { added: [], removed: [], changed: [] },
      [],
    ]);
  });

  test('knows no plugin to enable, and stops like any other', async () => {
    const { manager } = await createHost({ 'acme.a': {} }, { enabled: false });
    await manager.start();
    await expect(manager.enable('acme.a')).rejects.toMatchObject({ code: 'PLUGIN_UNKNOWN' });
    await manager.stop();
  });
});

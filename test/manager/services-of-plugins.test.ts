import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

/** Provides "store", and notes what happens to it. */
function store(note: string, manifest: WrittenPlugin['manifest'] = {}): WrittenPlugin {
  return {
    manifest: { provides: { store: '2.1.0' }, hooks: {}, ...manifest },
    code: `
      ${note}('imported');
      export default {
        activate(ctx) { ${note}('activated'); ctx.onDispose(() => ${note}('disposed')); },
        services: { store: (ctx) => { ${note}('made'); return { by: ctx.plugin.id + ' ' + ctx.plugin.version }; } },
      };`,
  };
}

/** Greets with what the service says of itself. */
function asking(
  service: string,
  manifest: WrittenPlugin['manifest'] = { requires: { [service]: '^2' } },
): WrittenPlugin {
  return { manifest, code: `{ hooks: { greet: async (_, ctx) => (await ctx.services.get('${service}')).by } }` };
}

describe('a service of a plugin', () => {
  test('activates its plugin on first use, once, whoever asks: several plugins and the host at the same time', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.a': asking('store'),
      'acme.b': asking('store'),
      'acme.store': store(note),
    });
    await manager.start();
    expect(lines).toEqual([]);
    const [first, ...others] = await Promise.all([
      manager.service('store'),
      manager.service('store'),
      greet(),
      greet(),
    ]);
    expect([first === others[0], others.slice(1)]).toEqual([
      true,
      [
        ['acme.store 1.0.0', 'acme.store 1.0.0'],
        ['acme.store 1.0.0', 'acme.store 1.0.0'],
      ],
    ]);
    expect(lines).toEqual(['imported', 'activated', 'made']);
    expect(manager.get('acme.store')?.activatedBy).toBe('service store');
  });

  test('cannot be had without having asked for it in the manifest', async () => {
    const { lines, note } = createJournal();
    const { manager } = await createHost({
      'acme.a': asking('store', { requires: {}, dependencies: { optional: { 'acme.store': '^1' } } }),
      'acme.store': store(note),
    });
    await manager.start();
    const { report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect(report.entries[0]?.error?.cause).toMatchObject({
      code: 'SERVICE_UNDECLARED',
      message: 'The plugin "acme.a" 1.0.0 asked for the service "store", which its manifest does not require.',
    });
    expect(lines).not.toContain('made');
  });

  test('keeps those from running that need it in another version, or that need one that nobody provides', async () => {
    const { note } = createJournal();
    const { manager } = await createHost({
      'acme.missing': asking('stoer'),
      'acme.old': asking('store', { requires: { store: '^1' } }),
      'acme.store': store(note),
    });
    await manager.start();
    expect(manager.list({ state: 'unresolved' }).map(({ code, reason }) => [code, reason])).toEqual([
      [
        'SERVICE_MISSING',
        'The plugin "acme.missing" 1.0.0 needs the service "stoer" "^2", but neither the host nor a plugin provides it (did you mean "store"?).',
      ],
      [
        'SERVICE_VERSION',
        'The plugin "acme.old" 1.0.0 needs the service "store" "^1", but it is provided as "2.1.0" by "acme.store".',
      ],
    ]);
  });

  test('is made anew by the next life of its plugin', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({ 'acme.a': asking('store'), 'acme.store': store(note) });
    await manager.start();
    await greet();
    await manager.disable('acme.store');
    expect([await greet(), lines.at(-1)]).toEqual([[], 'disposed']);
    await expect(manager.service('store')).rejects.toMatchObject({ code: 'SERVICE_MISSING' });
    await manager.enable('acme.store');
    expect(await greet()).toEqual(['acme.store 1.0.0']);
    expect(lines.filter((line) => line === 'made')).toHaveLength(2);
  });

  test('is that of the plugin that provides the highest version that fits', async () => {
    const { note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.a': asking('store', { requires: { store: '~2.1' } }),
      'acme.first': store(note),
      'acme.second': { ...store(note, { provides: { store: '2.1.9' } }) },
      'acme.third': { ...store(note, { provides: { store: '3.0.0' } }) },
    });
    await manager.start();
    expect(await greet()).toEqual(['acme.second 1.0.0']);
    await manager.disable('acme.second');
    expect(await greet()).toEqual(['acme.first 1.0.0']);
  });
});

describe('a service of the host', () => {
  test('is for plugins that ask for it, and a guarded one for those with the permission', async () => {
    const made: string[] = [];
    const { manager, greet } = await createHost(
      {
        'acme.allowed': asking('http', {
          requires: { http: '^2' },
          permissions: [{ name: 'service', services: ['http'], reason: 'Fetches feeds.' }],
        }),
        'acme.net': asking('feeds', {
          requires: { feeds: '^2' },
          permissions: [{ name: 'net', hosts: ['feeds.example'] }],
        }),
        'acme.offline': asking('feeds'),
        'acme.open': asking('settings'),
        'acme.refused': asking('http'),
      },
      {
        services: {
          settings: { version: '2.0.0', value: { by: 'the host' } },
          feeds: { version: '2.0.0', permission: 'net', value: { by: 'feeds' } },
          http: {
            version: '2.3.0',
            permission: 'service',
            create: ({ id }) => {
              made.push(id);
              return { by: `http for ${id}` };
            },
          },
        },
      },
    );
    await manager.start();
    expect([await greet(), await greet(), made]).toEqual([
      ['http for acme.allowed', 'feeds', 'the host'],
      ['http for acme.allowed', 'feeds', 'the host'],
      ['acme.allowed'],
    ]);
    const { report } = await manager.hooks.executeWithReport('greet', { name: 'x' });
    const causes = report.entries.flatMap(({ error }) => (error === undefined ? [] : [error.cause]));
    expect(causes).toMatchObject([
      {
        code: 'SERVICE_REFUSED',
        message:
          'The plugin "acme.offline" 1.0.0 may not use the service "feeds": its manifest does not ask for the permission "net".',
      },
      {
        code: 'SERVICE_REFUSED',
        hint: 'Add { "name": "service", "services": ["http"] } to its permissions.',
      },
    ]);
  });
});

describe('a plugin', () => {
  test('reaches no other plugin through its context, and none that it was not given', async () => {
    const { manager } = await createHost(
      {
        'acme.a': {
          code: `{ hooks: { greet: async (_, ctx) => JSON.stringify([Object.keys(ctx.services), 'manager' in ctx, 'mail' in ctx]) } }`,
        },
      },
      { services: { mail: { version: '1.0.0', value: {} } } },
    );
    await manager.start();
    expect(await manager.hooks.execute('greet', { name: 'x' })).toEqual(['[["get"],false,false]']);
  });
});

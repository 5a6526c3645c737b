import { join } from 'node:path';
import { directory } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';

describe('list() and get()', () => {
  test('show what the manifest says, without a line of code having run', async () => {
    const { manager, folder } = await createHost({
      'acme.a': {
        manifest: {
          name: 'A',
          description: 'Does a.',
          type: 'theme',
          keywords: ['blue', 'dark'],
          hooks: { greet: {}, shout: {} },
        },
        code: "throw new Error('broken');",
      },
    });
    await manager.rescan();
    expect(manager.list()).toEqual([
      {
        id: 'acme.a',
        version: '1.0.0',
        name: 'A',
        description: 'Does a.',
        type: 'theme',
        keywords: ['blue', 'dark'],
        state: 'ready',
        code: undefined,
        reason: undefined,
        remedy: undefined,
        source: `directory(${folder}/plugins)`,
        folder: `${folder}/plugins/acme.a`,
        trusted: true,
        runner: 'inline',
        permissions: [],
        limits: [],
        activation: 'lazy',
        activatedBy: undefined,
        hooks: ['greet', 'shout'],
        dependencies: [],
        dependents: [],
        importMs: undefined,
        activateMs: undefined,
        health: { breaker: 'closed', errors: 0, slow: 0, blocked: 0 },
        problems: [],
      },
    ]);
    expect(manager.get('acme.a')).toEqual(manager.list()[0]);
  });

  test('can be narrowed to states, a type, a keyword and a hook, all of which have to hold', async () => {
    const { manager } = await createHost({
      'acme.a': { manifest: { type: 'theme', keywords: ['dark'], activation: 'startup' } },
      'acme.b': { manifest: { type: 'theme', hooks: { shout: {} } } },
      'acme.c': { manifest: { type: 'markup', keywords: ['dark'], api: '^9' } },
    });
    await manager.start();
    const ids = (filter: Parameters<typeof manager.list>[0]) => manager.list(filter).map(({ id }) => id);
    expect([
      ids({}),
      ids({ state: 'active' }),
      ids({ state: ['active', 'unsupported'] }),
      ids({ type: 'theme' }),
      ids({ keyword: 'dark' }),
      ids({ hook: 'shout' }),
      ids({ keyword: 'dark', state: 'active', type: 'theme', hook: 'greet' }),
      ids({ keyword: 'dark', hook: 'shout' }),
    ]).toEqual([
      ['acme.a', 'acme.b', 'acme.c'],
      ['acme.a'],
      ['acme.a', 'acme.c'],
      ['acme.a', 'acme.b'],
      ['acme.a', 'acme.c'],
      ['acme.b'],
      ['acme.a'],
      [],
    ]);
  });

  test('give nothing before anything was looked for, and nothing for an id that is not there', async () => {
    const { manager } = await createHost({ 'acme.a': {} });
    expect([manager.list(), manager.get('acme.a')]).toEqual([[], undefined]);
    await manager.start();
    expect(manager.get('acme.b')).toBeUndefined();
  });
});

describe('an id that no plugin has', () => {
  test('is refused by every operation, with the nearest one', async () => {
    const { manager } = await createHost({ 'acme.analytics': {}, 'acme.markdown': {} });
    await manager.start();
    const attempts: (() => unknown)[] = [
      () => manager.enable('acme.analytic'),
      () => manager.disable('acme.analytic'),
      () => manager.reload('acme.analytic'),
      () => manager.trust('acme.analytic'),
      () => manager.untrust('acme.analytic'),
      () => manager.choose('acme.analytic', '/'),
      () => manager.configure('acme.analytic', {}),
      () => manager.explain('acme.analytic'),
    ];
    for (const attempt of attempts) {
      await expect((async () => attempt())()).rejects.toMatchObject({
        code: 'PLUGIN_UNKNOWN',
        message: expect.stringContaining('acme.analytics') as string,
      });
    }
  });
});

test.each([undefined, null, 5, {}, Symbol('id'), 1n])(
  'an id that is %s is refused as one that no plugin has',
  async (given) => {
    const { manager } = await createHost({ 'acme.a': {} });
    await manager.start();
    const id = given as never;
    const attempts: (() => unknown)[] = [
      () => manager.enable(id),
      () => manager.reload(id),
      () => manager.trust(id),
      () => manager.choose(id, '/'),
      () => manager.configure(id, {}),
      () => manager.check(id),
      () => manager.explain(id),
    ];
    for (const attempt of attempts) {
      await expect((async () => attempt())()).rejects.toMatchObject({
        code: 'PLUGIN_UNKNOWN',
        message: expect.stringMatching(/^There is no plugin /) as string,
      });
    }
    expect(manager.get(id)).toBeUndefined();
    expect(manager.list(null as never)).toHaveLength(1);
  },
);

describe('explain()', () => {
  test('knows no plugin while the first look is under way', async () => {
    const { manager } = await createHost({ 'acme.a': {} }, (folder) => ({
      sources: [directory(join(folder, 'plugins')), directory(join(folder, 'missing'))],
    }));
    const attempts: unknown[] = [];
    manager.on('manager:problem', () => {
      try {
        manager.explain('acme.a');
      } catch (thrown) {
        attempts.push(thrown);
      }
    });
    await manager.start();
    expect(attempts).toMatchObject([{ code: 'PLUGIN_UNKNOWN' }]);
  });

  test('tells what the manager has made of a plugin: active, failed, tripped', async () => {
    const { manager, folder } = await createHost(
      {
        'acme.active': {},
        'acme.failed': { code: "{ activate() { throw new Error('no disk'); }, hooks: { greet() {} } }" },
        'acme.tripped': { code: "{ hooks: { greet() { throw new Error('no net'); } } }" },
      },
      { health: { errors: 1, cooldownMs: 60_000 } },
    );
    await manager.start();
    await manager.hooks.execute('greet', { name: 'x' });
    await manager.rescan();
    const texts = manager.list().map(({ id }) => String(manager.explain(id)));
    expect(texts.join('\n---\n').replaceAll(folder, '<host>')).toMatchInlineSnapshot(`
      ""acme.active" 1.0.0 is active.
        found in "<host>/plugins/acme.active", source directory(<host>/plugins)
        made for the API "^1.0": the host "test-host" has "1.2.0"
      ---
      "acme.failed" 1.0.0 is failed: In the plugin "acme.failed" 1.0.0, activate failed: no disk.
        found in "<host>/plugins/acme.failed", source directory(<host>/plugins)
        made for the API "^1.0": the host "test-host" has "1.2.0"
      Smallest change that would help:
        Mend "acme.failed", then reload it.
      ---
      "acme.tripped" 1.0.0 is tripped: The plugin "acme.tripped" failed 1 time within 60 s, and is left out for 60 s: The hookimpl of the plugin "acme.tripped" 1.0.0 for the hook "greet" failed: no net.
        found in "<host>/plugins/acme.tripped", source directory(<host>/plugins)
        made for the API "^1.0": the host "test-host" has "1.2.0"
      Smallest change that would help:
        Look at its errors; it is tried again by itself. Enable "acme.tripped" to try it at once."
    `);
  });
});

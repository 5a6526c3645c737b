import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { until } from './share-with-plugins.ts';

describe('a plugin that is slow', () => {
  const busy = 'const end = performance.now() + ms; while (performance.now() < end);';
  const busyFor = (ms: number): string => `{ const ms = ${ms}; ${busy} }`;

  test('is counted, whether it waits or works', async () => {
    const host = await createHost(
      {
        'acme.a': {
          manifest: { hooks: { greet: {}, shout: {} } },
          code: `{ hooks: { greet: () => { ${busyFor(80)} return 'a'; }, shout: () => new Promise((resolve) => setTimeout(resolve, 80)) } }`,
        },
        'acme.b': {},
      },
      { hooks: { slowMs: 50 }, limits: { blockMs: Infinity } },
    );
    host.manager.hooks.on('hook:slow', () => {});
    await host.manager.start();
    await host.greet();
    await host.manager.hooks.execute('shout', { text: 'x' });
    const health = ['acme.a', 'acme.b'].map((id) => host.manager.get(id)!.health);
    expect(health).toEqual([
      { breaker: 'closed', errors: 0, slow: 2, blocked: 0 },
      { breaker: 'closed', errors: 0, slow: 0, blocked: 0 },
    ]);
    expect(host.payloads('plugin:blocked')).toEqual([]);
  });

  test('and keeps the event loop busy is named, with the hook and the time', async () => {
    const host = await createHost(
      {
        'acme.a': {
          manifest: { hooks: { greet: {}, slug: {} } },
          code: `{ hooks: { greet: () => { ${busyFor(80)} return 'a'; }, slug: () => { ${busyFor(80)} } } }`,
        },
        'acme.b': {},
      },
      { limits: { blockMs: 50 } },
    );
    await host.manager.start();
    await host.greet();
    host.manager.hooks.execute('slug', { slug: 'x' });
    const blocked = host.payloads('plugin:blocked');
    expect(blocked.map(({ plugin, hook, certain, error }) => [plugin, hook, certain, error.code])).toEqual([
      ['acme.a', 'greet', true, 'PLUGIN_BLOCKED_LOOP'],
      ['acme.a', 'slug', true, 'PLUGIN_BLOCKED_LOOP'],
    ]);
    expect(
      blocked.map(({ durationMs, error }) => error.message.includes(` for ${durationMs} ms in the hook `)),
    ).toEqual([true, true]);
    expect([blocked.every(({ durationMs }) => durationMs >= 80), host.manager.get('acme.a')!.health.blocked]).toEqual([
      true,
      2,
    ]);
    expect(host.manager.get('acme.b')!.health.blocked).toBe(0);
  });

  test('and keeps the loop busy between two waits is named, too', async () => {
    const host = await createHost(
      {
        'acme.a': {
          code: `{ hooks: { greet: async () => { await null; await new Promise(setImmediate); ${busyFor(100)} await null; return 'a'; } } }`,
        },
      },
      { limits: { blockMs: 50 } },
    );
    await host.manager.start();
    await host.greet();
    await until(() => host.payloads('plugin:blocked').length > 0);
    const { plugin, hook, durationMs } = host.payloads('plugin:blocked')[0]!;
    expect([plugin, hook, durationMs > 50]).toEqual(['acme.a', 'greet', true]);
  });

  test('is not named where "blockMs" is Infinity', async () => {
    const host = await createHost(
      { 'acme.a': { code: `{ hooks: { greet: async () => { ${busyFor(150)} await null; return 'a'; } } }` } },
      { limits: { blockMs: Infinity } },
    );
    await host.manager.start();
    await host.greet();
    await new Promise(setImmediate);
    expect([host.payloads('plugin:blocked'), host.manager.get('acme.a')!.health.blocked]).toEqual([[], 0]);
  });
});

import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate, until } from './share-with-plugins.ts';
import { BREAKER, FAILS_FOR_BAD, FOREVER, breakerOf, changes, entriesOf, startHost } from './tripped-host.ts';

describe('a plugin that fails too often', () => {
  test('is left out: state, events, status and reports say so', async () => {
    const host = await startHost(FAILS_FOR_BAD, { errors: 3, windowMs: 60_000, cooldownMs: FOREVER });
    for (const name of ['bad', 'good', 'bad']) await host.greet(name);
    expect([breakerOf(host), host.states()]).toEqual(['closed', { 'acme.a': 'active' }]);
    await host.greet('bad');
    const reason =
      'The plugin "acme.a" failed 3 times within 60 s, and is left out for 600 s: The hookimpl of the plugin "acme.a" 1.0.0 for the hook "greet" failed: no net';
    const { state, code, reason: why, remedy, health } = host.manager.get('acme.a')!;
    expect({ state, code, why, hasRemedy: remedy !== undefined }).toEqual({
      state: 'tripped',
      code: 'PLUGIN_TRIPPED',
      why: reason,
      hasRemedy: true,
    });
    expect(health).toEqual({
      breaker: 'open',
      trippedAt: expect.any(Number),
      errors: 3,
      slow: 0,
      blocked: 0,
      lastError: 'The hookimpl of the plugin "acme.a" 1.0.0 for the hook "greet" failed: no net',
    });
    expect(host.payloads('plugin:health')).toEqual([{ plugin: 'acme.a', from: 'closed', to: 'open', reason }]);
    expect(host.payloads('plugin:state').at(-1)).toEqual({
      plugin: 'acme.a',
      version: '1.0.0',
      from: 'active',
      to: 'tripped',
      code: 'PLUGIN_TRIPPED',
      reason,
    });
    expect(await entriesOf(host, 'good')).toEqual([['skipped', 'tripped since <time>; it is tried again at <time>']]);
    const tripped = new Date(health.trippedAt!).toISOString();
    const { report } = await host.manager.hooks.executeWithReport('greet', { name: 'good' });
    expect(report.entries[0]!.reason).toContain(`tripped since ${tripped}`);
  });

  test('trips for time limits as well as for errors', async () => {
    const host = await startHost(
      {
        manifest: { hooks: { quick: {}, greet: {} } },
        code: `{ hooks: { quick: () => new Promise(() => {}), greet() { throw new Error('no'); } } }`,
      },
      { errors: 2, cooldownMs: FOREVER },
    );
    await host.manager.hooks.execute('quick');
    expect(breakerOf(host)).toBe('closed');
    await host.greet();
    expect(breakerOf(host)).toBe('open');
  });

  test('does not trip for errors that are further apart than the window', async () => {
    const host = await startHost(FAILS_FOR_BAD, { errors: 2, windowMs: 5, cooldownMs: FOREVER });
    for (let times = 0; times < 4; times += 1) {
      await host.greet('bad');
      const since = performance.now();
      await until(() => performance.now() - since > 10);
    }
    const { health } = host.manager.get('acme.a')!;
    expect([health.breaker, health.errors]).toEqual(['closed', 4]);
  });

  test('leaves the others alone', async () => {
    const host = await createHost(
      { 'acme.a': { code: FAILS_FOR_BAD }, 'acme.b': {} },
      { health: { ...BREAKER, cooldownMs: FOREVER } },
    );
    await host.manager.start();
    await host.greet('bad');
    expect([await host.greet('x'), host.states()]).toEqual([
      ['x from acme.b'],
      { 'acme.a': 'tripped', 'acme.b': 'active' },
    ]);
  });

  test('keeps the calls that it is at', async () => {
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        await ${gate.opened};
        return name;
      } } }`,
      { errors: 1, cooldownMs: FOREVER },
    );
    const slow = host.greet('slow');
    await gate.reached;
    await host.greet('bad');
    gate.open();
    expect([await slow, await host.greet('later'), breakerOf(host)]).toEqual([['slow'], [], 'open']);
  });

  test('has thresholds of its own where the host gives them', async () => {
    const plugin = { code: FAILS_FOR_BAD };
    const thresholds = { 'acme.own': { errors: 1 }, 'acme.never': { errors: Infinity } };
    const host = await createHost(
      { 'acme.host': plugin, 'acme.never': plugin, 'acme.own': plugin },
      { health: { errors: 2, cooldownMs: FOREVER, maxCooldownMs: FOREVER, plugins: thresholds } },
    );
    await host.manager.start();
    await host.greet('bad');
    expect(host.states()).toEqual({ 'acme.host': 'active', 'acme.never': 'active', 'acme.own': 'tripped' });
    for (let times = 0; times < 20; times += 1) await host.greet('bad');
    expect(host.states()).toEqual({ 'acme.host': 'tripped', 'acme.never': 'active', 'acme.own': 'tripped' });
  });
  test('may be left out for ever', async () => {
    const host = await startHost(FAILS_FOR_BAD, { errors: 1, cooldownMs: Infinity, maxCooldownMs: Infinity });
    await host.greet('bad');
    expect([await entriesOf(host, 'good'), host.manager.get('acme.a')!.reason]).toEqual([
      [['skipped', 'tripped since <time>']],
      'The plugin "acme.a" failed 1 time within 60 s, and is left out for ever: The hookimpl of the plugin "acme.a" 1.0.0 for the hook "greet" failed: no net',
    ]);
    await host.manager.enable('acme.a');
    expect(await host.greet('good')).toEqual(['good']);
  });

  test('is left out for months where a timer lasts for weeks', async () => {
    const months = 100 * 24 * 60 * 60_000;
    const host = await startHost(FAILS_FOR_BAD, { errors: 1, cooldownMs: months, maxCooldownMs: months });
    await host.greet('bad');
    const since = performance.now();
    await until(() => performance.now() - since > 20);
    expect([changes(host), await host.greet('good')]).toEqual([['closed > open'], []]);
  });

  test('trips by its wrapper, around which calls go on', async () => {
    const host = await createHost(
      {
        'acme.a': {
          manifest: { hooks: { greet: { wrapper: true } } },
          code: `{ hooks: { greet: { wrapper: true, handler: async ({ name }, next) => {
            if (name === 'bad') throw new Error('no');
            return ['wrapped', ...(await next())];
          } } } }`,
        },
        'acme.b': { code: '{ hooks: { greet: ({ name }) => name } }' },
      },
      { health: BREAKER },
    );
    await host.manager.start();
    expect(await host.greet('good')).toEqual(['wrapped', 'good']);
    await host.greet('bad');
    expect([host.states(), await host.greet('good')]).toEqual([{ 'acme.a': 'tripped', 'acme.b': 'active' }, ['good']]);
    await until(() => breakerOf(host) === 'half-open');
    expect(await host.greet('good')).toEqual(['wrapped', 'good']);
    await until(() => breakerOf(host) === 'closed');
    expect(host.states()).toEqual({ 'acme.a': 'active', 'acme.b': 'active' });
  });

  test('trips in a synchronous hook, and comes back in one', async () => {
    const host = await startHost({
      manifest: { hooks: { slug: {} } },
      code: `{ hooks: { slug: ({ slug }) => { if (slug === 'bad') throw new Error('no'); return slug + '!'; } } }`,
    });
    const slug = (text: string): string => host.manager.hooks.execute('slug', { slug: text });
    expect([slug('bad'), slug('good'), breakerOf(host)]).toEqual(['bad', 'good', 'open']);
    await until(() => breakerOf(host) === 'half-open');
    expect([slug('good'), slug('good')]).toEqual(['good!', 'good']);
    await until(() => breakerOf(host) === 'closed');
    expect(slug('good')).toBe('good!');
  });

  test('trips for a promise in a synchronous hook, and for an answer that the hookspec refuses', async () => {
    const host = await startHost(
      {
        manifest: { hooks: { slug: {}, greet: {} } },
        code: `{ hooks: { slug: async () => 'x', greet: () => 7 } }`,
      },
      { errors: 2, cooldownMs: FOREVER },
    );
    host.manager.hooks.execute('slug', { slug: 'a' });
    await host.greet();
    expect([breakerOf(host), host.payloads('plugin:error').map(({ error }) => error.code)]).toEqual([
      'open',
      ['SYNC_HOOK_RETURNED_PROMISE', 'RESULT_INVALID'],
    ]);
  });
});

import { defineHookspecs, hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHost } from './host.ts';
import { createGate, shareWithPlugins, until } from './share-with-plugins.ts';
import {
  BREAKER,
  FAILS_FOR_BAD,
  LONG_TRIAL,
  breakerOf,
  changes,
  entriesOf,
  startHost,
  toHalfOpen,
} from './tripped-host.ts';

describe('a plugin that is tried again', () => {
  test('gets one call, however many come; the others say why they go without', async () => {
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        await ${gate.opened};
        return name;
      } } }`,
      LONG_TRIAL,
    );
    await toHalfOpen(host);
    const trial = host.greet('trial');
    const others = await Promise.all(Array.from({ length: 20 }, (_, index) => entriesOf(host, `${index}`)));
    gate.open();
    expect([await trial, new Set(others.flat().map(String))]).toEqual([
      ['trial'],
      new Set(['skipped,tripped since <time>; it is being tried again']),
    ]);
    await until(() => breakerOf(host) === 'closed');
    expect([host.states(), changes(host)]).toEqual([
      { 'acme.a': 'active' },
      ['closed > open', 'open > half-open', 'half-open > closed'],
    ]);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => host.greet(name)))).toEqual([['a'], ['b'], ['c']]);
    expect(host.manager.get('acme.a')).toMatchObject({ code: undefined, reason: undefined, remedy: undefined });
  });

  test('is left out again, and longer, if it fails', async () => {
    const host = await startHost(FAILS_FOR_BAD);
    await toHalfOpen(host);
    await toHalfOpen(host);
    expect([changes(host), host.states()]).toEqual([
      ['closed > open', 'open > half-open', 'half-open > open', 'open > half-open'],
      { 'acme.a': 'tripped' },
    ]);
    expect(host.payloads('plugin:health')[2]!.reason).toBe(
      'The plugin "acme.a" failed again when it was tried, and is left out for 20 ms: The hookimpl of the plugin "acme.a" 1.0.0 for the hook "greet" failed: no net',
    );
    await host.greet('good');
    await until(() => breakerOf(host) === 'closed');
    expect(await host.greet('good')).toEqual(['good']);
  });

  test('is left out again if its answer is refused, or comes too late', async () => {
    const host = await startHost(
      {
        manifest: { hooks: { greet: {}, quick: {} } },
        code: `{ hooks: { greet: async ({ name }) => (name === 'bad' ? 7 : name), quick: () => new Promise(() => {}) } }`,
      },
      LONG_TRIAL,
    );
    await toHalfOpen(host);
    await toHalfOpen(host);
    await host.manager.hooks.execute('quick');
    expect(changes(host).slice(-2)).toEqual(['open > half-open', 'half-open > open']);
  });

  test('is left out again if the trial does not end; an end that comes later changes nothing', async () => {
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        if (name === 'hang') await ${gate.opened};
        return name;
      } } }`,
      { errors: 1, cooldownMs: 10, maxCooldownMs: 10 },
    );
    await toHalfOpen(host);
    const hanging = host.greet('hang');
    await until(() => changes(host).length === 4);
    expect(changes(host)).toEqual(['closed > open', 'open > half-open', 'half-open > open', 'open > half-open']);
    expect(host.payloads('plugin:health')[2]!.reason).toBe(
      'The plugin "acme.a" failed again when it was tried, and is left out for 10 ms: it did not end',
    );
    gate.open();
    expect(await hanging).toEqual(['hang']);
    await new Promise(setImmediate);
    expect([breakerOf(host), host.states(), changes(host).length]).toEqual(['half-open', { 'acme.a': 'tripped' }, 4]);
    await host.greet('bad');
    expect([breakerOf(host), await host.greet('good')]).toEqual(['open', []]);
  });

  test('is tried by another call if the first was filtered out, or aborted before its turn', async () => {
    const controller = new AbortController();
    const host = await createHost(
      {
        'acme.a': {
          manifest: { hooks: { greet: { filter: { name: ['bad', 'good'] } } } },
          code: FAILS_FOR_BAD,
        },
        'acme.first': {
          manifest: { hooks: { greet: { order: 'first' } } },
          code: `{ hooks: { greet: ({ name }) => { if (name === 'good') ${shareWithPlugins(() => controller.abort())}(); } } }`,
        },
      },
      { health: BREAKER },
    );
    await host.manager.start();
    await host.greet('bad');
    await until(() => breakerOf(host) === 'half-open');
    expect(await entriesOf(host, 'other')).toEqual([
      ['ok', undefined],
      ['filtered', 'its filter does not match the arguments'],
    ]);
    const aborted = host.manager.hooks.execute('greet', { name: 'good' }, { signal: controller.signal });
    await expect(aborted).rejects.toMatchObject({ code: 'CALL_ABORTED' });
    expect(await host.greet('good')).toEqual(['good']);
    await until(() => breakerOf(host) === 'closed');
  });

  test('is tried by another call if the trial was aborted and then rejects: that shows nothing', async () => {
    const controller = new AbortController();
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        if (name === 'wait') { await ${gate.opened}; throw new Error('aborted'); }
        return name;
      } } }`,
      LONG_TRIAL,
    );
    await host.greet('bad');
    await until(() => breakerOf(host) === 'half-open');
    const trial = host.manager.hooks.execute('greet', { name: 'wait' }, { signal: controller.signal });
    await gate.reached;
    controller.abort();
    await expect(trial).rejects.toMatchObject({ code: 'CALL_ABORTED' });
    gate.open();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(changes(host).filter((change) => change.endsWith('closed'))).toEqual([]);
    await until(() => breakerOf(host) === 'half-open');
    expect(await host.greet('good')).toEqual(['good']);
    await until(() => breakerOf(host) === 'closed');
  });

  test.each([
    [
      'an asynchronous',
      'greet',
      "async ({ name }, next) => { if (name === 'bad') throw new Error('no'); return next(); }",
    ],
    ['a synchronous', 'slug', "({ slug }, next) => { if (slug === 'bad') throw new Error('no'); return next(); }"],
  ])('by %s wrapper around an error of another: that shows nothing either', async (_, name, handler) => {
    const inner = `{ hooks: { ${name}: ({ name, slug }) => { if ((name ?? slug) === 'inner fails') throw new Error('inner'); return 'x'; } } }`;
    const onError = 'fail' as const;
    const hookspecs = defineHookspecs({
      greet: hook.collect({ args: { name: z.string() }, returns: z.string(), onError }),
      slug: hook.sync.waterfall({ args: { slug: z.string() }, thread: 'slug', onError }),
    });
    const host = await createHost(
      {
        'acme.a': {
          manifest: { hooks: { [name]: { wrapper: true } } },
          code: `{ hooks: { ${name}: { wrapper: true, handler: ${handler} } } }`,
        },
        'acme.inner': { manifest: { hooks: { [name]: {} } }, code: inner },
      },
      { hookspecs: hookspecs as never, health: { ...LONG_TRIAL, plugins: { 'acme.inner': { errors: Infinity } } } },
    );
    await host.manager.start();
    const call = async (text: string): Promise<unknown> =>
      name === 'slug' ? host.manager.hooks.execute('slug', { slug: text }) : host.greet(text);
    await expect(call('bad')).rejects.toMatchObject({ code: 'HOOK_FAILED' });
    await until(() => breakerOf(host) === 'half-open');
    await expect(call('inner fails')).rejects.toMatchObject({ code: 'HOOK_FAILED' });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(breakerOf(host)).toBe('half-open');
    await call('good');
    await until(() => breakerOf(host) === 'closed');
    expect(changes(host)).toEqual(['closed > open', 'open > half-open', 'half-open > closed']);
  });

  test('has a thenable that it answers with run once', async () => {
    let runs = 0;
    const count = shareWithPlugins(() => (runs += 1));
    const host = await startHost(
      `{ hooks: { greet: ({ name }) => {
        if (name === 'bad') throw new Error('no');
        return { then(resolve) { ${count}(); resolve(name); } };
      } } }`,
    );
    await toHalfOpen(host);
    expect([await host.greet('good'), runs]).toEqual([['good'], 1]);
    await until(() => breakerOf(host) === 'closed');
  });

  test('stays out of a call that began while it was tried, and comes to it when it is left out again', async () => {
    const gate = createGate();
    const host = await createHost(
      {
        'acme.a': { code: FAILS_FOR_BAD },
        'acme.first': {
          manifest: { hooks: { greet: { order: 'first' } } },
          code: `{ hooks: { greet: async ({ name }) => { if (name === 'late') await ${gate.opened}; } } }`,
        },
      },
      { health: BREAKER },
    );
    await host.manager.start();
    await toHalfOpen(host);
    const late = entriesOf(host, 'late');
    await gate.reached;
    await host.greet('bad');
    gate.open();
    expect((await late)[1]).toEqual(['skipped', 'tripped since <time>; it is tried again at <time>']);
  });
});

describe('a plugin that is left out or being tried', () => {
  test.each(['open', 'half-open'])('takes part again when it is enabled (%s)', async (breaker) => {
    const host = await startHost(FAILS_FOR_BAD, { errors: 1, cooldownMs: breaker === 'open' ? 60_000 : 5 });
    await host.greet('bad');
    await until(() => breakerOf(host) === breaker);
    expect((await host.manager.enable('acme.a')).state).toBe('active');
    expect(host.payloads('plugin:health').at(-1)).toEqual({
      plugin: 'acme.a',
      from: breaker,
      to: 'closed',
      reason: 'The operator has changed something about the plugin.',
    });
    expect(await Promise.all([host.greet('a'), host.greet('b')])).toEqual([['a'], ['b']]);
  });

  test.each(['open', 'half-open'])('can be disabled, enabled and reloaded (%s)', async (breaker) => {
    const host = await startHost(FAILS_FOR_BAD, { errors: 1, cooldownMs: breaker === 'open' ? 60_000 : 5 });
    const trip = async (): Promise<void> => {
      await host.greet('bad');
      await until(() => breakerOf(host) === breaker);
    };
    await trip();
    expect((await host.manager.disable('acme.a')).state).toBe('disabled');
    expect(await host.greet('good')).toEqual([]);
    expect((await host.manager.enable('acme.a')).health.breaker).toBe('closed');
    expect(await host.greet('good')).toEqual(['good']);
    await trip();
    const { state, health } = await host.manager.reload('acme.a');
    expect([state, health.breaker, await host.greet('good')]).toEqual(['active', 'closed', ['good']]);
    await trip();
    await host.manager.stop();
    expect([host.states(), breakerOf(host), await host.greet('good')]).toEqual([{ 'acme.a': 'stopped' }, 'closed', []]);
    await host.manager.start();
    expect([await host.greet('good'), host.states()]).toEqual([['good'], { 'acme.a': 'active' }]);
  });

  test('is waited for in its trial when it is disabled', async () => {
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        if (name === 'wait') { await ${gate.opened}; throw new Error('still broken'); }
        return name;
      } } }`,
      LONG_TRIAL,
    );
    await toHalfOpen(host);
    const trial = host.greet('wait');
    await gate.reached;
    const disabled = host.manager.disable('acme.a');
    await until(() => host.states()['acme.a'] === 'disabled');
    gate.open();
    expect([await trial, (await disabled).state]).toEqual([[], 'disabled']);
    await new Promise(setImmediate);
    const reasons = host.payloads('plugin:health').map(({ reason }) => reason);
    expect(reasons).not.toContain('The plugin worked when it was tried again.');
    await host.manager.enable('acme.a');
    expect(await host.greet('good')).toEqual(['good']);
  });

  test('counts anew after a trial of its earlier life has ended', async () => {
    const gate = createGate();
    const host = await startHost(
      `{ hooks: { greet: async ({ name }) => {
        if (name === 'bad') throw new Error('no');
        if (name === 'wait') await ${gate.opened};
        return name;
      } } }`,
      LONG_TRIAL,
    );
    await toHalfOpen(host);
    const trial = host.greet('wait');
    await gate.reached;
    const reloaded = host.manager.reload('acme.a');
    await until(() => breakerOf(host) === 'closed');
    gate.open();
    expect([await trial, (await reloaded).state]).toEqual([['wait'], 'active']);
    await host.greet('bad');
    expect([breakerOf(host), host.states()]).toEqual(['open', { 'acme.a': 'tripped' }]);
  });
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate, createJournal, shareWithPlugins, until } from './share-with-plugins.ts';

describe('stop()', () => {
  test('deactivates plugins before those that they depend on', async () => {
    const { lines, note } = createJournal();
    const plugin = (id: string, needs: string[]) => ({
      manifest: { dependencies: { plugins: Object.fromEntries(needs.map((need) => [need, '^1'])) } },
      code: `{ deactivate: async () => ${note}('${id}'), hooks: { greet() {} } }`,
    });
    const { manager, greet } = await createHost({
      'acme.a': plugin('a', ['acme.c']),
      'acme.b': plugin('b', ['acme.a']),
      'acme.c': plugin('c', []),
    });
    await manager.start();
    await greet();
    await manager.stop();
    expect(lines).toEqual(['b', 'a', 'c']);
  });

  test('takes everything out of the plans, and leaves the states behind', async () => {
    const { manager, greet, states } = await createHost({
      'acme.active': {},
      'acme.disabled': {},
      'acme.failed': { code: "throw new Error('broken');" },
      'acme.ready': { manifest: { hooks: { shout: {} } } },
    });
    await manager.start();
    await greet();
    await manager.disable('acme.disabled');
    await manager.stop();
    expect(manager.hooks.plugins).toEqual([]);
    expect(manager.hooks.plan('greet')).toEqual([]);
    expect(states()).toEqual({
      'acme.active': 'stopped',
      'acme.disabled': 'disabled',
      'acme.failed': 'stopped',
      'acme.ready': 'stopped',
    });
  });

  test('waits for calls that have begun, and only then deactivates', async () => {
    const { lines, note } = createJournal();
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.a': {
        code: `{
          deactivate: () => ${note}('deactivate'),
          hooks: { greet: async () => { await ${gate.opened}; ${note}('answer'); return 'a'; } },
        }`,
      },
    });
    await manager.start();
    const call = greet();
    await gate.reached;
    const stopped = manager.stop();
    await until(() => states()['acme.a'] === 'stopped');
    expect([await greet(), lines]).toEqual([[], []]);
    gate.open();
    await stopped;
    expect([await call, lines]).toEqual([['a'], ['answer', 'deactivate']]);
  });

  test('waits for an activation that is under way, and deactivates what it gave', async () => {
    const { lines, note } = createJournal();
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.a': {
        code: `{
          activate: async () => { await ${gate.opened}; ${note}('activate'); },
          deactivate: () => ${note}('deactivate'),
          hooks: { greet: () => 'a' },
        }`,
      },
    });
    await manager.start();
    const call = greet();
    await gate.reached;
    const stopped = manager.stop();
    gate.open();
    await stopped;
    expect([await call, lines, states()]).toEqual([['a'], ['activate', 'deactivate'], { 'acme.a': 'stopped' }]);
  });

  test('during start() waits for the start', async () => {
    const { manager, states } = await createHost({ 'acme.a': { manifest: { activation: 'startup' } } });
    const started = manager.start();
    await manager.stop();
    expect((await started).plugins.map(({ state }) => state)).toEqual(['active']);
    expect(states()).toEqual({ 'acme.a': 'stopped' });
  });

  test('can be called at any time, and twice', async () => {
    const { manager, states } = await createHost({ 'acme.a': {} });
    await manager.stop();
    await manager.start();
    await Promise.all([manager.stop(), manager.stop()]);
    await manager.stop();
    expect(states()).toEqual({ 'acme.a': 'stopped' });
  });

  test('is what "await using" does', async () => {
    const { lines, note } = createJournal();
    const host = await createHost({
      'acme.a': {
        manifest: { activation: 'startup' },
        code: `{ deactivate: () => ${note}('deactivate'), hooks: { greet() {} } }`,
      },
    });
    {
      await using manager = host.manager;
      await manager.start();
    }
    expect([lines, host.states()]).toEqual([['deactivate'], { 'acme.a': 'stopped' }]);
  });

  test('does not trip over a plugin that failed and then lost what it depends on', async () => {
    const { manager, greet, states } = await createHost({
      'acme.a': {},
      'acme.b': { manifest: { dependencies: { plugins: { 'acme.a': '^1' } } }, code: "throw new Error('broken');" },
    });
    await manager.start();
    await greet();
    await manager.disable('acme.a');
    expect(states()).toEqual({ 'acme.a': 'disabled', 'acme.b': 'unresolved' });
    await manager.enable('acme.a');
    expect([states(), manager.get('acme.b')?.code]).toEqual([
      { 'acme.a': 'ready', 'acme.b': 'failed' },
      'ENTRY_IMPORT_FAILED',
    ]);
    await manager.disable('acme.a');
    await manager.stop();
    expect(states()).toEqual({ 'acme.a': 'disabled', 'acme.b': 'unresolved' });
  });
});

describe('the end of a plugin', () => {
  test('takes all its registrations with it: hooks, hookspecs, services, locks', async () => {
    const { manager, greet } = await createHost({
      'acme.a': {
        manifest: { hooks: { greet: {} }, contributes: { hooks: ['after_a'] }, provides: { clock: '1.0.0' } },
        code: `{
          hookspecs: { after_a: ${shareWithPlugins(hook.series({}))} },
          services: { clock: () => ({ now: () => 1 }) },
          async activate(ctx) { await ctx.locks.acquire('db'); },
          hooks: { greet: () => 'a' },
        }`,
      },
    });
    await manager.start();
    expect(await greet()).toEqual(['a']);
    expect(manager.hooks.specs.map(({ name }) => name)).toContain('acme.a/after_a');
    expect(manager.locks().length).toBe(1);
    await manager.disable('acme.a');
    expect(manager.hooks.specs.map(({ name }) => name)).not.toContain('acme.a/after_a');
    expect([manager.hooks.plugins, manager.locks()]).toEqual([[], []]);
    await expect(manager.service('clock')).rejects.toMatchObject({ code: 'SERVICE_MISSING' });
  });

  test('runs every disposal, the last one first, in spite of errors and of one that hangs', async () => {
    const { lines, note } = createJournal();
    const { manager, greet, payloads } = await createHost(
      {
        'acme.a': {
          code: `{
            activate(ctx) {
              ctx.onDispose(() => ${note}('1'));
              ctx.onDispose(() => { ${note}('2'); throw new Error('second'); });
              ctx.onDispose(() => { ${note}('3'); return new Promise(() => {}); });
              ctx.onDispose(async () => { ${note}('4'); throw undefined; });
            },
            deactivate() { ${note}('deactivate'); throw new Error('not now'); },
            hooks: { greet: () => 'a' },
          }`,
        },
        'acme.b': {},
      },
      { limits: { deactivateMs: 30 } },
    );
    await manager.start();
    await greet();
    await manager.stop();
    expect(lines).toEqual(['deactivate', '4', '3', '2', '1']);
    expect(payloads('plugin:error').map(({ plugin, phase, error }) => [plugin, phase, error.code])).toEqual([
      ['acme.a', 'deactivate', 'DEACTIVATE_FAILED'],
      ['acme.a', 'deactivate', 'DEACTIVATE_FAILED'],
      ['acme.a', 'deactivate', 'DEACTIVATE_TIMEOUT'],
      ['acme.a', 'deactivate', 'DEACTIVATE_FAILED'],
    ]);
  });

  test('waits for deactivate no longer than the limit', async () => {
    const { manager, greet, payloads, states } = await createHost(
      { 'acme.a': { code: "{ deactivate: () => new Promise(() => {}), hooks: { greet: () => 'a' } }" } },
      { limits: { deactivateMs: 20 } },
    );
    await manager.start();
    await greet();
    await manager.disable('acme.a');
    expect([states(), payloads('plugin:error').map(({ error }) => error.code)]).toEqual([
      { 'acme.a': 'disabled' },
      ['DEACTIVATE_TIMEOUT'],
    ]);
  });
});

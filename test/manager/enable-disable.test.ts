import { describe, expect, test } from 'vitest';
import { createHost, type TestHost } from './host.ts';
import { createGate, createJournal, until } from './share-with-plugins.ts';

const needs = (...ids: string[]) => ({
  manifest: { dependencies: { plugins: Object.fromEntries(ids.map((id) => [id, '^1'])) } },
});

const reasons = ({ manager }: TestHost) => manager.list().map(({ reason }) => reason);

describe('disable() and enable()', () => {
  test('take a plugin out of the plans and bring it back, in a life of its own', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.a': {
        code: `{ activate: () => ${note}('activate'), deactivate: () => ${note}('deactivate'), hooks: { greet: () => 'a' } }`,
      },
    });
    await manager.start();
    expect(await greet()).toEqual(['a']);
    const disabled = await manager.disable('acme.a');
    expect([disabled.state, disabled.reason, await greet()]).toEqual([
      'disabled',
      'The plugin "acme.a" is disabled.',
      [],
    ]);
    const enabled = await manager.enable('acme.a');
    expect([enabled.state, await greet()]).toEqual(['ready', ['a']]);
    expect(lines).toEqual(['activate', 'deactivate', 'activate']);
  });

  test('take dependents along: a chain of four', async () => {
    const host = await createHost({
      'acme.a': {},
      'acme.b': needs('acme.a'),
      'acme.c': needs('acme.b'),
      'acme.d': needs('acme.c'),
    });
    const { manager, greet, states } = host;
    await manager.start();
    await greet('x');
    await manager.disable('acme.a');
    expect([states(), await greet('x')]).toEqual([
      { 'acme.a': 'disabled', 'acme.b': 'unresolved', 'acme.c': 'unresolved', 'acme.d': 'unresolved' },
      [],
    ]);
    expect(reasons(host)).toMatchInlineSnapshot(`
      [
        "The plugin "acme.a" is disabled.",
        "The plugin "acme.b" 1.0.0 needs "acme.a" "^1", which is disabled.",
        "The plugin "acme.c" 1.0.0 needs "acme.b" "^1", which cannot run because "acme.a" is disabled.",
        "The plugin "acme.d" 1.0.0 needs "acme.c" "^1", which cannot run because "acme.a" is disabled.",
      ]
    `);
    await manager.enable('acme.a');
    expect(await greet('x')).toEqual(['x from acme.a', 'x from acme.b', 'x from acme.c', 'x from acme.d']);
    expect(reasons(host)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('take dependents along: a diamond', async () => {
    const { manager, greet, states } = await createHost({
      'acme.top': {},
      'acme.left': needs('acme.top'),
      'acme.right': needs('acme.top'),
      'acme.bottom': needs('acme.left', 'acme.right'),
      'acme.other': {},
    });
    await manager.start();
    await greet();
    await manager.disable('acme.left');
    expect(states()).toEqual({
      'acme.top': 'active',
      'acme.left': 'disabled',
      'acme.right': 'active',
      'acme.bottom': 'unresolved',
      'acme.other': 'active',
    });
    await Promise.all([manager.disable('acme.top'), manager.enable('acme.left')]);
    expect(states()).toEqual({
      'acme.top': 'disabled',
      'acme.left': 'unresolved',
      'acme.right': 'unresolved',
      'acme.bottom': 'unresolved',
      'acme.other': 'active',
    });
    await manager.enable('acme.top');
    expect((await greet('x')).length).toBe(5);
    expect(new Set(Object.values(states()))).toEqual(new Set(['active']));
  });

  test('take along those that require a service of the plugin', async () => {
    const { manager, greet, states } = await createHost({
      'acme.store': {
        manifest: { provides: { store: '1.0.0' } },
        code: "{ services: { store: () => ({ read: () => 'kept' }) }, hooks: { greet() {} } }",
      },
      'acme.user': {
        manifest: { requires: { store: '^1' } },
        code: "{ hooks: { greet: async (args, ctx) => (await ctx.services.get('store')).read() } }",
      },
    });
    await manager.start();
    expect(await greet()).toEqual(['kept']);
    await manager.disable('acme.store');
    expect([states(), await greet()]).toEqual([{ 'acme.store': 'disabled', 'acme.user': 'unresolved' }, []]);
    await manager.enable('acme.store');
    expect([await greet(), states()]).toEqual([['kept'], { 'acme.store': 'active', 'acme.user': 'active' }]);
  });

  test('leave those in place that need the plugin only if it is there', async () => {
    const { manager, greet } = await createHost({
      'acme.a': {},
      'acme.b': { manifest: { dependencies: { optional: { 'acme.a': '^1' } } } },
    });
    await manager.start();
    await manager.disable('acme.a');
    expect(await greet('x')).toEqual(['x from acme.b']);
    await manager.enable('acme.a');
    expect(await greet('x')).toEqual(['x from acme.a', 'x from acme.b']);
  });

  test('let calls that have begun end with the plugin, and keep later ones from it', async () => {
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.a': { code: `{ hooks: { greet: async ({ name }) => (name === 'wait' && (await ${gate.opened}), 'a') } }` },
      'acme.b': { code: "{ hooks: { greet: () => 'b' } }" },
    });
    await manager.start();
    await greet();
    const call = greet('wait');
    await gate.reached;
    const disabled = manager.disable('acme.b');
    await until(() => states()['acme.b'] === 'disabled');
    expect(await greet()).toEqual(['a']);
    gate.open();
    expect([await call, (await disabled).state]).toEqual([['a', 'b'], 'disabled']);
  });

  test('skip a plugin that was disabled before its code was loaded, with the reason', async () => {
    const gate = createGate();
    const { manager } = await createHost({
      'acme.a': { code: `{ hooks: { greet: async () => { await ${gate.opened}; return 'a'; } } }` },
      'acme.b': {},
    });
    await manager.start();
    const call = manager.hooks.executeWithReport('greet', { name: 'x' });
    await gate.reached;
    await manager.disable('acme.b');
    gate.open();
    const { value, report } = await call;
    expect([value, report.entries[1]?.status, report.entries[1]?.reason]).toEqual([
      ['a'],
      'skipped',
      'the plugin could not be activated: The plugin "acme.b" 1.0.0 was stopped before its code was loaded: The plugin "acme.b" is disabled.',
    ]);
  });

  test('try a plugin again that failed', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.a': {
        code: `{
          activate: () => { ${note}('activate'); if (!globalThis.process.env.HOOKLINE_TEST_READY) throw new Error('not yet'); },
          hooks: { greet: () => 'a' },
        }`,
      },
    });
    await manager.start();
    expect(await greet()).toEqual([]);
    process.env['HOOKLINE_TEST_READY'] = '1';
    try {
      expect([(await manager.enable('acme.a')).state, await greet()]).toEqual(['ready', ['a']]);
    } finally {
      delete process.env['HOOKLINE_TEST_READY'];
    }
    expect(lines).toEqual(['activate', 'activate']);
  });

  test('import the entry of a plugin again that could not be imported', async () => {
    const { manager, greet, write } = await createHost({ 'acme.a': { code: "throw new Error('broken');" } });
    await manager.start();
    expect(await greet()).toEqual([]);
    await write({ 'acme.a': {} });
    expect([(await manager.enable('acme.a')).state, await greet('x')]).toEqual(['ready', ['x from acme.a']]);
  });

  test('bring a plugin back at once that was left out for its errors', async () => {
    const { manager, greet, states, payloads } = await createHost(
      {
        'acme.a': {
          code: "{ hooks: { greet: ({ name }) => { if (name === 'bad') throw new Error('no'); return name; } } }",
        },
      },
      { health: { errors: 2 } },
    );
    await manager.start();
    await greet('bad');
    await greet('bad');
    expect([states(), await greet('good')]).toEqual([{ 'acme.a': 'tripped' }, []]);
    const { state, health } = await manager.enable('acme.a');
    expect([state, health.breaker, await greet('good')]).toEqual(['active', 'closed', ['good']]);
    expect(payloads('plugin:health').map(({ from, to }) => [from, to])).toEqual([
      ['closed', 'open'],
      ['open', 'closed'],
    ]);
  });

  test('work before the start as well, and hold then', async () => {
    const { manager, greet, states } = await createHost({ 'acme.a': {}, 'acme.b': {} });
    await manager.disable('acme.a');
    expect([states(), await greet('x')]).toEqual([{ 'acme.a': 'disabled', 'acme.b': 'ready' }, []]);
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.b']);
  });
});

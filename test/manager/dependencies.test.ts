import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate } from './share-with-plugins.ts';

const needs = (...ids: string[]) => ({
  manifest: { dependencies: { plugins: Object.fromEntries(ids.map((id) => [id, '^1'])) } },
});

describe('a dependency', () => {
  test('is active before the plugin that needs it, whatever the order of the hooks', async () => {
    const { manager, states } = await createHost({
      'acme.a': { ...needs('acme.b'), code: "{ hooks: { greet: () => 'a' } }" },
      'acme.b': { manifest: { hooks: { shout: {} } }, code: '{ hooks: { shout: ({ text }) => text } }' },
    });
    await manager.start();
    await manager.hooks.execute('greet', { name: 'x' });
    expect(states()).toEqual({ 'acme.a': 'active', 'acme.b': 'active' });
    expect(manager.get('acme.b')?.activatedBy).toBe('dependency of acme.a');
  });

  test('that fails makes the plugin unresolved, with the whole reason, and others stay', async () => {
    const { manager, greet, states } = await createHost({
      'acme.a': { code: "throw new Error('broken');" },
      'acme.b': needs('acme.a'),
      'acme.c': needs('acme.b'),
      'acme.d': {},
    });
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.d']);
    // The dependents follow in an operation of its own, which the next one waits for.
    await manager.rescan();
    expect(states()).toEqual({
      'acme.a': 'failed',
      'acme.b': 'unresolved',
      'acme.c': 'unresolved',
      'acme.d': 'active',
    });
    expect(manager.get('acme.b')?.code).toBe('DEPENDENCY_UNAVAILABLE');
  });

  test('that fails and is mended brings its dependents back', async () => {
    const { manager, greet, states, write } = await createHost({
      'acme.a': { code: "throw new Error('broken');" },
      'acme.b': needs('acme.a'),
    });
    await manager.start();
    await greet();
    await write({ 'acme.a': {} });
    await manager.reload('acme.a');
    expect([await greet('x'), states()]).toEqual([
      ['x from acme.a', 'x from acme.b'],
      { 'acme.a': 'active', 'acme.b': 'active' },
    ]);
  });

  test('in a circle is reported as its path, and unrelated plugins run', async () => {
    const { manager, greet, states } = await createHost({
      'acme.a': needs('acme.b'),
      'acme.b': needs('acme.c'),
      'acme.c': needs('acme.a'),
      'acme.d': {},
      'acme.e': needs('acme.d'),
    });
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.d', 'x from acme.e']);
    expect(states()).toEqual({
      'acme.a': 'unresolved',
      'acme.b': 'unresolved',
      'acme.c': 'unresolved',
      'acme.d': 'active',
      'acme.e': 'active',
    });
    expect(manager.get('acme.a')?.reason).toContain('acme.a -> acme.b -> acme.c -> acme.a');
  });

  test('can be disabled while a dependent is being activated: the call gets its answer, and both leave', async () => {
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.a': { code: "{ hooks: { greet: () => 'a' } }" },
      'acme.b': { ...needs('acme.a'), code: `{ activate: () => ${gate.opened}, hooks: { greet: () => 'b' } }` },
    });
    await manager.start();
    const call = greet();
    await gate.reached;
    const disabled = manager.disable('acme.a');
    gate.open();
    expect([await call, (await disabled).state]).toEqual([['a', 'b'], 'disabled']);
    expect([states(), await greet()]).toEqual([{ 'acme.a': 'disabled', 'acme.b': 'unresolved' }, []]);
  });
});

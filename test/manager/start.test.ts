import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate, createJournal, until } from './share-with-plugins.ts';

describe('start()', () => {
  test('waits for a plugin without end where the limits say so, whatever a timer can', async () => {
    const code = `{ activate: () => new Promise((resolve) => setTimeout(resolve, 20)), hooks: { greet: () => 'a' } }`;
    const { manager, states } = await createHost(
      { 'acme.a': { manifest: { activation: 'startup' }, code } },
      { limits: { importMs: 1e12, activateMs: Infinity, drainMs: Infinity, deactivateMs: Infinity, blockMs: 1e12 } },
    );
    await manager.start();
    expect(states()).toEqual({ 'acme.a': 'active' });
  });

  test('activates the plugins that want it, as many at the same time as the host allows', async () => {
    const { lines, note } = createJournal();
    const ids = Array.from({ length: 9 }, (_, index) => `acme.p${index}`);
    const plugin = (id: string) => ({
      manifest: { activation: 'startup' as const },
      code: `{
        activate: async () => {
          ${note}('+');
          await new Promise((resolve) => setTimeout(resolve, 5));
          ${note}('-');
        },
        hooks: { greet: () => '${id}' },
      }`,
    });
    const { manager, states } = await createHost(Object.fromEntries(ids.map((id) => [id, plugin(id)])), {
      limits: { activations: 3 },
    });
    await manager.start();
    let atOnce = 0;
    const most = lines.reduce((max, line) => Math.max(max, (atOnce += line === '+' ? 1 : -1)), 0);
    expect([most, lines.length]).toEqual([3, 18]);
    expect(states()).toEqual(Object.fromEntries(ids.map((id) => [id, 'active'])));
    expect(manager.list().map(({ activatedBy }) => activatedBy)).toEqual(ids.map(() => 'startup'));
  });

  test('activates what a plugin depends on before the plugin', async () => {
    const { lines, note } = createJournal();
    const { manager } = await createHost({
      'acme.a': {
        manifest: { activation: 'startup', dependencies: { plugins: { 'acme.b': '^1' } } },
        code: `{ activate: () => ${note}('a'), hooks: { greet() {} } }`,
      },
      'acme.b': { code: `{ activate: async () => ${note}('b'), hooks: { greet() {} } }` },
    });
    await manager.start();
    expect([lines, manager.get('acme.b')?.activatedBy]).toEqual([['b', 'a'], 'dependency of acme.a']);
  });

  test('has resolved before any plugin of the background is imported', async () => {
    const { lines, note } = createJournal();
    const code = `${note}('import'); export default { hooks: { greet() {} } };`;
    const { manager, states } = await createHost({
      'acme.a': { manifest: { activation: 'background' }, code },
      'acme.b': { manifest: { activation: 'background' }, code },
    });
    await manager.start();
    lines.push('started');
    expect(states()).toEqual({ 'acme.a': 'ready', 'acme.b': 'ready' });
    await until(() => Object.values(states()).every((state) => state === 'active'));
    expect(lines).toEqual(['started', 'import', 'import']);
    expect(manager.get('acme.a')?.activatedBy).toBe('background');
  });

  test('does not wait twice: the first call of a hook activates a plugin of the background at once', async () => {
    const { manager, greet } = await createHost({ 'acme.a': { manifest: { activation: 'background' } } });
    await manager.start();
    expect([await greet('x'), manager.get('acme.a')?.activatedBy]).toEqual([['x from acme.a'], 'hook greet']);
  });

  test('brings plugins of the background back there after a reload of what they depend on', async () => {
    const { manager, states } = await createHost({
      'acme.a': {},
      'acme.b': { manifest: { activation: 'background', dependencies: { plugins: { 'acme.a': '^1' } } } },
    });
    await manager.start();
    await until(() => states()['acme.b'] === 'active');
    await manager.reload('acme.a');
    await until(() => states()['acme.b'] === 'active');
    expect(manager.get('acme.b')?.activatedBy).toBe('background');
  });

  test('never rejects for a plugin', async () => {
    const { manager, states } = await createHost({
      'acme.a': { manifest: { activation: 'startup' }, code: 'throw undefined;' },
      'acme.b': { manifest: { api: '^9' } },
      'acme.c': { manifest: { activation: 'startup' }, code: 'export default null;' },
    });
    await manager.start();
    expect(states()).toEqual({ 'acme.a': 'failed', 'acme.b': 'unsupported', 'acme.c': 'failed' });
  });

  test('gives the same report when the manager runs already, and a new one after a stop', async () => {
    const { manager, greet } = await createHost({ 'acme.a': {} });
    const [first, second] = await Promise.all([manager.start(), manager.start()]);
    expect([second === first, (await manager.start()) === first]).toEqual([true, true]);
    await manager.stop();
    const third = await manager.start();
    expect([third === first, await greet('x')]).toEqual([false, ['x from acme.a']]);
  });
});

describe('synchronous hooks', () => {
  test('have their plugins activated at the start, whatever the manifest says', async () => {
    const { manager, states } = await createHost({
      'acme.a': {
        manifest: { hooks: { slug: {}, greet: {} }, activation: 'lazy' },
        code: "{ hooks: { slug: ({ slug }) => slug.toLowerCase(), greet: () => 'a' } }",
      },
    });
    await manager.start();
    expect([states(), manager.hooks.execute('slug', { slug: 'ABC' })]).toEqual([{ 'acme.a': 'active' }, 'abc']);
  });

  test('leave out a plugin while it is being activated', async () => {
    const gate = createGate();
    const { manager, greet } = await createHost({
      'acme.a': {
        manifest: { hooks: { slug: {}, greet: {} } },
        code: `{ activate: () => ${gate.opened}, hooks: { slug: ({ slug }) => slug + '!', greet: () => 'a' } }`,
      },
    });
    const started = manager.start();
    await gate.reached;
    expect([manager.hooks.execute('slug', { slug: 'x' }), await greet()]).toEqual(['x', []]);
    gate.open();
    await started;
    expect([manager.hooks.execute('slug', { slug: 'x' }), await greet()]).toEqual(['x!', ['a']]);
  });

  test('follow enable, disable and reload', async () => {
    const { manager, write } = await createHost({
      'acme.a': { manifest: { hooks: { slug: {} } }, code: "{ hooks: { slug: ({ slug }) => slug + '1' } }" },
    });
    const slug = () => manager.hooks.execute('slug', { slug: 'x' });
    await manager.start();
    expect(slug()).toBe('x1');
    await manager.disable('acme.a');
    expect(slug()).toBe('x');
    await manager.enable('acme.a');
    expect(slug()).toBe('x1');
    await write({
      'acme.a': { manifest: { hooks: { slug: {} } }, code: "{ hooks: { slug: ({ slug }) => slug + '2' } }" },
    });
    await manager.reload('acme.a');
    expect(slug()).toBe('x2');
  });
});

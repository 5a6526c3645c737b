import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate, createJournal, until } from './share-with-plugins.ts';

describe('reload()', () => {
  test('runs the new code of the entry and of what it imports', async () => {
    const plugin = (entry: string, imported: string) => ({
      code: `import { word } from './lib/word.mjs'; export default { hooks: { greet: () => '${entry} ' + word } };`,
      files: {
        'lib/word.mjs': `export { word } from './deep.mjs';`,
        'lib/deep.mjs': `export const word = '${imported}';`,
      },
    });
    const { manager, greet, write } = await createHost({ 'acme.a': plugin('one', 'old') });
    await manager.start();
    expect(await greet()).toEqual(['one old']);
    await write({ 'acme.a': plugin('two', 'old') });
    expect([(await manager.reload('acme.a')).state, await greet()]).toEqual(['active', ['two old']]);
    await write({ 'acme.a': plugin('two', 'new') });
    await manager.reload('acme.a');
    expect(await greet()).toEqual(['two new']);
  });

  test('heeds a new manifest', async () => {
    const { manager, write } = await createHost({ 'acme.a': {} });
    await manager.start();
    await write({
      'acme.a': {
        manifest: { version: '2.0.0', hooks: { shout: {} } },
        code: "{ hooks: { shout: ({ text }) => text + '!' } }",
      },
    });
    const { version, hooks } = await manager.reload('acme.a');
    expect([version, hooks, await manager.hooks.execute('shout', { text: 'x' })]).toEqual(['2.0.0', ['shout'], 'x!']);
  });

  test('leaves a lazy plugin that nobody has called yet lazy', async () => {
    const { manager } = await createHost({ 'acme.a': {} });
    await manager.start();
    expect((await manager.reload('acme.a')).state).toBe('ready');
  });

  test('lets calls in flight end on the old instance, and gives later ones the new', async () => {
    const { lines, note } = createJournal();
    const gate = createGate();
    const plugin = (version: string) => ({
      code: `{
        activate: () => ${note}('activate ${version}'),
        deactivate: () => ${note}('deactivate ${version}'),
        hooks: {
          greet: async ({ name }) => {
            if (name === 'wait') await ${gate.opened};
            ${note}(name + ' ${version}');
            return '${version}';
          },
        },
      }`,
    });
    const { manager, greet, write, states } = await createHost({ 'acme.a': plugin('old') });
    await manager.start();
    await greet('first');
    const waiting = greet('wait');
    await gate.reached;
    await write({ 'acme.a': plugin('new') });
    const reloaded = manager.reload('acme.a');
    await until(() => states()['acme.a'] !== 'active');
    const later = greet('later');
    gate.open();
    expect([await waiting, await later, (await reloaded).state]).toEqual([['old'], ['new'], 'active']);
    expect(lines).toEqual(['activate old', 'first old', 'wait old', 'deactivate old', 'activate new', 'later new']);
  });

  test('of code that is broken gives "failed", and others go on', async () => {
    const { manager, greet, write, states } = await createHost({ 'acme.a': {}, 'acme.b': {} });
    await manager.start();
    await greet();
    await write({ 'acme.a': { code: 'export default {' } });
    const status = await manager.reload('acme.a');
    expect([status.state, status.code, await greet('x'), states()]).toEqual([
      'failed',
      'ENTRY_IMPORT_FAILED',
      ['x from acme.b'],
      { 'acme.a': 'failed', 'acme.b': 'active' },
    ]);
    await write({ 'acme.a': {} });
    expect([(await manager.reload('acme.a')).state, await greet('x')]).toEqual([
      'ready',
      ['x from acme.a', 'x from acme.b'],
    ]);
  });

  test('starts dependents anew, after what they depend on', async () => {
    const { lines, note } = createJournal();
    const plugin = (id: string, ...needs: string[]) => ({
      manifest: {
        activation: 'startup' as const,
        dependencies: { plugins: Object.fromEntries(needs.map((need) => [need, '^1'])) },
      },
      code: `{ activate: () => ${note}('+${id}'), deactivate: () => ${note}('-${id}'), hooks: { greet() {} } }`,
    });
    const { manager } = await createHost({
      'acme.a': plugin('a'),
      'acme.b': plugin('b', 'acme.a'),
      'acme.c': plugin('c', 'acme.b'),
      'acme.d': plugin('d'),
    });
    await manager.start();
    lines.length = 0;
    await manager.reload('acme.a');
    expect(lines).toEqual(['-c', '-b', '-a', '+a', '+b', '+c']);
  });

  test('of a plugin that was deleted says so, and takes it out', async () => {
    const { manager, greet, remove } = await createHost({ 'acme.a': {}, 'acme.b': {} });
    await manager.start();
    await greet();
    await remove('acme.a');
    await expect(manager.reload('acme.a')).rejects.toMatchObject({ code: 'PLUGIN_UNKNOWN' });
    expect(await greet('x')).toEqual(['x from acme.b']);
  });

  test('forgets what tripped the old instance', async () => {
    const { manager, greet, write } = await createHost(
      { 'acme.a': { code: "{ hooks: { greet() { throw new Error('no'); } } }" } },
      { health: { errors: 1 } },
    );
    await manager.start();
    await greet();
    await write({ 'acme.a': {} });
    const { state, health } = await manager.reload('acme.a');
    expect([state, health.breaker, await greet('x')]).toEqual(['active', 'closed', ['x from acme.a']]);
  });

  test('of a dependency lets a tripped dependent begin anew', async () => {
    const { manager, greet, states } = await createHost(
      {
        'acme.a': { code: '{ hooks: { greet() {} } }' },
        'acme.b': {
          manifest: { dependencies: { plugins: { 'acme.a': '^1' } } },
          code: "{ hooks: { greet: ({ name }) => { if (name === 'bad') throw new Error('no'); return name; } } }",
        },
      },
      { health: { errors: 1, cooldownMs: 20 } },
    );
    await manager.start();
    await greet('bad');
    expect(states()['acme.b']).toBe('tripped');
    await manager.reload('acme.a');
    expect([states()['acme.b'], await greet('good'), states()['acme.b']]).toEqual(['ready', ['good'], 'active']);
  });
});

describe('errors of an earlier life', () => {
  test('do not trip a plugin whose new code has not been loaded', async () => {
    const { manager, greet, payloads, states } = await createHost(
      {
        'acme.a': {
          code: `{
            activate() { setTimeout(() => { throw new Error('late'); }, 5); },
            hooks: { greet: () => 'a' },
          }`,
        },
      },
      { health: { errors: 1 } },
    );
    await manager.start();
    await greet();
    await manager.disable('acme.a');
    await manager.enable('acme.a');
    await until(() => payloads('plugin:error').length > 0);
    expect([states(), await greet()]).toEqual([{ 'acme.a': 'ready' }, ['a']]);
    await until(() => payloads('plugin:error').length > 1);
  });
});

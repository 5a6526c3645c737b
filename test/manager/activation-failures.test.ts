import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

const NEVER = 'new Promise(() => {})';

describe('a lazy plugin that cannot be activated', () => {
  test('is skipped with the reason by the call that wanted it, and by later ones not met at all', async () => {
    const { manager, states, payloads } = await createHost({
      'acme.a': { code: "{ activate() { throw new Error('no disk'); }, hooks: { greet: () => 'a' } }" },
      'acme.b': {},
    });
    await manager.start();
    const first = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect([first.value, first.report.status]).toEqual([['x from acme.b'], 'ok']);
    expect(first.report.entries.map(({ plugin, status, reason }) => [plugin, status, reason])).toEqual([
      [
        'acme.a',
        'skipped',
        'the plugin could not be activated: In the plugin "acme.a" 1.0.0, activate failed: no disk',
      ],
      ['acme.b', 'ok', undefined],
    ]);
    const second = await manager.hooks.executeWithReport('greet', { name: 'x' });
    expect(second.report.entries.map(({ plugin }) => plugin)).toEqual(['acme.b']);
    expect(states()).toEqual({ 'acme.a': 'failed', 'acme.b': 'active' });
    expect(payloads('plugin:error').map(({ plugin, phase, error }) => [plugin, phase, error.code])).toEqual([
      ['acme.a', 'activate', 'ACTIVATE_FAILED'],
    ]);
  });

  test('fails once for all calls that wait for it, and is tried again with its new code when it is reloaded', async () => {
    const { lines, note } = createJournal();
    const { manager, greet, states, write } = await createHost({
      'acme.a': { code: `{ activate() { ${note}('activate'); throw new Error('no'); }, hooks: { greet: () => 'a' } }` },
    });
    await manager.start();
    expect(await Promise.all([greet(), greet(), greet()])).toEqual([[], [], []]);
    expect([lines, states()]).toEqual([['activate'], { 'acme.a': 'failed' }]);
    await write({ 'acme.a': {} });
    await manager.reload('acme.a');
    expect([await greet('x'), states()]).toEqual([['x from acme.a'], { 'acme.a': 'active' }]);
  });

  test('has what it began disposed of, without deactivate', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.a': {
        code: `{
          activate(ctx) { ctx.onDispose(() => ${note}('disposed')); throw new Error('no'); },
          deactivate: () => ${note}('deactivated'),
          hooks: { greet: () => 'a' },
        }`,
      },
    });
    await manager.start();
    await greet();
    expect(lines).toEqual(['disposed']);
  });

  test('is failed when its import or its activate does not settle within the limit', async () => {
    const { manager, greet, payloads } = await createHost(
      {
        'acme.a': { code: `await ${NEVER}; export default { hooks: {} };` },
        'acme.b': { code: `{ activate: () => ${NEVER}, hooks: { greet: () => 'b' } }` },
        'acme.c': {
          code: `{ activate: () => ${NEVER}, hooks: { greet: () => 'c' } }`,
          manifest: { limits: { startMs: 20 } },
        },
        'acme.d': {},
      },
      { limits: { importMs: 40, activateMs: 40 } },
    );
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.d']);
    expect(payloads('plugin:error').map(({ plugin, error }) => [plugin, error.code, error.data['timeoutMs']])).toEqual([
      ['acme.a', 'ENTRY_IMPORT_TIMEOUT', 40],
      ['acme.b', 'ACTIVATE_TIMEOUT', 40],
      ['acme.c', 'ACTIVATE_TIMEOUT', 20],
    ]);
  });

  test('leaves the four others active when it is one of five', async () => {
    const startup = { manifest: { activation: 'startup' as const } };
    const { manager, states } = await createHost({
      'acme.a': startup,
      'acme.b': startup,
      'acme.c': { ...startup, code: "throw new Error('broken');" },
      'acme.d': startup,
      'acme.e': startup,
    });
    await manager.start();
    expect(states()).toEqual({
      'acme.a': 'active',
      'acme.b': 'active',
      'acme.c': 'failed',
      'acme.d': 'active',
      'acme.e': 'active',
    });
  });
});

describe('a plugin whose hookimpls do not fit those of others', () => {
  const before = (id: string, hook: string) => ({ manifest: { hooks: { [hook]: { before: [id] } } } });

  test('fails at the start, and nobody else does', async () => {
    const { manager, states, greet } = await createHost({
      'acme.a': { ...before('acme.b', 'greet'), code: "{ hooks: { greet: () => 'a' } }" },
      'acme.b': { ...before('acme.a', 'greet'), code: "{ hooks: { greet: () => 'b' } }" },
    });
    await manager.start();
    expect([states(), await greet()]).toEqual([{ 'acme.a': 'ready', 'acme.b': 'failed' }, ['a']]);
    expect(manager.get('acme.b')?.code).toBe('ORDER_CYCLE');
  });

  test('is deactivated again if it had to be activated before that shows', async () => {
    const { lines, note } = createJournal();
    const { manager, states } = await createHost({
      'acme.a': { ...before('acme.b', 'slug'), code: "{ hooks: { slug: ({ slug }) => slug + 'a' } }" },
      'acme.b': {
        manifest: { hooks: { slug: { before: ['acme.a'] } }, dependencies: { plugins: { 'acme.a': '^1' } } },
        code: `{ activate: () => ${note}('activate'), deactivate: () => ${note}('deactivate'), hooks: { slug: ({ slug }) => slug + 'b' } }`,
      },
    });
    await manager.start();
    expect([states(), lines]).toEqual([{ 'acme.a': 'active', 'acme.b': 'failed' }, ['activate', 'deactivate']]);
    expect(manager.hooks.execute('slug', { slug: '' })).toBe('a');
    expect(manager.get('acme.b')?.code).toBe('ORDER_CYCLE');
  });
});

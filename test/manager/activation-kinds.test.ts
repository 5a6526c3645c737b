import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createJournal } from './share-with-plugins.ts';

describe('lazy plugins in hooks of each kind', () => {
  test('collect: each is loaded when its turn comes, in the order of the plan', async () => {
    const { lines, note } = createJournal();
    const plugin = (id: string, priority: number) => ({
      manifest: { hooks: { greet: { priority } } },
      code: `${note}('import ${id}'); export default { hooks: { greet: () => { ${note}('call ${id}'); return '${id}'; } } };`,
    });
    const { manager, greet } = await createHost({ 'acme.a': plugin('a', 1), 'acme.b': plugin('b', 2) });
    await manager.start();
    expect([await greet(), lines]).toEqual([
      ['b', 'a'],
      ['import b', 'call b', 'import a', 'call a'],
    ]);
  });

  test('first: those behind the one that answers are not loaded', async () => {
    const { manager, states } = await createHost({
      'acme.a': { manifest: { hooks: { resolve_page: { priority: 2 } } }, code: '{ hooks: { resolve_page() {} } }' },
      'acme.b': {
        manifest: { hooks: { resolve_page: { priority: 1 } } },
        code: "{ hooks: { resolve_page: () => 'page' } }",
      },
      'acme.c': {
        manifest: { hooks: { resolve_page: {} } },
        code: "{ hooks: { resolve_page: () => 'other page' } }",
      },
    });
    await manager.start();
    expect(await manager.hooks.execute('resolve_page', { url: '/' })).toBe('page');
    expect(states()).toEqual({ 'acme.a': 'active', 'acme.b': 'active', 'acme.c': 'ready' });
  });

  test('waterfall: each gets what the one before it made', async () => {
    const plugin = (letter: string) => ({
      manifest: { hooks: { shout: {} } },
      code: `{ hooks: { shout: ({ text }) => text + '${letter}' } }`,
    });
    const { manager } = await createHost({ 'acme.a': plugin('a'), 'acme.b': plugin('b'), 'acme.c': plugin('c') });
    await manager.start();
    expect(await manager.hooks.execute('shout', { text: '>' })).toBe('>abc');
  });

  test('parallel: all are loaded at once, and the answers come in the order of the plan', async () => {
    const { lines, note } = createJournal();
    const plugin = (letter: string, waitMs: number) => ({
      manifest: { hooks: { widgets: {} } },
      code: `{
        activate: async () => {
          ${note}('begin ${letter}');
          await new Promise((resolve) => setTimeout(resolve, ${waitMs}));
          ${note}('end ${letter}');
        },
        hooks: { widgets: async () => '${letter}' },
      }`,
    });
    const { manager } = await createHost({ 'acme.a': plugin('a', 60), 'acme.b': plugin('b', 30) });
    await manager.start();
    expect([await manager.hooks.execute('widgets'), lines.indexOf('begin b') < lines.indexOf('end a')]).toEqual([
      ['a', 'b'],
      true,
    ]);
  });

  test('loop: a round that is not the first finds them loaded', async () => {
    const { manager } = await createHost({
      'acme.a': {
        manifest: { hooks: { refine: {} } },
        code: "{ hooks: { refine: ({ list }) => (list.length < 3 ? list.push('a') : undefined) } }",
      },
      'acme.b': {
        manifest: { hooks: { refine: {} } },
        code: "{ hooks: { refine: ({ list }) => (list.length < 6 ? list.push('b') : undefined) } }",
      },
    });
    await manager.start();
    const list: string[] = [];
    await manager.hooks.execute('refine', { list });
    expect(list).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  });

  test('historic: calls that were made before a plugin was there are delivered to it, once it is', async () => {
    const { lines, note } = createJournal();
    const { manager, states } = await createHost({
      'acme.a': {
        manifest: { hooks: { announced: {} } },
        code: `{ activate: () => ${note}('activate'), hooks: { announced: ({ text }) => ${note}(text) } }`,
      },
    });
    await manager.hooks.execute('announced', { text: 'before the start' });
    await manager.start();
    await manager.hooks.execute('announced', { text: 'after the start' });
    expect([lines.toSorted(), states()]).toEqual([
      ['activate', 'after the start', 'before the start'],
      { 'acme.a': 'active' },
    ]);
  });

  test('wrappers: a lazy wrapper wraps the call that loads it', async () => {
    const { manager, greet } = await createHost({
      'acme.a': {
        manifest: { hooks: { greet: { wrapper: true } } },
        code: "{ hooks: { greet: { wrapper: true, handler: async (args, next) => ['<', ...(await next()), '>'] } } }",
      },
      'acme.b': {},
    });
    await manager.start();
    expect([await greet('x'), await greet('y')]).toEqual([
      ['<', 'x from acme.b', '>'],
      ['<', 'y from acme.b', '>'],
    ]);
  });

  test('wrappers: one that fails to load is left out, and the call goes on', async () => {
    const { manager, greet } = await createHost({
      'acme.a': { manifest: { hooks: { greet: { wrapper: true } } }, code: "throw new Error('broken');" },
      'acme.b': {},
    });
    await manager.start();
    expect(await greet('x')).toEqual(['x from acme.b']);
  });
});

import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { createGate, createJournal } from './share-with-plugins.ts';

describe('a lazy plugin', () => {
  test('is imported and activated by the first call of a hook that it implements, and not before', async () => {
    const { lines, note } = createJournal();
    const { manager, greet, states } = await createHost({
      'acme.one': {
        code: `${note}('import'); export default { activate: () => ${note}('activate'), hooks: { greet: () => ${note}('call') } };`,
      },
    });
    await manager.start();
    expect([states(), lines]).toEqual([{ 'acme.one': 'ready' }, []]);
    await greet();
    await greet();
    expect([states(), lines]).toEqual([{ 'acme.one': 'active' }, ['import', 'activate', 'call', 'call']]);
    expect(manager.get('acme.one')?.activatedBy).toBe('hook greet');
    expect(String(await manager.start())).toContain('acme.one 1.0.0  ready  activated on first use');
    expect(String(manager.explain('acme.one'))).toContain('"acme.one" 1.0.0 is active.');
  });

  test('is activated once by a hundred calls of several hooks at once, which all get its answer', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.one': {
        manifest: { hooks: { greet: {}, shout: {}, widgets: {}, resolve_page: {} } },
        code: `${note}('import'); export default {
          activate: () => new Promise((resolve) => setTimeout(resolve, 5, ${note}('activate'))),
          hooks: {
            greet: ({ name }) => name, shout: ({ text }) => text + '!', widgets: () => 'w', resolve_page: ({ url }) => url,
          },
        };`,
      },
    });
    await manager.start();
    const calls = Array.from({ length: 25 }, (_, index) => [
      greet(`${index}`),
      manager.hooks.execute('shout', { text: `${index}` }),
      manager.hooks.execute('widgets'),
      manager.hooks.execute('resolve_page', { url: `${index}` }),
    ]);
    expect(await Promise.all(calls.flat())).toEqual(
      Array.from({ length: 25 }, (_, index) => [[`${index}`], `${index}!`, ['w'], `${index}`]).flat(),
    );
    expect(lines).toEqual(['import', 'activate']);
  });

  test('is not loaded by a call that its filter does not match', async () => {
    const { manager, states } = await createHost({
      'acme.one': {
        manifest: { hooks: { after_save: { filter: { file: { suffix: '.md' } } } } },
        code: '{ hooks: { after_save() {} } }',
      },
    });
    await manager.start();
    const { report } = await manager.hooks.executeWithReport('after_save', { file: 'page.html' });
    expect([states(), report.entries.map(({ status }) => status)]).toEqual([{ 'acme.one': 'ready' }, ['filtered']]);
    await manager.hooks.execute('after_save', { file: 'page.md' });
    expect(states()).toEqual({ 'acme.one': 'active' });
  });

  test('is not loaded by hooks that it does not implement', async () => {
    const { manager, states } = await createHost({ 'acme.one': {} });
    await manager.start();
    await manager.hooks.execute('shout', { text: 'x' });
    manager.hooks.execute('slug', { slug: 'x' });
    expect(states()).toEqual({ 'acme.one': 'ready' });
  });

  test('does not hold up calls of other plugins', async () => {
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.one': { code: `{ activate: () => ${gate.opened}, hooks: { greet: () => 'one' } }` },
      'acme.two': {
        manifest: { hooks: { shout: {} } },
        code: `{ hooks: { shout: ({ text }) => text + '!' } }`,
      },
    });
    await manager.start();
    const waiting = greet();
    await gate.reached;
    expect(await manager.hooks.execute('shout', { text: 'x' })).toBe('x!');
    expect(states()).toEqual({ 'acme.one': 'activating', 'acme.two': 'active' });
    gate.open();
    expect(await waiting).toEqual(['one']);
  });

  test('that a call waits for does not keep the call when its signal aborts', async () => {
    const gate = createGate();
    const { manager, greet, states } = await createHost({
      'acme.one': { code: `{ activate: () => ${gate.opened}, hooks: { greet: () => 'one' } }` },
    });
    await manager.start();
    const abort = new AbortController();
    const call = manager.hooks.execute('greet', { name: 'x' }, { signal: abort.signal });
    await gate.reached;
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'CALL_ABORTED' });
    expect(states()).toEqual({ 'acme.one': 'activating' });
    gate.open();
    expect([await greet(), states()]).toEqual([['one'], { 'acme.one': 'active' }]);
  });

  test('has its time limit from when its code is there', async () => {
    const gate = createGate();
    const { manager } = await createHost({
      'acme.one': {
        manifest: { hooks: { quick: {} } },
        code: `{ activate: () => ${gate.opened}, hooks: { quick: async () => 'in time' } }`,
      },
    });
    await manager.start();
    const call = manager.hooks.executeWithReport('quick');
    await gate.reached;
    // Longer than the limit of the hook.
    await new Promise((resolve) => {
      setTimeout(resolve, 80);
    });
    gate.open();
    const { value, report } = await call;
    expect([value, report.entries.map(({ status, durationMs }) => [status, durationMs < 50])]).toEqual([
      ['in time'],
      [['ok', true]],
    ]);
  });

  test('goes through its life in order: one activation, the calls, one deactivation, its disposals', async () => {
    const { lines, note } = createJournal();
    const { manager, greet } = await createHost({
      'acme.one': {
        code: `{
          activate(ctx) {
            ${note}('activate');
            ctx.onDispose(() => ${note}('first disposal'));
            ctx.onDispose({ [Symbol.asyncDispose]: async () => ${note}('second disposal') });
            ctx.onDispose({ [Symbol.dispose]: () => ${note}('third disposal') });
          },
          deactivate: () => ${note}('deactivate'),
          hooks: { greet: ({ name }) => ${note}('call ' + name) },
        }`,
      },
    });
    await manager.start();
    for (const name of ['1', '2', '3']) await greet(name);
    await manager.stop();
    await greet('4');
    await manager.stop();
    expect(lines).toEqual([
      'activate',
      'call 1',
      'call 2',
      'call 3',
      'deactivate',
      'third disposal',
      'second disposal',
      'first disposal',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { createHost, type TestHost } from './host.ts';
import { createGate, shareWithPlugins, until } from './share-with-plugins.ts';

describe('calls that do not end', () => {
  test('keep a plugin that stops no longer than the limit', async () => {
    const { manager, greet, states, payloads } = await createHost(
      { 'acme.a': { code: "{ hooks: { greet: ({ name }) => (name === 'stay' ? new Promise(() => {}) : 'a') } }" } },
      { limits: { drainMs: 20 } },
    );
    await manager.start();
    await greet();
    const abort = new AbortController();
    const call = manager.hooks.execute('greet', { name: 'stay' }, { signal: abort.signal });
    expect((await manager.disable('acme.a')).state).toBe('disabled');
    expect([states(), payloads('plugin:error').map(({ phase, error }) => [phase, error.code])]).toEqual([
      { 'acme.a': 'disabled' },
      [['deactivate', 'DEACTIVATE_TIMEOUT']],
    ]);
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'CALL_ABORTED' });
  });

  test('are told by the signal of the plugin that the limit is over', async () => {
    const { manager, greet } = await createHost(
      {
        'acme.a': {
          code: `let stopping; export default {
            activate(ctx) {
              stopping = new Promise((resolve) => ctx.signal.addEventListener('abort', () => resolve('told')));
            },
            hooks: { greet: ({ name }) => (name === 'stay' ? stopping : 'a') },
          };`,
        },
      },
      { limits: { drainMs: 20 } },
    );
    await manager.start();
    await greet();
    const call = greet('stay');
    await manager.disable('acme.a');
    expect(await call).toEqual(['told']);
  });
});

describe('a call that a plugin makes in a call', () => {
  test('gets the new instance, which waits for the old one: the limit ends that', async () => {
    const gate = createGate();
    const nested = shareWithPlugins(() => host.greet('nested'));
    const host: TestHost = await createHost(
      {
        'acme.a': {
          code: `{
            hooks: {
              greet: async ({ name }) => {
                if (name !== 'outer') return name;
                await ${gate.opened};
                return 'outer and ' + (await ${nested}());
              },
            },
          }`,
        },
      },
      { limits: { drainMs: 40 } },
    );
    const { manager, greet, states, payloads } = host;
    await manager.start();
    await greet();
    const call = greet('outer');
    await gate.reached;
    const reloaded = manager.reload('acme.a');
    await until(() => states()['acme.a'] !== 'active');
    gate.open();
    expect([await call, (await reloaded).state]).toEqual([['outer and nested'], 'active']);
    expect(payloads('plugin:error').map(({ error }) => error.code)).toEqual(['DEACTIVATE_TIMEOUT']);
  });
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHost, type WrittenPlugin } from './host.ts';
import { shareWithPlugins } from './share-with-plugins.ts';

/** A plugin with hooks of its own, which it calls when it is greeted. */
function createStore(greeting: string, more = ''): WrittenPlugin {
  const hookspecs = shareWithPlugins({
    after_save: hook.collect({ args: { file: z.string() }, returns: z.string() }),
    to_key: hook.sync.waterfall({ args: { key: z.string() }, thread: 'key' }),
  });
  return {
    manifest: { contributes: { hooks: ['after_save', 'to_key'] } },
    code: `{ hookspecs: ${hookspecs}, ${more} hooks: { greet: ${greeting} } }`,
  };
}

const LISTENER: WrittenPlugin = {
  manifest: {
    hooks: { 'acme.store/after_save': {}, 'acme.store/to_key': {} },
    dependencies: { plugins: { 'acme.store': '^1' } },
  },
  code: `{ hooks: {
    'acme.store/after_save': ({ file }, ctx) => file + ' seen by ' + ctx.plugin.id,
    'acme.store/to_key': ({ key }) => key.toUpperCase(),
  } }`,
};

describe('a plugin with hooks of its own', () => {
  test('calls them by their names without its id, and gets what other plugins answer', async () => {
    const { manager, greet } = await createHost({
      'acme.store': createStore(`async ({ name }, ctx) => {
        const answers = await ctx.hooks.execute('after_save', { file: name });
        const { value, report } = await ctx.hooks.executeWithReport('after_save', { file: 'b' });
        return [...answers, ...value, report.hook, ctx.hooks.execute('to_key', { key: 'k' })].join(', ');
      }`),
      'acme.listener': LISTENER,
    });
    await manager.start();
    // The listener is loaded with its first call, which needs the hooks to be there.
    expect(await greet('a')).toEqual(['a seen by acme.listener, b seen by acme.listener, acme.store/after_save, K']);
  });

  test('may call them while it is being activated', async () => {
    const { manager, greet, states } = await createHost({
      'acme.store': createStore(
        '() => globalThis.String(0)',
        "async activate(ctx) { await ctx.hooks.execute('after_save', { file: 'a' }); },",
      ),
    });
    await manager.start();
    expect([await greet(), states()]).toEqual([['0'], { 'acme.store': 'active' }]);
  });

  test('is told when its manifest does not contribute a hook', async () => {
    const { manager, payloads } = await createHost({
      'acme.store': createStore(`(args, ctx) => ctx.hooks.execute('after_safe', { file: 'a' })`),
    });
    await manager.start();
    await manager.hooks.execute('greet', { name: 'x' });
    expect(payloads('plugin:error').map(({ error }) => (error.cause as Error).message)).toEqual([
      'The plugin "acme.store" 1.0.0 called ctx.hooks.execute wrongly: its manifest contributes no hook "after_safe" (did you mean "after_save"?).',
    ]);
  });

  test('cannot call the hooks of the host, nor any when it has stopped', async () => {
    const contexts: { readonly hooks: { execute(name: string, args?: unknown): unknown } }[] = [];
    const keep = shareWithPlugins((ctx: (typeof contexts)[number]) => contexts.push(ctx));
    const { manager, greet } = await createHost({ 'acme.store': createStore(`(args, ctx) => { ${keep}(ctx); }`) });
    await manager.start();
    await greet();
    const [{ hooks }] = contexts as [(typeof contexts)[number]];
    expect(() => hooks.execute('greet', { name: 'x' })).toThrow('its manifest contributes no hook "greet"');
    expect(() => hooks.execute(Symbol('x') as never)).toThrow('contributes no hook named by the symbol Symbol(x)');
    await manager.disable('acme.store');
    expect(() => hooks.execute('after_save', { file: 'x' })).toThrow(
      'The plugin "acme.store" 1.0.0 used ctx.hooks.execute after it had been stopped.',
    );
  });
});

test('a limit for all calls of a plugin yields to a stricter hook that another plugin declares later', async () => {
  const hookspecs = shareWithPlugins({ after_save: hook.collect({ args: { file: z.string() }, timeoutMs: 50 }) });
  const { manager, greet } = await createHost({
    'acme.listener': {
      manifest: {
        hooks: { 'acme.store/after_save': {} },
        limits: { callMs: 5000 },
        dependencies: { optional: { 'acme.store': '^1' } },
      },
      code: `{ hooks: { 'acme.store/after_save': ({ file }) => file } }`,
    },
    'acme.store': {
      manifest: { contributes: { hooks: ['after_save'] } },
      code: `{ hookspecs: ${hookspecs}, hooks: { greet: async (args, ctx) => (await ctx.hooks.execute('after_save', { file: 'a' })).join() } }`,
    },
  });
  await manager.start();
  expect(await greet()).toEqual(['a']);
});

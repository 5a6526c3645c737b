import { hook, type PluginManager } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHost, type WrittenPlugin } from './host.ts';
import { shareWithPlugins } from './share-with-plugins.ts';

/** Contributes a hook that collects words. */
function contributor(): WrittenPlugin {
  const spec = hook.collect({ args: { text: z.string() }, returns: z.string() });
  return {
    manifest: { activation: 'startup', hooks: {}, contributes: { hooks: ['summarize'] } },
    code: `{ hookspecs: { summarize: ${shareWithPlugins(spec)} } }`,
  };
}

function summarizer(hookName: string, how: string, options: object = {}): WrittenPlugin {
  return {
    manifest: { hooks: { [hookName]: options } },
    code: `{ hooks: { '${hookName}': ({ text }) => ${how} } }`,
  };
}

/** The types of the host know no hook of a plugin. */
function call(manager: PluginManager<never>, name: string, text: string): Promise<readonly unknown[]> {
  const execute = manager.hooks.execute as unknown as (...args: unknown[]) => Promise<readonly unknown[]>;
  return execute.call(manager.hooks, name, { text });
}

describe('a hook that a plugin contributes', () => {
  test('bears the id of the plugin, so that several may have one name', async () => {
    const { manager } = await createHost({
      'acme.x': contributor(),
      'best.y': contributor(),
      'acme.one': summarizer('acme.x/summarize', "'x: ' + text"),
      'acme.two': summarizer('best.y/summarize', "'y: ' + text"),
    });
    await manager.start();
    const host = manager as unknown as PluginManager<never>;
    expect([await call(host, 'acme.x/summarize', 'a'), await call(host, 'best.y/summarize', 'b')]).toEqual([
      ['x: a'],
      ['y: b'],
    ]);
    expect(() => call(host, 'summarize', 'c')).toThrow(expect.objectContaining({ code: 'HOOK_UNKNOWN' }));
  });

  test('takes those that implement it with it, with the reason, and brings them back; optional ones stay', async () => {
    const { manager, states, greet } = await createHost({
      'acme.maybe': {
        manifest: { hooks: { 'acme.x/summarize': { optional: true }, greet: {} } },
        code: "{ hooks: { 'acme.x/summarize': ({ text }) => 'maybe ' + text, greet: () => 'here' } }",
      },
      'acme.needs': summarizer('acme.x/summarize', "'needs ' + text"),
    });
    await manager.start();
    expect([states(), await greet()]).toEqual([{ 'acme.maybe': 'ready', 'acme.needs': 'unresolved' }, ['here']]);
    expect(manager.get('acme.needs')).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      reason:
        'The plugin "acme.needs" 1.0.0 implements the hook "acme.x/summarize", but the plugin "acme.x" was not found.',
    });
  });

  test('appears with a plugin that is dropped in, and goes with it', async () => {
    const host = await createHost({ 'acme.needs': summarizer('acme.x/summarize', "text + '!'") });
    await host.manager.start();
    const manager = host.manager as unknown as PluginManager<never>;
    await host.write({ 'acme.x': contributor() });
    await host.manager.rescan();
    expect([await call(manager, 'acme.x/summarize', 'a'), host.states()]).toEqual([
      ['a!'],
      { 'acme.needs': 'active', 'acme.x': 'active' },
    ]);
    await host.manager.disable('acme.x');
    expect(host.states()).toEqual({ 'acme.needs': 'unresolved', 'acme.x': 'disabled' });
    expect(() => call(manager, 'acme.x/summarize', 'b')).toThrow(expect.objectContaining({ code: 'HOOK_UNKNOWN' }));
    await host.manager.enable('acme.x');
    expect(await call(manager, 'acme.x/summarize', 'c')).toEqual(['c!']);
  });

  test('has its answers checked like a hook of the host', async () => {
    const { manager, payloads } = await createHost({
      'acme.a': summarizer('acme.x/summarize', '5'),
      'acme.b': summarizer('acme.x/summarize', 'text'),
      'acme.x': contributor(),
    });
    await manager.start();
    const host = manager as unknown as PluginManager<never>;
    expect(await call(host, 'acme.x/summarize', 'x')).toEqual(['x']);
    expect(payloads('plugin:error').map(({ plugin, error }) => [plugin, error.code])).toEqual([
      ['acme.a', 'RESULT_INVALID'],
    ]);
  });

  test('that does not exist is named with the nearest one', async () => {
    const { manager } = await createHost({
      'acme.a': summarizer('acme.x/sumarize', 'text'),
      'acme.x': contributor(),
    });
    await manager.start();
    expect(manager.get('acme.a')).toMatchObject({
      state: 'unresolved',
      code: 'MANIFEST_HOOK_UNKNOWN',
      reason:
        'The plugin "acme.a" 1.0.0 implements the hook "acme.x/sumarize", which "acme.x" 1.0.0 does not contribute (did you mean "acme.x/summarize"?).',
    });
  });
});

import { join } from 'node:path';
import { builtin } from 'hookline';
import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from './host.ts';
import { BREAKER, startHost } from './tripped-host.ts';

const HANGS = '{ hooks: { greet: () => new Promise(() => {}) } }';
const QUICK_HANGS = '{ hooks: { quick: () => new Promise(() => {}) } }';

describe('a limit that was not kept', () => {
  test.each<[string, WrittenPlugin, 'greet' | 'quick', string]>([
    [
      'of all calls of the plugin',
      { manifest: { limits: { callMs: 5 } }, code: HANGS },
      'greet',
      '"limits.callMs" in its manifest',
    ],
    [
      'of the hookimpl',
      { manifest: { limits: { callMs: 9000 }, hooks: { greet: { timeoutMs: 5 } } }, code: HANGS },
      'greet',
      '"timeoutMs" of the hook "greet" in its manifest',
    ],
    [
      'of the hookspec',
      { manifest: { limits: { callMs: 9000 }, hooks: { quick: {} } }, code: QUICK_HANGS },
      'quick',
      'timeoutMs in the hookspec',
    ],
    [
      'that manifest and hookspec have in common',
      { manifest: { limits: { callMs: 50 }, hooks: { quick: {} } }, code: QUICK_HANGS },
      'quick',
      '"limits.callMs" in its manifest and timeoutMs in the hookspec',
    ],
  ])('is raised where it was set: that %s', async (_, plugin, hook, place) => {
    const { manager } = await createHost({ 'acme.a': plugin });
    await manager.start();
    const { report } =
      hook === 'greet'
        ? await manager.hooks.executeWithReport('greet', { name: 'x' })
        : await manager.hooks.executeWithReport('quick');
    expect(report.entries[0]?.error).toMatchObject({
      code: 'HOOK_TIMEOUT',
      hint: `Make the plugin answer sooner and heed ctx.signal, or raise ${place}.`,
    });
  });
});

describe('hookimpls that do not fit the hookspecs', () => {
  test('are mended in the manifest, whose file is named', async () => {
    const host = await createHost({
      'acme.a': { manifest: { hooks: { quick: { timeoutMs: 60 } } } },
      'acme.b': { manifest: { hooks: { greet: { filter: { nam: 'x' } } } } },
    });
    await host.manager.start();
    expect(host.manager.list().map(({ state, code, reason, remedy }) => [state, code, reason, remedy])).toEqual([
      [
        'failed',
        'HOOKIMPL_INVALID',
        'The plugin "acme.a" 1.0.0 cannot be registered: hook "quick": "timeoutMs" may only lower the 50 ms of the hookspec, not raise them to 60 ms',
        `Mend "hooks" in its manifest "${join(host.folder, 'plugins/acme.a/plugin.json')}", then rescan.`,
      ],
      [
        'failed',
        'HOOKIMPL_INVALID',
        expect.stringContaining('hook "greet": ') as string,
        `Mend "hooks" in its manifest "${join(host.folder, 'plugins/acme.b/plugin.json')}", then rescan.`,
      ],
    ]);
    await host.write({ 'acme.a': { manifest: { hooks: { quick: { timeoutMs: 40 } } } } });
    await host.manager.rescan();
    expect(host.states()).toEqual({ 'acme.a': 'ready', 'acme.b': 'failed' });
  });

  test('are mended in one of the manifests if they stand in the way of each other', async () => {
    const { manager, folder } = await createHost({
      'acme.a': { manifest: { hooks: { greet: { before: 'acme.b' } } } },
      'acme.b': { manifest: { hooks: { greet: { before: 'acme.a' } } } },
    });
    await manager.start();
    const failed = manager.list({ state: 'failed' }).map(({ id, code, remedy }) => [id, code, remedy]);
    expect(failed).toEqual([
      [
        'acme.b',
        'ORDER_CYCLE',
        `Remove one of the constraints on the path that the message shows, for instance under "hooks" in its manifest "${join(folder, 'plugins/acme.b/plugin.json')}", then rescan.`,
      ],
    ]);
  });

  test('of a plugin in code are mended in the code of the host', async () => {
    const manifest = { id: 'acme.a', version: '1.0.0', api: '^1.0', hooks: { quick: { timeoutMs: 60 } } };
    const plugin = { hooks: { quick: () => 'x' } };
    const { manager } = await createHost({}, { sources: [builtin([{ manifest, plugin }])] });
    await manager.start();
    expect(manager.get('acme.a')?.remedy).toBe('Mend "hooks" in its manifest, in the code of the host, then rescan.');
  });
});

test('a plugin that lacks its configuration and its secrets is told to lack both', async () => {
  const schema = { type: 'object', properties: { site: { type: 'string' } }, required: ['site'] };
  const manifest = { config: { schema }, secrets: [{ key: 'TOKEN', required: true }] };
  const { manager } = await createHost({ 'acme.a': { manifest } });
  await manager.start();
  const { state, code, reason, remedy } = manager.get('acme.a')!;
  expect({ state, code, reason, remedy }).toEqual({
    state: 'unconfigured',
    code: 'CONFIG_INVALID',
    reason:
      'The configuration of the plugin "acme.a" 1.0.0 is not valid: the key "site" is missing. The plugin "acme.a" 1.0.0 does not have its secrets: the secret "TOKEN" is missing.',
    remedy: 'Mend the keys that the message names. Give the host the secrets that the message names.',
  });
  const configured = await manager.configure('acme.a', { site: 'x' });
  expect([configured.code, configured.remedy]).toEqual([
    'SECRET_MISSING',
    'Give the host the secrets that the message names.',
  ]);
});

test.each([
  [60_000, 'it is tried again by itself'],
  [Infinity, 'it is not tried again by itself'],
])('a plugin that is left out for %s ms can be enabled to be tried at once', async (cooldownMs, again) => {
  const host = await startHost("{ hooks: { greet: () => { throw new Error('no net'); } } }", {
    ...BREAKER,
    cooldownMs,
    maxCooldownMs: Infinity,
  });
  await host.greet();
  const remedy = `Look at its errors; ${again}. Enable "acme.a" to try it at once.`;
  expect([host.manager.get('acme.a')?.remedy, host.manager.explain('acme.a').changes]).toEqual([remedy, [remedy]]);
});

test('a hook that only the code names is shown with the one of the manifest that was probably meant', async () => {
  const code = "{ hooks: { greets: () => 'x', unlike: () => 'y' } }";
  const { manager, greet } = await createHost({ 'acme.a': { code } });
  await manager.start();
  await greet();
  expect(manager.get('acme.a')?.reason).toBe(
    'The hooks of the plugin "acme.a" 1.0.0 differ: the code implements "greets" (did you mean "greet"?), "unlike", which the manifest does not name; the manifest names "greet", which the code does not implement. In the manifest: "greet". In the code: "greets", "unlike".',
  );
});

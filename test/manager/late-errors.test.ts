import { describe, expect, test } from 'vitest';
import { createHost, type TestHost, type WrittenPlugin } from './host.ts';
import { createGate, until } from './share-with-plugins.ts';

const FOREVER = 10 * 60_000;

async function startHost(plugin: WrittenPlugin, errors = 5): Promise<TestHost> {
  const host = await createHost({ 'acme.a': plugin }, { health: { errors, cooldownMs: FOREVER } });
  await host.manager.start();
  return host;
}

describe('an error that comes late', () => {
  /** Does what stands in `late` some time after the call has ended. */
  const failing = (late: string): string => `{ hooks: { greet: () => { ${late}; return 'a'; } } }`;

  test.each([
    ['in a timer', "setTimeout(() => { throw new Error('of acme.a'); }, 1)", 'uncaughtException'],
    ['in a microtask', "queueMicrotask(() => { throw new Error('of acme.a'); })", 'uncaughtException'],
    ['in a promise', "(async () => { await null; throw new Error('of acme.a'); })()", 'unhandledRejection'],
  ])('%s is that of the plugin, and counts', async (_, late, origin) => {
    const host = await startHost({ code: failing(late) }, 1);
    expect(await host.greet()).toEqual(['a']);
    await until(() => host.payloads('plugin:error').length > 0);
    const what = origin === 'unhandledRejection' ? 'A rejection' : 'An error';
    expect(
      host
        .payloads('plugin:error')
        .map(({ error, ...facts }) => ({ ...facts, code: error.code, message: error.message, data: error.data })),
    ).toEqual([
      {
        plugin: 'acme.a',
        version: '1.0.0',
        phase: 'late',
        code: 'PLUGIN_ERROR_LATE',
        message: `${what} that nobody handled comes from the plugin "acme.a": of acme.a`,
        data: { plugin: 'acme.a', origin },
      },
    ]);
    expect([host.states(), await host.greet()]).toEqual([{ 'acme.a': 'tripped' }, []]);
  });

  test('is nothing new where the time limit has been reported', async () => {
    const gate = createGate();
    const host = await startHost({
      manifest: { hooks: { quick: {} } },
      code: `{ hooks: { quick: async () => { await ${gate.opened}; throw new Error('too late'); } } }`,
    });
    await host.manager.hooks.execute('quick');
    gate.open();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(host.payloads('plugin:error').map(({ phase, error }) => [phase, error.code])).toEqual([
      ['hook', 'HOOK_TIMEOUT'],
    ]);
  });

  test('of a plugin that is no longer there is still named', async () => {
    const gate = createGate();
    const host = await startHost({
      code: failing(`(async () => { await ${gate.opened}; throw new Error('of acme.a'); })()`),
    });
    await host.greet();
    await host.manager.disable('acme.a');
    gate.open();
    await until(() => host.payloads('plugin:error').length > 0);
    expect([host.payloads('plugin:error').map(({ plugin, phase }) => [plugin, phase]), host.states()]).toEqual([
      [['acme.a', 'late']],
      { 'acme.a': 'disabled' },
    ]);
  });
});

describe('a secret that a plugin throws', () => {
  const SECRET = 'hunter2-hunter2';
  const FAIL = "throw new Error('with ' + ctx.secrets.get('TOKEN'));";
  const MANIFEST = {
    secrets: [{ key: 'TOKEN', required: true, description: 'A token.' }],
    config: { schema: { type: 'object' } },
  };

  /** Everything that the manager tells, as text. */
  const told = ({ events, manager }: TestHost): string =>
    JSON.stringify([events.map(([, payload]) => payload), manager.list()], (_, value: unknown) =>
      value instanceof Error ? [value.message, value.stack, value.cause, Object.entries(value)] : value,
    );

  test.each([
    ['in a hook', `{ hooks: { greet: (args, ctx) => { ${FAIL} } } }`],
    ['in activate', `{ activate(ctx) { ${FAIL} }, hooks: { greet: () => 'a' } }`],
    ['in deactivate', `{ deactivate(ctx) { ${FAIL} }, hooks: { greet: () => 'a' } }`],
    ['in a disposal', `{ activate(ctx) { ctx.onDispose(() => { ${FAIL} }); }, hooks: { greet: () => 'a' } }`],
    ['in a timer', `{ hooks: { greet: (args, ctx) => { setTimeout(() => { ${FAIL} }, 1); return 'a'; } } }`],
    ['in a promise', `{ hooks: { greet: (args, ctx) => { (async () => { ${FAIL} })(); return 'a'; } } }`],
    ['at a new configuration', `{ onConfigChange(config, ctx) { ${FAIL} }, hooks: { greet: () => 'a' } }`],
  ])('%s is told nowhere', async (where, code) => {
    const host = await createHost({ 'acme.a': { manifest: MANIFEST, code } }, { secrets: () => SECRET });
    await host.manager.start();
    const { report } = await host.manager.hooks.executeWithReport('greet', { name: 'x' });
    if (/timer|promise/.test(where)) await until(() => host.payloads('plugin:error').length > 0);
    await host.manager.configure('acme.a', { round: 1 });
    await host.manager.stop();
    await until(() => host.payloads('plugin:error').length > 0);
    const boot = await host.manager.start();
    const explanation = host.manager.explain('acme.a');
    expect(told(host)).toContain('with [secret TOKEN]');
    expect([told(host), JSON.stringify([report, boot]), String(boot), String(explanation)].join()).not.toContain(
      SECRET,
    );
  });

  test('where it makes a service does not reach whoever asks for that', async () => {
    const host = await createHost(
      {
        'acme.a': {
          manifest: { ...MANIFEST, provides: { clock: '1.0.0' } },
          code: `{ services: { clock: (ctx) => { ${FAIL} } }, hooks: { greet: () => 'a' } }`,
        },
      },
      { secrets: () => SECRET },
    );
    await host.manager.start();
    const error = (await host.manager.service('clock').catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toContain('with [secret TOKEN]');
    expect([error.message, error.stack, (error.cause as Error).stack].join()).not.toContain(SECRET);
  });
});

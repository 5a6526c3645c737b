import { describe, expect, test } from 'vitest';
import { createHost } from './host.ts';
import { contributing, ECHO, plain } from './importing-plugin.ts';
import { until } from './share-with-plugins.ts';

describe.each(['worker', 'process'] as const)('a command of a plugin in a %s', { timeout: 30_000 }, (runner) => {
  const options = { runners: { min: runner } };

  test('gets what it was given, and gives what it made', async () => {
    const { manager } = await createHost({ 'acme.one': ECHO }, options);
    await manager.start();
    const given = { args: ['a', 'b'], options: { limit: 5 } };
    expect(await manager.runCommand('import', given)).toEqual({
      args: { file: 'a', more: ['b'] },
      options: { format: 'csv', 'dry-run': false, limit: 5 },
      by: 'acme.one',
    });
    expect(manager.get('acme.one')).toMatchObject({ state: 'active', runner, activatedBy: 'command import' });
    expect(manager.loaded()).toMatchObject([
      { plugin: 'acme.one', runner, activatedBy: 'command import', failed: false },
    ]);
  });

  test('fails, is aborted and has its time as elsewhere', async () => {
    const { manager, payloads } = await createHost(
      {
        'acme.one': contributing(
          [plain('fail'), plain('wait')],
          `{
            fail: () => { throw new TypeError('no use'); },
            wait: ({ signal }, ctx) => new Promise(() => signal.addEventListener('abort', () => ctx.log.info('told'))),
          }`,
        ),
      },
      options,
    );
    await manager.start();
    await expect(manager.runCommand('fail')).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: 'The command "acme.one/fail" failed: no use',
      cause: { message: 'no use' },
    });
    await expect(manager.runCommand('wait', { timeoutMs: 20 })).rejects.toMatchObject({ code: 'COMMAND_TIMEOUT' });
    const controller = new AbortController();
    const waiting = manager.runCommand('wait', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toMatchObject({ code: 'COMMAND_ABORTED' });
    await until(() => payloads('plugin:log').length > 0);
    expect(payloads('plugin:log')[0]).toMatchObject({ plugin: 'acme.one', message: 'told' });
  });

  test('fails when its plugin ends', async () => {
    const { manager } = await createHost(
      { 'acme.one': contributing([plain('exit')], '{ exit: () => new Promise(() => process.exit(3)) }') },
      options,
    );
    await manager.start();
    await expect(manager.runCommand('exit')).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      cause: { code: 'RPC_CLOSED' },
    });
  });

  test('has to have the name that the manifest gives it', async () => {
    const { manager } = await createHost({ 'acme.one': contributing([plain('a')], '{ b() {} }') }, options);
    await manager.start();
    await expect(manager.runCommand('a')).rejects.toMatchObject({ cause: { code: 'PLUGIN_COMMANDS_MISMATCH' } });
  });
});

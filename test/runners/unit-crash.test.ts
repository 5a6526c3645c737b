import { describe, expect, test } from 'vitest';
import { createHost, type WrittenPlugin } from '../manager/host.ts';

/** A plugin with things to dispose of, that ends its thread or process where it is told to. */
function crashing(where: 'call' | 'timer' | 'deactivate' | 'disposal', runner: 'worker' | 'process'): WrittenPlugin {
  return {
    manifest: { runner: { min: runner } },
    code: `{
      activate(ctx) {
        for (const name of ['a', 'b', 'c']) {
          ctx.onDispose(() => { if ('${where}' === 'disposal' && name === 'b') process.exit(3); });
        }
      },
      deactivate() { if ('${where}' === 'deactivate') process.exit(3); },
      hooks: { greet: async ({ name }, ctx) => {
        await ctx.locks.acquire('mine');
        if ('${where}' === 'timer') setTimeout(() => process.exit(3), 20);
        if ('${where}' === 'call') process.exit(3);
        return name;
      } },
    }`,
  };
}

const STUCK = `{
  activate(ctx) { for (const name of ['a', 'b', 'c']) ctx.onDispose(() => name); },
  deactivate() { while (true); },
  hooks: { greet: ({ name }) => name },
}`;

describe.each(['worker', 'process'] as const)('a crash in a %s is told of once', { timeout: 30_000 }, (runner) => {
  const errorsOf = async (where: Parameters<typeof crashing>[0], end: 'wait' | 'disable') => {
    const { manager, greet, payloads } = await createHost({ 'acme.one': crashing(where, runner) });
    await manager.start();
    await greet('x');
    if (end === 'disable') await manager.disable('acme.one');
    const last = end === 'wait' ? 'RUNNER_EXITED' : 'DEACTIVATE_FAILED';
    const codes = (): readonly string[] => payloads('plugin:error').map(({ error }) => error.code);
    await expect.poll(codes, { timeout: 10_000 }).toContain(last);
    await manager.stop();
    expect(manager.locks()).toEqual([]);
    return codes();
  };

  test('in a call: by the call, and by the end of the plugin', async () => {
    expect(await errorsOf('call', 'wait')).toEqual(['HOOK_FAILED', 'RUNNER_EXITED']);
  });

  test('while nobody calls it', async () => {
    expect(await errorsOf('timer', 'wait')).toEqual(['RUNNER_EXITED']);
  });

  test('while it is deactivated: disposals that died with it are no errors', async () => {
    expect(await errorsOf('deactivate', 'disable')).toEqual(['DEACTIVATE_FAILED']);
  });

  test('in an endless loop while it is deactivated: what it would dispose of ends with it', async () => {
    const plugin = { ...crashing('call', runner), code: STUCK };
    const { manager, greet, payloads } = await createHost({ 'acme.one': plugin }, { limits: { deactivateMs: 200 } });
    await manager.start();
    await greet('x');
    await manager.stop();
    expect(payloads('plugin:error').map(({ error }) => error.code)).toEqual(['DEACTIVATE_TIMEOUT']);
  });

  test('in a disposal: those that come after it died with it', async () => {
    expect(await errorsOf('disposal', 'disable')).toEqual(['DEACTIVATE_FAILED']);
  });
});

import { hook, type HookContext } from 'hookline';
import { describe, expect, test } from 'vitest';
import { backends, counts, defer, plainReport, setUp, settled, skipped, specOf, untilAborted } from './call-setup.ts';

const policies = ['isolate', 'fail', 'aggregate'] as const;

describe.each(backends)('with the backend %s', (backend) => {
  test.each(policies)('aborting inside a wrapper stops what it has not started, under %s', async (onError) => {
    for (const sync of [true, false]) {
      const { add, failure, errors } = setUp(specOf({ kind: 'collect', sync }, { onError }), { backend });
      const controller = new AbortController();
      const ran: string[] = [];
      add('outer', {
        wrapper: true,
        handler: (_args: unknown, next: () => unknown) => {
          controller.abort('by the wrapper');
          return next();
        },
      });
      add('inner', {
        wrapper: true,
        handler: (_args: unknown, next: () => unknown) => {
          ran.push('inner');
          return next();
        },
      });
      add('a', () => ran.push('a'));
      const { code, cause } = await failure(undefined, { signal: controller.signal });
      await settled();
      expect({ code, cause, ran, errors }).toEqual({
        code: 'CALL_ABORTED',
        cause: 'by the wrapper',
        ran: [],
        errors: [],
      });
    }
  });

  test.each(policies)('a wrapper cannot take an abort back, whatever it does with the error (%s)', async (onError) => {
    const endings: Record<string, () => unknown> = {
      'a value': () => ['saved'],
      nothing: () => undefined,
      'an error': () => {
        throw new Error('of the wrapper');
      },
    };
    for (const sync of [true, false]) {
      for (const [name, end] of Object.entries(endings)) {
        const { add, failure } = setUp(specOf({ kind: 'collect', sync }, { onError }), { backend });
        const controller = new AbortController();
        add('swallows', {
          wrapper: true,
          handler: sync
            ? (_args: unknown, next: () => unknown) => {
                try {
                  next();
                } catch {}
                return end();
              }
            : async (_args: unknown, next: () => Promise<unknown>) => {
                await next().catch(() => {});
                return end();
              },
        });
        add('aborts', () => controller.abort('stop'));
        add('next', () => 'next');
        const { code, cause } = await failure(undefined, { signal: controller.signal });
        await settled();
        expect({ name, sync, code, cause }).toEqual({ name, sync, code: 'CALL_ABORTED', cause: 'stop' });
      }
    }
  });

  test.each(policies)('a wrapper that fails because of the abort is no error of the plugin (%s)', async (onError) => {
    const { add, failure, errors, hooks } = setUp(hook.collect({ onError }), { backend });
    add('waits', {
      wrapper: true,
      handler: (_args: unknown, _next: unknown, ctx: HookContext) => untilAborted(undefined, ctx),
    });
    add('a', () => 'a');
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    const { report } = await failed;
    await settled();
    expect(plainReport(report!).entries).toEqual([
      { ...skipped('waits', 'the call was aborted while it ran'), wrapper: true },
      skipped('a', 'the call was aborted'),
    ]);
    expect([errors, counts(hooks.stats())]).toEqual([[], { work: [1, 0, 0], waits: [1, 0, 0], a: [0, 0, 0] }]);
  });

  test('a wrapper that calls next() after the abort gets the error, and starts nobody', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    const gate = defer<undefined>();
    const ran: string[] = [];
    let code: unknown;
    add('slow', {
      wrapper: true,
      handler: async (_args: unknown, next: () => Promise<unknown>) => {
        await gate.promise;
        await next().catch((error: { code: string }) => {
          code = error.code;
        });
      },
    });
    add('inner', { wrapper: true, handler: () => ran.push('inner') });
    add('a', () => ran.push('a'));
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    await failed;
    gate.resolve(undefined);
    await settled();
    expect([code, ran]).toEqual(['CALL_ABORTED', []]);
  });
});

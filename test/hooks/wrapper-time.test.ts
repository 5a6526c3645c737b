import { hook, type HookContext } from 'hookline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  answer,
  backends,
  entry,
  FakeClock,
  hang,
  plainReport,
  setUp,
  specOf,
  timings,
  unhandledOf,
} from './call-setup.ts';

type Next = () => Promise<unknown>;
const timedOut = { wrapper: true, status: 'timeout', error: 'HOOK_TIMEOUT' };

describe.each(backends)('with the backend %s', (backend) => {
  test.each([{ sync: true }, { sync: false }])(
    'the time of a wrapper does not count what it wraps (sync: $sync)',
    async ({ sync }) => {
      const clock = new FakeClock();
      const { add, report, hooks } = setUp(specOf({ kind: 'collect', sync }), { backend, clock: clock.read });
      const spending = (before: number, after: number) =>
        sync
          ? (_args: unknown, next: () => unknown) => {
              clock.now += before;
              next();
              clock.now += after;
            }
          : async (_args: unknown, next: Next) => {
              clock.now += before;
              await next();
              clock.now += after;
            };
      add('outer', { wrapper: true, handler: spending(1, 2) });
      add('inner', { wrapper: true, handler: spending(10, 20) });
      add('a', () => {
        clock.now += 100;
      });
      add('b', () => {
        clock.now += 200;
      });
      const { report: made } = await report();
      const times = Object.fromEntries(made.entries.map(({ plugin, durationMs }) => [plugin, durationMs]));
      expect({ ...times, whole: made.durationMs }).toEqual({ outer: 3, inner: 30, a: 100, b: 200, whole: 333 });
      const means = Object.fromEntries(hooks.stats().map(({ plugin = 'whole', mean }) => [plugin, mean]));
      expect(means).toEqual({ outer: 3, inner: 30, a: 100, b: 200, whole: 333 });
    },
  );

  test('a wrapper that fails or does not call next() has its own time', async () => {
    const clock = new FakeClock();
    const { add, report } = setUp(hook.sync.collect(), { backend, clock: clock.read });
    add('fails', {
      wrapper: true,
      handler: () => {
        clock.now += 5;
        throw new Error('no');
      },
    });
    add('stops', {
      wrapper: true,
      handler: () => {
        clock.now += 7;
      },
    });
    const { report: made } = await report();
    expect(made.entries.map(({ durationMs }) => durationMs)).toEqual([5, 7]);
  });

  test('a slow wrapper is called slow, not the one around it', async () => {
    const clock = new FakeClock();
    const { add, hooks, call } = setUp(hook.sync.collect(), { backend, clock: clock.read, slowMs: 50 });
    const slow: unknown[] = [];
    hooks.on('hook:slow', ({ plugin, durationMs }) => slow.push([plugin, durationMs]));
    add('outer', { wrapper: true, handler: (_args: unknown, next: () => unknown) => void next() });
    add('slow', {
      wrapper: true,
      handler: (_args: unknown, next: () => unknown) => {
        clock.now += 60;
        next();
      },
    });
    add('a', () => {
      clock.now += 10;
    });
    await call();
    expect(slow).toEqual([['slow', 60]]);
  });

  describe.each(timings)('with timing %s', (timing) => {
    test('the limit of a wrapper counts its own time only', async () => {
      const { add, report } = setUp(hook.collect(), { backend, timing });
      add('around', { wrapper: true, timeoutMs: 20, handler: async (_args: unknown, next: Next) => next() });
      add('slow', async () => sleep(40, 'slow'));
      const { value, report: made } = await report();
      expect({ value, entries: plainReport(made).entries }).toEqual({
        value: ['slow'],
        entries: [{ ...answer('around', ['slow']), wrapper: true }, answer('slow', 'slow')],
      });
    });

    test('a wrapper that hangs before next() is given up, and what is inside runs', async () => {
      const { add, report, errors } = setUp(hook.collect({ timeoutMs: 5 }), { backend, timing });
      add('hangs', { wrapper: true, handler: hang });
      add('a', () => 'a');
      const { value, report: made } = await report();
      expect({ value, entries: plainReport(made).entries }).toEqual({
        value: ['a'],
        entries: [entry('hangs', timedOut), answer('a', 'a')],
      });
      expect(errors.map(({ error }) => error.message)).toEqual([
        'The wrapper of the plugin "hangs" 1.0.0 for the hook "work" did not settle within 5 ms.',
      ]);
    });

    test('a wrapper that hangs after next() is given up, and leaves the inner result', async () => {
      const { add, report } = setUp(hook.collect(), { backend, timing });
      add('hangs', {
        wrapper: true,
        timeoutMs: 5,
        handler: async (_args: unknown, next: Next) => {
          await next();
          return hang();
        },
      });
      add('a', () => 'a');
      const { value, report: made } = await report();
      expect({ value, entries: plainReport(made).entries }).toEqual({
        value: ['a'],
        entries: [entry('hangs', timedOut), answer('a', 'a')],
      });
    });
  });

  test('the time before and after next() adds up', async () => {
    const { add, report } = setUp(hook.collect(), { backend });
    add('around', {
      wrapper: true,
      timeoutMs: 30,
      handler: async (_args: unknown, next: Next) => {
        await sleep(20);
        await next();
        await sleep(20);
        return hang();
      },
    });
    add('slow', async () => sleep(20, 'slow'));
    const { value, report: made } = await report();
    expect([value, made.entries[0]!.status]).toEqual([['slow'], 'timeout']);
  });

  test('under fail, a wrapper that hangs ends the call', async () => {
    const { add, failure } = setUp(hook.collect({ onError: 'fail' }), { backend });
    add('hangs', { wrapper: true, timeoutMs: 5, handler: hang });
    add('a', () => 'a');
    const { code, report } = await failure();
    expect([code, plainReport(report!).entries]).toEqual([
      'HOOK_TIMEOUT',
      [entry('hangs', timedOut), entry('a', { status: 'skipped', reason: 'the hookimpl of "hangs" failed' })],
    ]);
  });

  test('the limit aborts ctx.signal of the wrapper alone', async () => {
    const { add, call, errors } = setUp(hook.collect(), { backend });
    const signals: Record<string, AbortSignal> = {};
    const note = (id: string, ctx: HookContext): void => {
      signals[id] = ctx.signal;
    };
    add('hangs', {
      wrapper: true,
      timeoutMs: 5,
      handler: (_args: unknown, _next: Next, ctx: HookContext) => {
        note('hangs', ctx);
        return hang();
      },
    });
    add('around', {
      wrapper: true,
      handler: (_args: unknown, next: Next, ctx: HookContext) => {
        note('around', ctx);
        return next();
      },
    });
    add('a', (_args: unknown, ctx: HookContext) => note('a', ctx));
    await call();
    expect(Object.entries(signals).map(([id, { aborted }]) => [id, aborted])).toEqual([
      ['hangs', true],
      ['around', false],
      ['a', false],
    ]);
    expect(signals['hangs']!.reason).toBe(errors[0]!.error);
  });

  test('what a wrapper does after its limit changes nothing, and is not unhandled', async () => {
    const { add, report } = setUp(hook.collect({ timeoutMs: 5 }), { backend });
    const unhandled = await unhandledOf(async () => {
      add('late', { wrapper: true, handler: async () => sleep(15, ['late']) });
      add('fails', {
        wrapper: true,
        handler: async () => {
          await sleep(15);
          throw new Error('too late');
        },
      });
      add('a', () => 'a');
      const { value, report: made } = await report();
      const before = plainReport(made);
      await sleep(20);
      expect([value, plainReport(made)]).toEqual([['a'], before]);
      expect(before.entries).toEqual([entry('late', timedOut), entry('fails', timedOut), answer('a', 'a')]);
    });
    expect(unhandled).toEqual([]);
  });

  test('a wrapper goes on with a signal of its own when a concurrent failure ends what it wraps', async () => {
    const { add, call } = setUp(hook.parallel({ onError: 'fail' }), { backend });
    let within: AbortSignal | undefined;
    add('rescues', {
      wrapper: true,
      handler: async (_args: unknown, next: Next, ctx: HookContext) => {
        try {
          return await next();
        } catch {
          return [within!.aborted, ctx.signal.aborted];
        }
      },
    });
    add('runs', (_args: unknown, ctx: HookContext) => {
      within = ctx.signal;
      return hang();
    });
    add('broken', () => Promise.reject(new Error('no')));
    expect(await call()).toEqual([true, false]);
  });

  test('a clock that jumps, forwards or backwards, upsets no limit', async () => {
    for (const jump of [1e9, -1e9]) {
      const clock = new FakeClock();
      const { add, report } = setUp(hook.collect({ timeoutMs: 10_000 }), {
        backend,
        clock: clock.read,
        slowMs: Infinity,
      });
      add('around', {
        wrapper: true,
        handler: async (_args: unknown, next: Next) => {
          await next();
          await sleep(1);
        },
      });
      add('jumps', async () => {
        clock.now += jump;
        return 'a';
      });
      const { value, report: made } = await report();
      expect([value, made.status]).toEqual([['a'], 'ok']);
    }
  });
});

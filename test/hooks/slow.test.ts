import { createHooks, defineHookspecs, hook, type HookContext, type HookEvents } from 'hookline';
import { describe, expect, test } from 'vitest';
import { backends, everyKind, FakeClock, setUp, settled, specOf, warningsOf, type AnyHooks } from './call-setup.ts';
import { z } from 'zod';

type Slow = HookEvents['hook:slow'];

describe.each(backends)('with the backend %s', (backend) => {
  test.each(everyKind)('a hookimpl that takes longer than slowMs gives hook:slow ($kind, sync: $sync)', async (any) => {
    const clock = new FakeClock();
    const types = any.kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {};
    const { add, call, hooks } = setUp(specOf(any, types), { backend, clock: clock.read, slowMs: 100 });
    const heard: Slow[] = [];
    hooks.on('hook:slow', (slow) => heard.push(slow));
    let callId = 0;
    add('just-in-time', () => void (clock.now += 100));
    add('busy', (_args: unknown, ctx: HookContext) => {
      callId = ctx.callId;
      clock.now += 101;
    });
    add('quick', () => {});
    if (!any.sync && any.kind !== 'parallel') {
      add('waits', async () => {
        await settled();
        clock.now += 250;
      });
    }
    await call(any.kind === 'waterfall' ? { text: 'x' } : undefined);
    expect(heard).toEqual([
      { hook: 'work', plugin: 'busy', callId, durationMs: 101 },
      ...(any.sync || any.kind === 'parallel' ? [] : [{ hook: 'work', plugin: 'waits', callId, durationMs: 250 }]),
    ]);
  });

  test('one that fails, or answers what ends the chain, may be slow too', async () => {
    const clock = new FakeClock();
    const { add, call, hooks } = setUp(hook.first(), { backend, clock: clock.read, slowMs: 10 });
    const heard: string[] = [];
    hooks.on('hook:slow', ({ plugin }) => heard.push(plugin));
    add('fails', () => {
      clock.now += 20;
      throw new Error('no');
    });
    add('rejects', async () => {
      clock.now += 20;
      throw new Error('no');
    });
    add('answers', () => {
      clock.now += 20;
      return 'x';
    });
    expect(await call()).toBe('x');
    expect(heard).toEqual(['fails', 'rejects', 'answers']);
  });

  test('a call without a listener warns once a minute for each plugin and hook', async () => {
    const clock = new FakeClock();
    const specs = defineHookspecs({ one: hook.sync.series(), two: hook.series() });
    const hooks = createHooks(specs, { backend, clock: clock.read, slowMs: 100 }) as unknown as AnyHooks;
    const spend = (): void => void (clock.now += 250);
    for (const id of ['acme.a', 'acme.b']) hooks.register({ id, version: '1.0.0' }, { one: spend, two: spend });
    const callAll = async (): Promise<void> => {
      hooks.execute('one');
      await hooks.execute('two');
    };
    const expected = [
      ['acme.a', 'one'],
      ['acme.b', 'one'],
      ['acme.a', 'two'],
      ['acme.b', 'two'],
    ].map(([plugin, name]) => ({
      name: 'HooklineWarning',
      code: 'HOOK_SLOW',
      message: `The plugin "${plugin}" took 250 ms in the hook "${name}". (Shown once a minute for this plugin and hook; listen to "hook:slow" for all.)`,
    }));
    expect(await warningsOf(callAll)).toEqual(expected);
    expect(await warningsOf(callAll)).toEqual([]);
    clock.now += 50_000;
    expect(await warningsOf(callAll)).toEqual([]);
    clock.now += 60_000;
    expect(await warningsOf(callAll)).toEqual(expected);
  });

  test('somebody who listens hears of every one, and nothing is warned about', async () => {
    const clock = new FakeClock();
    const { add, call, hooks } = setUp(hook.sync.series(), { backend, clock: clock.read, slowMs: 10 });
    const heard: number[] = [];
    hooks.on('hook:slow', ({ durationMs }) => heard.push(durationMs));
    hooks.on('hook:slow', () => {
      throw new Error('of the listener');
    });
    add('a', () => void (clock.now += 20));
    const warnings = await warningsOf(async () => {
      for (let count = 0; count < 3; count++) await call();
    });
    expect([heard, warnings.map(({ code }) => code)]).toEqual([[20, 20, 20], ['HOOK_LISTENER_FAILED']]);
  });

  test('with timing off nobody is slow, unless the call gives a report', async () => {
    const clock = new FakeClock();
    const { add, call, report, hooks } = setUp(hook.sync.series(), {
      backend,
      clock: clock.read,
      slowMs: 10,
      timing: 'off',
    });
    const heard: string[] = [];
    hooks.on('hook:slow', ({ plugin }) => heard.push(plugin));
    add('a', () => void (clock.now += 20));
    await call();
    expect(heard).toEqual([]);
    await report();
    expect(heard).toEqual(['a']);
  });

  test.each([{ sync: true }, { sync: false }])(
    'with timing sampled, the call behind a slow one tells who it was (sync: $sync)',
    async ({ sync }) => {
      const clock = new FakeClock();
      const { add, call, hooks } = setUp(specOf({ kind: 'series', sync }), {
        backend,
        clock: clock.read,
        slowMs: 10,
        timing: 'sampled',
      });
      const heard: Slow[] = [];
      hooks.on('hook:slow', (slow) => heard.push(slow));
      let delay = 0;
      add('quick', () => {});
      add('slow', () => void (clock.now += delay));
      await call();
      delay = 20;
      await call();
      expect(heard).toEqual([]);
      await call();
      expect(heard.map(({ plugin, durationMs }) => [plugin, durationMs])).toEqual([['slow', 20]]);
      delay = 0;
      for (let count = 0; count < 64; count++) await call();
      delay = 20;
      await call();
      expect(heard.length).toBe(1);
    },
  );

  test('the limits 0 and Infinity call everything slow, and nothing', async () => {
    const clock = new FakeClock();
    const heard: unknown[] = [];
    for (const slowMs of [0, Infinity]) {
      const { add, call, hooks } = setUp(hook.sync.series(), { backend, clock: clock.read, slowMs });
      hooks.on('hook:slow', ({ durationMs }) => heard.push([slowMs, durationMs]));
      add('instant', () => {});
      add('a', () => void (clock.now += 0.001));
      await call();
    }
    expect(heard).toEqual([[0, expect.closeTo(0.001)]]);
  });

  test('a thousand milliseconds are the limit by default', async () => {
    const clock = new FakeClock();
    const { add, call, hooks } = setUp(hook.sync.series(), { backend, clock: clock.read });
    const heard: string[] = [];
    hooks.on('hook:slow', ({ plugin }) => heard.push(plugin));
    add('a', () => void (clock.now += 1000));
    add('b', () => void (clock.now += 1001));
    await call();
    expect(heard).toEqual(['b']);
  });
});

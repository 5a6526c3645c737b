import { createHooks, defineHookspecs, hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  counts,
  defer,
  hang,
  plainReport,
  setUp,
  settled,
  unhandledOf,
  warningsOf,
  type AnyHooks,
} from './call-setup.ts';

const args = { n: z.number() };

describe.each(backends)('with the backend %s', (backend) => {
  /** A handler that notes what it receives, and the list of its notes. */
  function noting(): { seen: number[]; handler: (args: { n: number }) => void } {
    const seen: number[] = [];
    return { seen, handler: ({ n }) => void seen.push(n) };
  }

  test('hooks are replayed in the order in which they were called, across all of them', async () => {
    const specs = defineHookspecs({
      a: hook.series({ args, historic: true }),
      b: hook.sync.collect({ args, historic: true }),
      c: hook.parallel({ args, historic: true }),
    });
    const hooks = createHooks(specs, { backend });
    await hooks.execute('c', { n: 1 });
    hooks.execute('b', { n: 2 });
    await hooks.execute('a', { n: 3 });
    hooks.execute('b', { n: 4 });
    await hooks.execute('c', { n: 5 });
    const seen: string[] = [];
    const registration = hooks.register(
      { id: 'late', version: '1.0.0' },
      {
        a: async ({ n }) => {
          await settled();
          seen.push(`a${n}`);
        },
        b: ({ n }) => void seen.push(`b${n}`),
        c: async ({ n }) => {
          await settled();
          seen.push(`c${n}`);
        },
      },
    );
    await registration.ready;
    expect(seen).toEqual(['c1', 'b2', 'a3', 'b4', 'c5']);
  });

  test('synchronous hooks are replayed before register returns, up to the first asynchronous call', async () => {
    const specs = defineHookspecs({
      s: hook.sync.series({ args, historic: true }),
      a: hook.series({ args, historic: true }),
    });
    const hooks = createHooks(specs, { backend });
    hooks.execute('s', { n: 1 });
    hooks.execute('s', { n: 2 });
    await hooks.execute('a', { n: 3 });
    hooks.execute('s', { n: 4 });
    const seen: number[] = [];
    const note = ({ n }: { n: number }): void => void seen.push(n);
    const { ready } = hooks.register({ id: 'late', version: '1.0.0' }, { s: note, a: async ({ n }) => note({ n }) });
    expect(seen).toEqual([1, 2, 3]);
    await ready;
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('a promise in a replay of a synchronous hook is an error, and its rejection is not unhandled', async () => {
    const { add, call, errors } = setUp(hook.sync.series({ historic: true }), { backend });
    await call();
    const unhandled = await unhandledOf(() => add('late', () => Promise.reject(new Error('no'))).ready);
    expect([unhandled, errors.map(({ error }) => error.code)]).toEqual([[], ['SYNC_HOOK_RETURNED_PROMISE']]);
  });

  test('a plugin that is disposed of while calls are replayed to it gets no more of them', async () => {
    const { add, call } = setUp(hook.series({ args, historic: true }), { backend });
    for (const n of [1, 2, 3]) await call({ n });
    const gate = defer<undefined>();
    const seen: number[] = [];
    const registration = add('late', async ({ n }: { n: number }) => {
      seen.push(n);
      await gate.promise;
    });
    registration.dispose();
    gate.resolve(undefined);
    await registration.ready;
    expect(seen).toEqual([1]);
  });

  test('one that takes its place while its replay still runs gets all calls, and the first no more', async () => {
    const { add, call } = setUp(hook.series({ args, historic: true }), { backend });
    for (const n of [1, 2]) await call({ n });
    const gate = defer<undefined>();
    const seen: string[] = [];
    const first = add('late', async ({ n }: { n: number }) => {
      seen.push(`first ${n}`);
      await gate.promise;
    });
    first.dispose();
    const second = add('late', ({ n }: { n: number }) => void seen.push(`second ${n}`));
    await second.ready;
    gate.resolve(undefined);
    await first.ready;
    expect(seen).toEqual(['first 1', 'second 1', 'second 2']);
  });

  test('calls that are made while others are replayed come once', async () => {
    const { add, call } = setUp(hook.series({ args, historic: true }), { backend });
    await call({ n: 1 });
    await call({ n: 2 });
    const gate = defer<undefined>();
    const seen: number[] = [];
    const { ready } = add('late', async ({ n }: { n: number }) => {
      if (n === 1) await gate.promise;
      seen.push(n);
    });
    await call({ n: 3 });
    gate.resolve(undefined);
    await ready;
    expect(seen).toEqual([3, 1, 2]);
  });

  test('a call that still runs when a plugin comes is replayed to it', async () => {
    const { add, call } = setUp(hook.series({ args, historic: true }), { backend });
    const gate = defer<undefined>();
    add('slow', () => gate.promise);
    const running = call({ n: 1 });
    const late = noting();
    const { ready } = add('late', late.handler);
    gate.resolve(undefined);
    await Promise.all([running, ready]);
    expect(late.seen).toEqual([1]);
  });

  test('a replay that hangs is ended by its time limit, and ready settles', async () => {
    const { add, call, errors } = setUp(hook.series({ historic: true, timeoutMs: 5 }), { backend });
    await call();
    await call();
    await add('late', hang).ready;
    expect(errors.map(({ error }) => error.code)).toEqual(['HOOK_TIMEOUT', 'HOOK_TIMEOUT']);
  });

  test('ready is settled also where there is nothing to replay', async () => {
    const { add } = setUp(hook.series({ historic: true }), { backend });
    expect(await add('late', () => {}).ready).toBe(undefined);
  });

  test('replays are counted, reported and warned about like calls', async () => {
    const { add, call, hooks } = setUp(hook.series({ historic: true }), { backend });
    await call();
    const reports: unknown[] = [];
    hooks.on('hook:report', (report) => reports.push(plainReport(report)));
    await add('late', () => 'x').ready;
    expect([reports, counts(hooks.stats())]).toEqual([
      [
        {
          hook: 'work',
          status: 'ok',
          entries: [{ plugin: 'late', status: 'ok', answered: true, wrapper: false, value: 'x' }],
        },
      ],
      { work: [2, 0, 0], late: [1, 0, 0] },
    ]);
    const unheard = createHooks({ work: hook.series({ historic: true }) }, { backend }) as unknown as AnyHooks;
    await unheard.execute('work');
    const warnings = await warningsOf(
      () =>
        unheard.register(
          { id: 'broken', version: '1.0.0' },
          {
            work: () => {
              throw new Error('no');
            },
          },
        ).ready,
    );
    expect(warnings.map(({ code }) => code)).toEqual(['HOOK_FAILED']);
  });

  test('a call that was aborted before it started is not remembered, one that was aborted later is', async () => {
    const { add, failure } = setUp(hook.series({ args, historic: true }), { backend });
    await failure({ n: 1 }, { signal: AbortSignal.abort() });
    const controller = new AbortController();
    const failed = failure({ n: 2 }, { signal: controller.signal, extra: hang });
    controller.abort();
    await failed;
    const late = noting();
    await add('late', late.handler).ready;
    expect(late.seen).toEqual([2]);
  });

  test('history is of the hook, so each createHooks has its own', async () => {
    const spec = hook.sync.series({ args, historic: true });
    const [one, two] = [setUp(spec, { backend }), setUp(spec, { backend })];
    await one.call({ n: 1 });
    const late = noting();
    await two.add('late', late.handler).ready;
    expect(late.seen).toEqual([]);
  });
});

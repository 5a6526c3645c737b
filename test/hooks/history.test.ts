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
  specOf,
  unhandledOf,
  warningsOf,
  type AnyHooks,
} from './call-setup.ts';

const replayable = [
  { kind: 'series', sync: false },
  { kind: 'series', sync: true },
  { kind: 'collect', sync: false },
  { kind: 'collect', sync: true },
  { kind: 'parallel', sync: false },
] as const;
const args = { n: z.number() };

describe.each(backends)('with the backend %s', (backend) => {
  /** A handler that notes what it receives, and the list of its notes. */
  function noting(): { seen: number[]; handler: (args: { n: number }) => void } {
    const seen: number[] = [];
    return { seen, handler: ({ n }) => void seen.push(n) };
  }

  describe.each(replayable)('the calls of a historic $kind hook (sync: $sync)', (any) => {
    const historic = (options: object = {}) => setUp(specOf(any, { args, historic: true, ...options }), { backend });

    test('are replayed to a plugin that comes later, oldest first, and only to it', async () => {
      const { add, call } = historic();
      const early = noting();
      add('early', early.handler);
      for (const n of [1, 2, 3]) await call({ n });
      const late = noting();
      await add('late', late.handler).ready;
      await call({ n: 4 });
      expect([early.seen, late.seen]).toEqual([
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ]);
    });

    test('are kept up to the number that the hookspec says', async () => {
      const { add, call } = historic({ historic: { keep: 2 } });
      for (const n of [1, 2, 3, 4]) await call({ n });
      const late = noting();
      await add('late', late.handler).ready;
      expect(late.seen).toEqual([3, 4]);
    });

    test('are not replayed where the hook is not historic', async () => {
      const { add, call } = historic({ historic: false });
      await call({ n: 1 });
      const late = noting();
      await add('late', late.handler).ready;
      expect(late.seen).toEqual([]);
    });

    test('that fail in a replay break nothing: the plugin is registered, and the others come', async () => {
      for (const onError of ['isolate', 'fail', 'aggregate']) {
        const { add, call, errors, hooks } = historic({ onError });
        for (const n of [1, 2, 3]) await call({ n });
        const seen: number[] = [];
        const unhandled = await unhandledOf(async () => {
          await add('late', ({ n }: { n: number }) => {
            seen.push(n);
            if (n === 2) throw new Error('no');
          }).ready;
        });
        expect([seen, unhandled, errors.map(({ plugin, error }) => [plugin, error.code])]).toEqual([
          [1, 2, 3],
          [],
          [['late', 'HOOK_FAILED']],
        ]);
        expect(hooks.plan('work').map(({ plugin }) => plugin)).toEqual(['late']);
      }
    });

    test('are replayed to all hookimpls of the plugin, in their order, and not to its wrappers', async () => {
      const { add, call } = historic();
      await call({ n: 1 });
      await call({ n: 2 });
      const seen: string[] = [];
      await add('late', [
        ({ n }: { n: number }) => void seen.push(`low ${n}`),
        { priority: 5, handler: ({ n }: { n: number }) => void seen.push(`high ${n}`) },
        { wrapper: true, handler: () => void seen.push('wrapper') },
      ]).ready;
      expect(seen).toEqual(['high 1', 'low 1', 'high 2', 'low 2']);
    });

    test('are not wrapped by the wrappers of others when they are replayed', async () => {
      const { add, call } = historic();
      let wrapped = 0;
      add('wraps', {
        wrapper: true,
        handler: (_args: unknown, next: () => unknown) => {
          wrapped += 1;
          return next();
        },
      });
      await call({ n: 1 });
      await add('late', () => {}).ready;
      expect(wrapped).toBe(1);
    });

    test('are filtered as when they were made', async () => {
      const { add, call } = historic();
      for (const n of [1, 2, 3]) await call({ n });
      const late = noting();
      await add('late', { filter: { n: [1, 3] }, handler: late.handler }).ready;
      expect(late.seen).toEqual([1, 3]);
    });

    test('come again to a plugin that was disposed of and is registered once more', async () => {
      const { add, call } = historic();
      await call({ n: 1 });
      const late = noting();
      const first = add('late', late.handler);
      await first.ready;
      first.dispose();
      await add('late', late.handler).ready;
      expect(late.seen).toEqual([1, 1]);
    });

    test('are remembered also where nobody was there, through a view, or with hookimpls of the call', async () => {
      const { add, hooks } = historic();
      await hooks.execute('work', { n: 1 });
      await hooks.without('late').execute('work', { n: 2 });
      await hooks.execute('work', { n: 3 }, { extra: () => {} });
      const late = noting();
      await add('late', late.handler).ready;
      expect(late.seen).toEqual([1, 2, 3]);
    });

    test('are replayed with the payload as the policy promises', async () => {
      for (const payload of ['shared', 'frozen', 'cloned']) {
        const { add, call } = setUp(
          specOf(any, { args: { box: z.object({ n: z.number() }) }, historic: true, payload }),
          { backend },
        );
        const box = { n: 1 };
        await call({ box });
        box.n = 2;
        const received: { n: number }[] = [];
        for (const id of ['a', 'b']) {
          await add(id, ({ box: given }: { box: { n: number } }) => {
            received.push(given);
            if (payload === 'cloned') given.n += 10;
          }).ready;
        }
        expect({
          payload,
          received,
          frozen: received.map((each) => Object.isFrozen(each)),
          same: received[0] === received[1],
        }).toEqual(
          {
            shared: { payload, received: [box, box], frozen: [false, false], same: true },
            frozen: { payload, received: [{ n: 1 }, { n: 1 }], frozen: [true, true], same: true },
            cloned: { payload, received: [{ n: 11 }, { n: 11 }], frozen: [false, false], same: false },
          }[payload],
        );
      }
    });
  });

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

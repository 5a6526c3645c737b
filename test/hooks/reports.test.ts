import { createHooks, hook, type Report, type Reported } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  everyKind,
  FakeClock,
  modes,
  setUp,
  settled,
  specOf,
  timings,
  type AnyHooks,
  type AnyKind,
} from './call-setup.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { args: { text: z.string() }, ...(kind === 'waterfall' ? { thread: 'text' } : {}), ...options };
}

const args = { text: 'start' };

/** The report as plain data, without the time of day. */
function exact({ startedAt, ...report }: Report): object {
  return { ...report, entries: report.entries.map((entry) => ({ ...entry })) };
}

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(everyKind)('the report of a $kind call (sync: $sync)', (any) => {
    const { kind, sync } = any;

    test('holds everything, with exact times in the series and of each in parallel', async () => {
      const clock = new FakeClock();
      const { add, report } = setUp(specOf(any, optionsOf(any)), { backend, clock: clock.read });
      const error = new Error('no');
      const spending = (ms: number, run: () => unknown) => async () => {
        await null;
        clock.now += ms;
        return run();
      };
      const spendingSync = (ms: number, run: () => unknown) => () => {
        clock.now += ms;
        return run();
      };
      // In a parallel hook all would spend at the same time: there they spend it at once.
      const spend = sync || kind === 'parallel' ? spendingSync : spending;
      const silent = kind === 'loop' || kind === 'first';
      add('answers', { id: 'main', priority: 1, handler: spend(1, () => (silent ? undefined : 'x')) });
      add(
        'broken',
        spend(2, () => {
          throw error;
        }),
      );
      add(
        'silent',
        spend(4, () => undefined),
      );
      add('filtered', { filter: { text: 'other' }, handler: () => 'never' });
      add(
        'ends',
        spend(8, () => (kind === 'loop' ? undefined : 'y')),
      );
      add('late', { order: 'last', handler: spend(16, () => undefined) });
      const { value, report: made } = await report(args);
      const values = {
        series: undefined,
        collect: ['x', 'y'],
        first: 'y',
        waterfall: 'y',
        parallel: ['x', 'y'],
        loop: undefined,
      };
      const usual = { version: '1.0.0', id: '1', wrapper: false, answered: false };
      const failure = made.entries[1]!.error!;
      expect({ value, report: exact(made) }).toEqual({
        value: values[kind],
        report: {
          hook: 'work',
          callId: made.callId,
          durationMs: kind === 'first' ? 15 : 31,
          status: 'partial',
          entries: [
            {
              ...usual,
              plugin: 'answers',
              id: 'main',
              status: 'ok',
              durationMs: 1,
              ...(silent ? {} : { answered: true, value: 'x' }),
            },
            { ...usual, plugin: 'broken', status: 'error', durationMs: 2, error: failure },
            { ...usual, plugin: 'silent', status: 'ok', durationMs: 4 },
            {
              ...usual,
              plugin: 'filtered',
              status: 'filtered',
              reason: 'its filter does not match the arguments',
              durationMs: 0,
            },
            {
              ...usual,
              plugin: 'ends',
              status: 'ok',
              durationMs: 8,
              ...(kind === 'loop' ? {} : { answered: true, value: 'y' }),
            },
            kind === 'first'
              ? { ...usual, plugin: 'late', status: 'skipped', reason: '"ends" had answered', durationMs: 0 }
              : { ...usual, plugin: 'late', status: 'ok', durationMs: 16 },
          ],
        },
      });
      expect([failure.code, failure.cause === error]).toEqual(['HOOK_FAILED', true]);
    });

    test('of a hook without hookimpls is ok and empty', async () => {
      const { report } = setUp(specOf(any, optionsOf(any)), { backend });
      const { report: made } = await report(args);
      expect(exact(made)).toEqual({
        hook: 'work',
        callId: made.callId,
        durationMs: 0 + made.durationMs,
        status: 'ok',
        entries: [],
      });
    });

    test('comes with the value itself if the hook is synchronous, with a promise if not', async () => {
      const { hooks } = setUp(specOf(any, optionsOf(any)), { backend });
      const given = hooks.executeWithReport('work', args);
      expect(given instanceof Promise).toBe(!sync);
      expect(Object.keys((await given) as object)).toEqual(['value', 'report']);
    });

    test('says since when the call ran', async () => {
      const { add, report } = setUp(specOf(any, optionsOf(any)), { backend });
      let during = 0;
      add('a', () => {
        during = Date.now();
      });
      const before = Date.now();
      const { report: made } = await report(args);
      expect([before <= made.startedAt, made.startedAt <= during]).toEqual([true, true]);
    });
  });

  test('a plugin may have several entries, each with its id', async () => {
    const { add, report } = setUp(hook.sync.collect(), { backend });
    add('p', [() => 'x', { id: 'named', handler: () => 'y' }, () => 'z']);
    const { report: made } = await report();
    expect(made.entries.map(({ plugin, id, value }) => [plugin, id, value])).toEqual([
      ['p', '1', 'x'],
      ['p', 'named', 'y'],
      ['p', '3', 'z'],
    ]);
  });

  test('entries stand in call order, whatever the order of registration', async () => {
    const { add, report } = setUp(hook.sync.collect(), { backend });
    add('last', { order: 'last', handler: () => 3 });
    add('second', () => 2);
    add('first', { priority: 1, handler: () => 1 });
    expect((await report()).report.entries.map(({ plugin }) => plugin)).toEqual(['first', 'second', 'last']);
  });

  test.each(timings)('reports are exact, whatever the timing (%s)', async (timing) => {
    const clock = new FakeClock();
    const { add, report } = setUp(hook.sync.series(), { backend, timing, clock: clock.read });
    for (const [index, id] of ['a', 'b', 'c'].entries()) add(id, () => void (clock.now += index + 1));
    for (let count = 0; count < 3; count++) {
      const { report: made } = await report();
      expect([made.entries.map(({ durationMs }) => durationMs), made.durationMs]).toEqual([[1, 2, 3], 6]);
    }
  });

  test.each(modes)('error.report is the report of the call that threw, also of a %s one', async (mode) => {
    const { add, hooks, failure } = setUp(hook.collect({ onError: 'fail' }), { backend, mode });
    const heard: Report[] = [];
    hooks.on('hook:report', (report) => heard.push(report));
    add('a', () => 'a');
    add('broken', () => {
      throw new Error('no');
    });
    const error = await failure();
    expect(error.report).toBe(heard[0]);
    // It holds the error in turn, so it stays out of sight where errors are shown or sent.
    expect([Object.keys(error).includes('report'), JSON.stringify(error).includes('"entries"')]).toEqual([
      false,
      false,
    ]);
  });

  test('a report does not change after the call, whatever the hookimpls still do', async () => {
    const { add, report } = setUp(hook.parallel({ timeoutMs: 2 }), { backend });
    let release: ((value: string) => void) | undefined;
    add('late', () => new Promise((resolve) => (release = resolve)));
    add('a', () => 'a');
    const { report: made } = await report();
    const before = structuredClone(made.toJSON());
    release!('too late');
    await settled();
    expect(made.toJSON()).toEqual(before);
  });

  test('each call has a report of its own', async () => {
    const { add, report } = setUp(hook.collect(), { backend });
    add('a', async () => settled());
    const [one, two] = await Promise.all([report(), report()]);
    expect(one.report).not.toBe(two.report);
    expect(one.report.callId).not.toBe(two.report.callId);
  });

  test('plugins of one call are named with their versions', async () => {
    const hooks = createHooks({ work: hook.sync.series() }, { backend }) as unknown as AnyHooks;
    hooks.register({ id: 'acme.a', version: '2.3.4-beta' }, { work: () => {} });
    const { report } = hooks.executeWithReport('work') as Reported<unknown>;
    expect(report.entries.map(({ plugin, version }) => [plugin, version])).toEqual([['acme.a', '2.3.4-beta']]);
  });
});

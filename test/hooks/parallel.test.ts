import { hook, type HookContext, type HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  counts,
  defer,
  entry,
  hang,
  modes,
  plainReport,
  setUp,
  settled,
  skipped,
  unhandledOf,
  type Deferred,
} from './call-setup.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const failed = { status: 'error', error: 'HOOK_FAILED' };

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each([1, 2, 3, 5, 100, Infinity, undefined])('at most %s hookimpls run at a time', async (concurrency) => {
      const { add, call } = setUp(hook.parallel(concurrency === undefined ? {} : { concurrency }), { backend, mode });
      let running = 0;
      let most = 0;
      const started: string[] = [];
      for (const [index, id] of ids.entries()) {
        add(id, async () => {
          started.push(id);
          most = Math.max(most, ++running);
          for (let turn = 0; turn < 5 - index; turn++) await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return id;
        });
      }
      expect(await call()).toEqual(ids);
      expect({ most, started }).toEqual({ most: Math.min(concurrency ?? 5, 5), started: ids });
    });

    test.each([
      { finish: ['a', 'b', 'c', 'd', 'e'] },
      { finish: ['e', 'd', 'c', 'b', 'a'] },
      { finish: ['c', 'a', 'e', 'b', 'd'] },
    ])('the answers stand in plan order, however they finish ($finish)', async ({ finish }) => {
      for (const concurrency of [2, 3, Infinity]) {
        const { add, call } = setUp(hook.parallel({ concurrency }), { backend, mode });
        const gates: Record<string, Deferred<string>> = Object.fromEntries(ids.map((id) => [id, defer<string>()]));
        for (const id of ids) add(id, () => gates[id]!.promise);
        const value = call();
        for (const id of finish) {
          gates[id]!.resolve(id);
          await settled();
        }
        expect(await value).toEqual(ids);
      }
    });

    test('values that come at once, promises and silence mix', async () => {
      const { add, call } = setUp(hook.parallel({ concurrency: 1 }), { backend, mode });
      add('a', () => 'a');
      add('b', async () => 'b');
      add('c', () => undefined);
      add('d', async () => undefined);
      add('e', () => null);
      expect(await call()).toEqual(['a', 'b', null]);
    });

    test('a hookimpl whose filter does not match takes no place', async () => {
      const { add, report } = setUp(hook.parallel({ args: { n: z.number() }, concurrency: 1 }), { backend, mode });
      add('a', async () => 'a');
      add('b', { filter: { n: 2 }, handler: () => 'b' });
      add('c', async () => 'c');
      const { value, report: made } = await report({ n: 1 });
      expect({ value, entries: plainReport(made).entries }).toEqual({
        value: ['a', 'c'],
        entries: [
          answer('a', 'a'),
          entry('b', { status: 'filtered', reason: 'its filter does not match the arguments' }),
          answer('c', 'c'),
        ],
      });
    });

    test('isolate: one of five fails, four values and one error come back', async () => {
      const { add, report, errors } = setUp(hook.parallel(), { backend, mode });
      for (const id of ids) add(id, async () => (id === 'c' ? Promise.reject(new Error('no')) : id));
      const { value, report: made } = await report();
      expect({ value, status: made.status, errors: errors.map(({ plugin }) => plugin) }).toEqual({
        value: ['a', 'b', 'd', 'e'],
        status: 'partial',
        errors: ['c'],
      });
    });

    test('fail: no further one starts, the running ones are not waited for, and the call settles at once', async () => {
      const { add, failure, hooks } = setUp(hook.parallel({ onError: 'fail', concurrency: 3 }), { backend, mode });
      const started: string[] = [];
      const signals: AbortSignal[] = [];
      const gate = defer<never>();
      for (const id of ids) {
        add(id, (_args: unknown, ctx: HookContext) => {
          started.push(id);
          signals.push(ctx.signal);
          if (id === 'a') return 'a';
          return id === 'c' ? gate.promise : hang();
        });
      }
      const failing = failure();
      gate.reject(new Error('no'));
      const { code, data, report } = await failing;
      expect([code, data['plugin'], started]).toEqual(['HOOK_FAILED', 'c', ['a', 'b', 'c', 'd']]);
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
      expect(plainReport(report!).entries).toEqual([
        answer('a', 'a'),
        skipped('b', 'the hookimpl of "c" failed while it ran'),
        entry('c', failed),
        skipped('d', 'the hookimpl of "c" failed while it ran'),
        skipped('e', 'the hookimpl of "c" failed'),
      ]);
      expect(counts(hooks.stats())).toEqual({
        work: [1, 1, 0],
        a: [1, 0, 0],
        b: [1, 0, 0],
        c: [1, 1, 0],
        d: [1, 0, 0],
        e: [0, 0, 0],
      });
    });

    test('fail: one that throws at once keeps those behind it from starting', async () => {
      const { add, failure } = setUp(hook.parallel({ onError: 'fail' }), { backend, mode });
      const started: string[] = [];
      add('a', () => {
        started.push('a');
        return hang();
      });
      add('b', () => {
        throw new Error('no');
      });
      add('c', () => started.push('c'));
      const { report } = await failure();
      expect(started).toEqual(['a']);
      expect(plainReport(report!).entries).toEqual([
        skipped('a', 'the hookimpl of "b" failed while it ran'),
        entry('b', failed),
        skipped('c', 'the hookimpl of "b" failed'),
      ]);
    });

    test('fail: of several that fail, the first counts, and the others are neither counted nor unhandled', async () => {
      const { add, failure, errors, hooks } = setUp(hook.parallel({ onError: 'fail' }), { backend, mode });
      const unhandled = await unhandledOf(async () => {
        for (const id of ids) add(id, async () => Promise.reject(new Error(id)));
        expect(((await failure()).cause as Error).message).toBe('a');
      });
      expect([unhandled, errors.map(({ plugin }) => plugin), hooks.stats()[0]!.errors]).toEqual([[], ['a'], 1]);
    });

    test('aggregate: all run, and the errors come in the order in which they happened', async () => {
      const { add, failure } = setUp(hook.parallel({ onError: 'aggregate', concurrency: 2 }), { backend, mode });
      const gates = { a: defer<never>(), c: defer<never>() };
      add('a', () => gates.a.promise);
      add('b', async () => 'b');
      add('c', () => gates.c.promise);
      add('d', () => {
        throw new Error('d');
      });
      const failing = failure();
      await settled();
      gates.c.reject(new Error('c'));
      await settled();
      gates.a.reject(new Error('a'));
      const error = await failing;
      const order = (error.cause as AggregateError).errors.map((each: HooklineError) => each.data['plugin']);
      expect(order).toEqual(['c', 'd', 'a']);
      expect(plainReport(error.report!).entries.map(({ plugin, status }) => [plugin, status])).toEqual([
        ['a', 'error'],
        ['b', 'ok'],
        ['c', 'error'],
        ['d', 'error'],
      ]);
    });

    test('a time limit frees the place of the one that hangs', async () => {
      const { add, call, errors } = setUp(hook.parallel({ timeoutMs: 5, concurrency: 1 }), { backend, mode });
      add('a', hang);
      add('b', async () => 'b');
      add('c', hang);
      add('d', () => 'd');
      expect(await call()).toEqual(['b', 'd']);
      expect(errors.map(({ plugin, error }) => [plugin, error.code])).toEqual([
        ['a', 'HOOK_TIMEOUT'],
        ['c', 'HOOK_TIMEOUT'],
      ]);
    });

    test('an answer that is refused leaves the others where they stand', async () => {
      const { add, call } = setUp(hook.parallel({ returns: z.string() }), { backend, mode });
      add('a', async () => 'a');
      add('b', () => 1);
      add('c', () => 'c');
      expect(await call()).toEqual(['a', 'c']);
    });

    test('overlapping calls each have their own places', async () => {
      const { add, call } = setUp(hook.parallel({ concurrency: 1 }), { backend, mode });
      const gate = defer<string>();
      let started = 0;
      add('a', () => {
        started += 1;
        return gate.promise;
      });
      const calls = [call(), call(), call()];
      expect(started).toBe(3);
      gate.resolve('a');
      expect(await Promise.all(calls)).toEqual([['a'], ['a'], ['a']]);
    });
  });

  test('each hookimpl has a time of its own: what runs at once counts at once', async () => {
    let now = 0;
    const { add, report } = setUp(hook.parallel(), { backend, clock: () => now });
    const gates = [defer<undefined>(), defer<undefined>()];
    for (const [index, { promise }] of gates.entries()) add(`p${index}`, () => promise);
    const reported = report();
    now = 10;
    gates[1]!.resolve(undefined);
    await settled();
    now = 30;
    gates[0]!.resolve(undefined);
    const { report: made } = await reported;
    expect([made.entries.map(({ durationMs }) => durationMs), made.durationMs]).toEqual([[30, 10], 30]);
  });
});

import { createHooks, hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  counts,
  everyKind,
  FakeClock,
  hang,
  modes,
  setUp,
  specOf,
  timings,
  type AnyHooks,
  type AnyKind,
} from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { args: { text: z.string() }, ...(kind === 'waterfall' ? { thread: 'text' } : {}), ...options };
}

const args = { text: 'x' };

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(timings)('with timing %s', (timing) => {
    describe.each(modes)('in %s calls', (mode) => {
      test.each(everyKind)(
        'every call and every hookimpl that ran is counted, filtered ones and those behind an answer are not ($kind, sync: $sync)',
        async (any) => {
          const { add, call, hooks } = setUp(specOf(any, optionsOf(any)), { backend, timing, mode });
          add('silent', () => undefined);
          add('broken', () => {
            throw new Error('no');
          });
          add('filtered', { filter: { text: 'other' }, handler: () => 'never' });
          add('answers', () => (any.kind === 'loop' ? undefined : 'y'));
          add('late', async () => undefined);
          for (let count = 0; count < 3; count++) await call(args);
          const late = any.kind === 'first' ? [0, 0, 0] : any.sync ? [3, 3, 0] : [3, 0, 0];
          expect(counts(hooks.stats())).toEqual({
            work: [3, 3 + late[1]!, 0],
            silent: [3, 0, 0],
            broken: [3, 3, 0],
            filtered: [0, 0, 0],
            answers: [3, 0, 0],
            late,
          });
        },
      );

      test('answers that are refused count as errors', async () => {
        const { add, call, hooks } = setUp(hook.sync.collect({ returns: z.string() }), { backend, timing, mode });
        add('a', () => 1);
        add('b', () => 'b');
        await call();
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [2, 2, 0], a: [2, 2, 0], b: [2, 0, 0] });
      });

      test.each(['fail', 'aggregate'] as const)('calls that fail under %s count like others', async (onError) => {
        const { add, failure, hooks } = setUp(hook.sync.series({ onError }), { backend, timing, mode });
        add('a', () => {});
        add('broken', () => {
          throw new Error('no');
        });
        add('b', () => {});
        await failure();
        await failure();
        const behind = onError === 'fail' ? [0, 0, 0] : [2, 0, 0];
        expect(counts(hooks.stats())).toEqual({ work: [2, 2, 0], a: [2, 0, 0], broken: [2, 2, 0], b: behind });
      });

      test('time limits count as errors and as what they are', async () => {
        const { add, call, hooks } = setUp(hook.parallel({ timeoutMs: 2 }), { backend, timing, mode });
        add('hangs', hang);
        add('broken', () => Promise.reject(new Error('no')));
        await call();
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [2, 4, 2], hangs: [2, 2, 2], broken: [2, 2, 0] });
      });

      test('wrappers count too, and what they keep from running does not', async () => {
        const { add, call, hooks } = setUp(hook.sync.collect(), { backend, timing, mode });
        add('around', { wrapper: true, handler: wrapperOf(true, {}) });
        add('stops', { wrapper: true, handler: () => ['mine'] });
        add('a', () => 'a');
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [1, 0, 0], around: [1, 0, 0], stops: [1, 0, 0], a: [0, 0, 0] });
      });

      test('each round of a loop counts for its hookimpls, and the call once', async () => {
        const { add, call, hooks } = setUp(hook.sync.loop(), { backend, timing, mode });
        let rounds = 0;
        add('works', () => (++rounds < 4 ? rounds : undefined));
        add('b', () => {});
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [1, 0, 0], works: [4, 0, 0], b: [1, 0, 0] });
      });

      test('several hookimpls of one plugin share a row', async () => {
        const { add, call, hooks } = setUp(hook.sync.collect(), { backend, timing, mode });
        add('p', [
          () => 'a',
          () => 'b',
          () => {
            throw new Error('no');
          },
        ]);
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [1, 1, 0], p: [3, 1, 0] });
      });

      test('calls of a hook without hookimpls count', async () => {
        const { call, hooks } = setUp(hook.sync.series(), { backend, timing, mode });
        await call();
        await call();
        expect(counts(hooks.stats())).toEqual({ work: [2, 0, 0] });
      });
    });
  });

  test('hooks have rows of their own, and views count with the rest', async () => {
    const hooks = createHooks({ one: hook.sync.series(), two: hook.sync.series() }, { backend }) as unknown as AnyHooks;
    hooks.register({ id: 'a', version: '1.0.0' }, { one: () => {}, two: () => {} });
    hooks.execute('one');
    hooks.without('a').execute('one');
    hooks.execute('two');
    expect(hooks.stats().map(({ hook: name, plugin, calls }) => [name, plugin, calls])).toEqual([
      ['one', undefined, 2],
      ['one', 'a', 1],
      ['two', undefined, 1],
      ['two', 'a', 1],
    ]);
  });

  test.each([
    { kind: 'series', sync: true },
    { kind: 'series', sync: false },
    { kind: 'collect', sync: false },
    { kind: 'first', sync: true },
    { kind: 'first', sync: false },
  ] as const)('the times are those of the calls that were timed ($kind, sync: $sync)', async (any) => {
    for (const timing of timings) {
      const clock = new FakeClock();
      const { add, call, hooks } = setUp(specOf(any), { backend, timing, clock: clock.read });
      const spending = (ms: number, answer?: string) => (): unknown => {
        clock.now += ms;
        return any.sync ? answer : Promise.resolve(answer);
      };
      add('a', spending(1));
      add('b', spending(3, 'ends a first hook'));
      for (let count = 0; count < 70; count++) await call();
      const times = hooks.stats().map(({ plugin = 'work', mean, max }) => [plugin, mean, max]);
      const timed = timing !== 'off';
      expect({ timing, times }).toEqual({
        timing,
        times: [
          ['work', timed ? 4 : NaN, timed ? 4 : NaN],
          ['a', timed ? 1 : NaN, timed ? 1 : NaN],
          ['b', timed ? 3 : NaN, timed ? 3 : NaN],
        ],
      });
    }
  });
});

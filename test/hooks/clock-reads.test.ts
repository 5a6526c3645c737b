import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, FakeClock, setUp, settled, specOf, type AnyKind, type SetUp } from './call-setup.ts';

/** The kinds whose calls nobody has to watch. */
const unwatched: readonly AnyKind[] = [
  { kind: 'series', sync: true },
  { kind: 'collect', sync: true },
  { kind: 'first', sync: true },
  { kind: 'waterfall', sync: true },
  { kind: 'series', sync: false },
  { kind: 'collect', sync: false },
  { kind: 'first', sync: false },
  { kind: 'waterfall', sync: false },
];

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(unwatched)('a $kind hook (sync: $sync)', (any) => {
    const clock = new FakeClock();

    function setUpFive(options: object): SetUp {
      const types = { args: { text: z.string() }, ...(any.kind === 'waterfall' ? { thread: 'text' } : {}) };
      const set = setUp(specOf(any, types), { backend, clock: clock.read, ...options });
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        set.add(id, () => (any.sync || id === 'b' ? undefined : Promise.resolve(undefined)));
      }
      return set;
    }

    /** How often the clock is read in each of so many calls. */
    async function readsOf({ call }: SetUp, count: number): Promise<number[]> {
      const reads: number[] = [];
      for (let index = 0; index < count; index++) {
        clock.reads = 0;
        await call({ text: 'x' });
        reads.push(clock.reads);
      }
      return reads;
    }

    test('reads the clock once more than it has hookimpls, with timing exact', async () => {
      expect(await readsOf(setUpFive({ timing: 'exact' }), 3)).toEqual([6, 6, 6]);
      expect(await readsOf(setUpFive({}), 1)).toEqual([6]);
    });

    test('reads no clock with timing off', async () => {
      expect(await readsOf(setUpFive({ timing: 'off' }), 3)).toEqual([0, 0, 0]);
    });

    test('times one call in 64 fully and the others with two reads, with timing sampled', async () => {
      const reads = await readsOf(setUpFive({ timing: 'sampled' }), 200);
      expect(reads).toEqual(reads.map((_, index) => (index % 64 === 0 ? 6 : 2)));
    });

    test('times the 64 calls behind a slow one fully, then goes on as before', async () => {
      const set = setUpFive({ timing: 'sampled', slowMs: 50 });
      const stop = set.hooks.on('hook:slow', () => {});
      await readsOf(set, 5);
      let delay = 51;
      const slow = set.add('slow', () => void (clock.now += delay));
      expect(await readsOf(set, 1)).toEqual([2]);
      delay = 0;
      slow.dispose();
      const reads = await readsOf(set, 70);
      expect(reads.slice(0, 64)).toEqual(Array.from({ length: 64 }, () => 6));
      expect(reads.slice(64)).toEqual(Array.from({ length: 6 }, () => 2));
      stop();
    });

    test('does not read it for a hookimpl whose filter does not match, nor for those it does not reach', async () => {
      const set = setUpFive({});
      set.add('filtered', { order: 'first', filter: { text: 'other' }, handler: () => 'x' });
      expect(await readsOf(set, 1)).toEqual([6]);
      if (any.kind !== 'first') return;
      set.add('ends', { order: 'first', handler: () => 'x' });
      expect(await readsOf(set, 1)).toEqual([2]);
    });

    test('does not read it where there is no hookimpl', async () => {
      const types = { args: { text: z.string() }, ...(any.kind === 'waterfall' ? { thread: 'text' } : {}) };
      expect(await readsOf(setUp(specOf(any, types), { backend, clock: clock.read }), 2)).toEqual([0, 0]);
    });

    test('reads it for a report in any timing, and little more than for exact timing', async () => {
      for (const timing of ['exact', 'sampled', 'off'] as const) {
        const { report } = setUpFive({ timing });
        clock.reads = 0;
        await report({ text: 'x' });
        expect(clock.reads).toBeGreaterThanOrEqual(6);
        expect(clock.reads).toBeLessThanOrEqual(8);
      }
    });
  });

  test('each hookimpl of a parallel hook is timed by a pair of reads of its own', async () => {
    const clock = new FakeClock();
    const { add, report } = setUp(specOf({ kind: 'parallel', sync: false }), { backend, clock: clock.read });
    for (const id of ['a', 'b', 'c']) add(id, () => settled());
    clock.reads = 0;
    await report();
    expect(clock.reads).toBeGreaterThanOrEqual(6);
    expect(clock.reads).toBeLessThanOrEqual(9);
  });

  test('a clock that throws, goes back or gives no number harms no call', async () => {
    const readings: (() => unknown)[] = [
      () => {
        throw new Error('no time');
      },
      () => NaN,
      () => undefined,
      () => -1,
      () => 10n,
    ];
    for (const reading of readings) {
      for (const sync of [true, false]) {
        const { add, call, report, hooks } = setUp(specOf({ kind: 'collect', sync }), {
          backend,
          clock: reading as () => number,
        });
        add('a', () => 'a');
        expect(await call()).toEqual(['a']);
        const { report: made } = await report();
        expect([made.status, made.durationMs >= 0, hooks.stats()[0]!.calls]).toEqual(['ok', true, 2]);
      }
    }
  });
});

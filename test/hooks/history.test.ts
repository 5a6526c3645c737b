import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, setUp, specOf, unhandledOf } from './call-setup.ts';

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
});

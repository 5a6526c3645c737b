import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  counts,
  entry,
  hang,
  modes,
  plainReport,
  setUp,
  settled,
  skipped,
  specOf,
} from './call-setup.ts';

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each([{ sync: true }, { sync: false }])('of a loop (sync: $sync)', ({ sync }) => {
      const loop = (options: object = {}) => setUp(specOf({ kind: 'loop', sync }, options), { backend, mode });
      /** Answers while there is work, as promises where the hook allows it. */
      const working = (box: { left: number }) => (): unknown => {
        const given = box.left > 0 ? box.left-- : undefined;
        return sync ? given : Promise.resolve(given);
      };

      test('each answer starts it again from the first hookimpl, and the rest of the round is left out', async () => {
        const { add, report } = loop();
        const box = { left: 2 };
        add('a', () => undefined);
        add('works', working(box));
        add('c', () => undefined);
        const { value, report: made } = await report();
        expect({ value, report: plainReport(made) }).toEqual({
          value: undefined,
          report: {
            hook: 'work',
            status: 'ok',
            entries: [
              entry('a'),
              answer('works', 2),
              entry('a'),
              answer('works', 1),
              entry('a'),
              entry('works'),
              entry('c'),
            ],
          },
        });
      });

      test.each([1, 2, 5])(
        'with maxRounds %i it may take as many rounds, the last of them without an answer',
        async (maxRounds) => {
          const { add, call, failure } = loop({ maxRounds });
          const box = { left: maxRounds - 1 };
          add('works', working(box));
          expect(await call()).toBe(undefined);
          box.left = maxRounds;
          const { code, message, data } = await failure();
          expect({ code, message, data }).toEqual({
            code: 'LOOP_LIMIT',
            message: `The loop hook "work" was still getting answers after ${maxRounds} rounds; the last one came from the plugin "works".`,
            data: { hook: 'work', plugin: 'works', callId: data['callId'], maxRounds },
          });
        },
      );

      test.each(['isolate', 'fail', 'aggregate'])(
        'the limit throws under %s, with the report of all rounds, and is no error of a plugin',
        async (onError) => {
          const { add, failure, errors, hooks } = loop({ maxRounds: 3, onError });
          add('a', () => undefined);
          add('endless', () => true);
          add('never', () => undefined);
          const { code, report } = await failure();
          const round = [entry('a'), answer('endless', true)];
          expect([code, errors]).toEqual(['LOOP_LIMIT', []]);
          expect(plainReport(report!)).toEqual({
            hook: 'work',
            status: 'failed',
            entries: [...round, ...round, ...round, skipped('never', 'the call ended before its turn')],
          });
          expect(counts(hooks.stats())).toEqual({
            work: [1, 0, 0],
            a: [3, 0, 0],
            endless: [3, 0, 0],
            never: [0, 0, 0],
          });
        },
      );

      test('a hundred rounds are the limit by default', async () => {
        const { add, failure } = loop();
        let rounds = 0;
        add('endless', () => ++rounds);
        const { data } = await failure();
        expect([rounds, data['maxRounds']]).toEqual([100, 100]);
      });

      test('an error starts no new round, and the others go on', async () => {
        const { add, report, errors } = loop();
        const box = { left: 1 };
        add('broken', () => {
          throw new Error('no');
        });
        add('works', working(box));
        const { report: made } = await report();
        const failed = entry('broken', { status: 'error', error: 'HOOK_FAILED' });
        expect(plainReport(made)).toEqual({
          hook: 'work',
          status: 'partial',
          entries: [failed, answer('works', 1), failed, entry('works')],
        });
        expect(errors.length).toBe(2);
      });

      test('aggregate throws the errors of all rounds', async () => {
        const { add, failure } = loop({ onError: 'aggregate' });
        const box = { left: 2 };
        add('broken', () => {
          throw new Error('no');
        });
        add('works', working(box));
        expect(((await failure()).cause as AggregateError).errors.length).toBe(3);
      });

      test('a filter is asked again in each round', async () => {
        const { add, call } = setUp(specOf({ kind: 'loop', sync }, { args: { box: z.object({ left: z.number() }) } }), {
          backend,
          mode,
        });
        const ran: number[] = [];
        add('works', ({ box }: { box: { left: number } }) => (box.left > 0 ? box.left-- : undefined));
        add('at the end'.replaceAll(' ', '-'), {
          filter: { 'box.left': 0 },
          handler: ({ box }: { box: { left: number } }) => void ran.push(box.left),
        });
        await call({ box: { left: 3 } });
        expect(ran).toEqual([0]);
      });
    });

    test('values and promises may take turns, over thousands of rounds', async () => {
      const { add, call } = setUp(hook.loop({ maxRounds: 20_000 }), { backend, mode });
      let rounds = 0;
      add('a', () => (++rounds < 10_000 ? (rounds % 2 === 0 ? Promise.resolve(rounds) : rounds) : undefined));
      add('b', () => undefined);
      await call();
      expect(rounds).toBe(10_000);
    });

    test('a time limit holds in every round', async () => {
      const { add, call, errors } = setUp(hook.loop({ timeoutMs: 2 }), { backend, mode });
      let rounds = 0;
      add('hangs', hang);
      add('works', () => (++rounds < 3 ? rounds : undefined));
      await call();
      expect(errors.map(({ error }) => error.code)).toEqual(['HOOK_TIMEOUT', 'HOOK_TIMEOUT', 'HOOK_TIMEOUT']);
    });
  });

  test('an endless loop can be aborted, synchronous or not', async () => {
    for (const sync of [true, false]) {
      const { add, failure } = setUp(specOf({ kind: 'loop', sync }, { maxRounds: 1_000_000 }), { backend });
      const controller = new AbortController();
      let rounds = 0;
      add('endless', () => {
        if (++rounds === 50) controller.abort();
        return true;
      });
      const { code, report } = await failure(undefined, { signal: controller.signal });
      await settled();
      expect([code, rounds, report!.entries.length]).toEqual(['CALL_ABORTED', 50, 50]);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  entry,
  everyKind,
  modes,
  plainReport,
  setUp,
  skipped,
  specOf,
  type AnyKind,
  type SetUp,
} from './call-setup.ts';

function optionsOf({ kind }: AnyKind, onError: string): object {
  return { onError, ...(kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {}) };
}

const args = (kind: string): object | undefined => (kind === 'waterfall' ? { text: 'start' } : undefined);

/** Five plugins `p0` to `p4`; those whose position is in `failing` fail, the others answer their position. */
function addFive({ add }: SetUp, { kind, sync }: AnyKind, failing: readonly number[], ran: number[]): void {
  for (let index = 0; index < 5; index++) {
    const fails = failing.includes(index);
    const run = (): unknown => {
      ran.push(index);
      if (fails) throw new Error(`no ${index}`);
      return kind === 'first' || kind === 'loop' ? undefined : String(index);
    };
    // Synchronous and asynchronous failures take turns.
    add(`p${index}`, sync || index % 2 === 0 ? run : async () => run());
  }
}

const failingSets = [[0], [2], [4], [1, 3], [0, 1, 2, 3, 4]];
const everyCase = everyKind.flatMap((any) => failingSets.map((failing) => ({ ...any, failing })));

function valueOf(kind: string, failing: readonly number[]): unknown {
  const left = [0, 1, 2, 3, 4].filter((index) => !failing.includes(index)).map(String);
  if (kind === 'collect' || kind === 'parallel') return left;
  return kind === 'waterfall' ? (left.at(-1) ?? 'start') : undefined;
}

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(everyCase)(
      'isolate: $failing of five fail, the others give the value ($kind, sync: $sync)',
      async (any) => {
        const set = setUp(specOf(any, optionsOf(any, 'isolate')), { backend, mode });
        const ran: number[] = [];
        addFive(set, any, any.failing, ran);
        expect(await set.call(args(any.kind))).toEqual(valueOf(any.kind, any.failing));
        expect(ran).toEqual([0, 1, 2, 3, 4]);
        const seen = set.errors.map(({ plugin, hook, error }) => [plugin, hook, error.code]);
        // In a parallel hook those that throw at once fail before those that reject.
        expect(seen.toSorted()).toEqual(any.failing.map((index) => [`p${index}`, 'work', 'HOOK_FAILED']));
        if (any.kind !== 'parallel') expect(seen).toEqual(seen.toSorted());
      },
    );

    test.each(everyCase.filter(({ kind }) => kind !== 'parallel'))(
      'fail: the first of $failing stops the chain ($kind, sync: $sync)',
      async (any) => {
        const set = setUp(specOf(any, optionsOf(any, 'fail')), { backend, mode });
        const ran: number[] = [];
        addFive(set, any, any.failing, ran);
        const error = await set.failure(args(any.kind));
        const first = any.failing[0]!;
        const { code, message, cause } = error;
        expect({ code, message, cause: (cause as Error).message }).toEqual({
          code: 'HOOK_FAILED',
          message: `The hookimpl of the plugin "p${first}" 1.0.0 for the hook "work" failed: no ${first}`,
          cause: `no ${first}`,
        });
        expect(ran).toEqual([0, 1, 2, 3, 4].slice(0, first + 1));
        expect(set.errors.map((payload) => payload.error)).toEqual([error]);
        expect(plainReport(error.report!)).toEqual({
          hook: 'work',
          status: 'failed',
          entries: [0, 1, 2, 3, 4].map((index) => {
            if (index > first) return skipped(`p${index}`, `the hookimpl of "p${first}" failed`);
            if (index === first) return entry(`p${index}`, { status: 'error', error: 'HOOK_FAILED' });
            return any.kind === 'first' || any.kind === 'loop'
              ? entry(`p${index}`)
              : answer(`p${index}`, String(index));
          }),
        });
      },
    );

    test.each(everyCase)(
      'aggregate: all five run, then the errors of $failing are thrown together ($kind, sync: $sync)',
      async (any) => {
        const set = setUp(specOf(any, optionsOf(any, 'aggregate')), { backend, mode });
        const ran: number[] = [];
        addFive(set, any, any.failing, ran);
        const error = await set.failure(args(any.kind));
        expect(ran).toEqual([0, 1, 2, 3, 4]);
        const cause = error.cause as AggregateError;
        const found = cause.errors.map((each: Error) => (each.cause as Error).message);
        expect({ code: error.code, errors: found.toSorted() }).toEqual({
          code: 'HOOK_FAILED',
          errors: any.failing.map((index) => `no ${index}`),
        });
        expect(
          error.message.startsWith(
            `${any.failing.length} hookimpl${any.failing.length === 1 ? '' : 's'} of the hook "work" failed. The first: `,
          ),
        ).toBe(true);
        expect(set.errors.map((payload) => payload.error)).toEqual(cause.errors);
        expect(plainReport(error.report!)).toEqual({
          hook: 'work',
          status: 'failed',
          entries: [0, 1, 2, 3, 4].map((index) => {
            if (any.failing.includes(index)) return entry(`p${index}`, { status: 'error', error: 'HOOK_FAILED' });
            return any.kind === 'first' || any.kind === 'loop'
              ? entry(`p${index}`)
              : answer(`p${index}`, String(index));
          }),
        });
      },
    );
  });

  test.each([{ sync: true }, { sync: false }])(
    'isolate in a first hook (sync: $sync): an answer behind the failure is still found',
    async ({ sync }) => {
      const { add, report } = setUp(specOf({ kind: 'first', sync }), { backend });
      add('broken', () => {
        throw new Error('no');
      });
      add('good', () => 'yes');
      add('late', () => 'no');
      const { value, report: made } = await report();
      expect({ value, report: plainReport(made) }).toEqual({
        value: 'yes',
        report: {
          hook: 'work',
          status: 'partial',
          entries: [
            entry('broken', { status: 'error', error: 'HOOK_FAILED' }),
            answer('good', 'yes'),
            skipped('late', '"good" had answered'),
          ],
        },
      });
    },
  );

  test.each([{ sync: true }, { sync: false }])(
    'aggregate in a first hook (sync: $sync): the chain ends at the answer, and the errors before it are thrown',
    async ({ sync }) => {
      const { add, failure } = setUp(specOf({ kind: 'first', sync }, { onError: 'aggregate' }), { backend });
      add('broken', () => {
        throw new Error('no');
      });
      add('good', () => 'yes');
      add('late', () => 'no');
      const { report, cause } = await failure();
      expect((cause as AggregateError).errors.length).toBe(1);
      expect(plainReport(report!).entries).toEqual([
        entry('broken', { status: 'error', error: 'HOOK_FAILED' }),
        answer('good', 'yes'),
        skipped('late', '"good" had answered'),
      ]);
    },
  );

  test.each(['fail', 'aggregate'])('%s changes nothing where nobody fails', async (onError) => {
    for (const any of everyKind) {
      const { add, report } = setUp(specOf(any, optionsOf(any, onError)), { backend });
      add('p', () => (any.kind === 'loop' ? undefined : 'x'));
      const { value, report: made } = await report(args(any.kind));
      const values = {
        series: undefined,
        loop: undefined,
        collect: ['x'],
        parallel: ['x'],
        first: 'x',
        waterfall: 'x',
      };
      expect({ value, status: made.status }).toEqual({ value: values[any.kind], status: 'ok' });
    }
  });

  test('an answer that the hookspec refuses is a failure under every policy', async () => {
    for (const onError of ['isolate', 'fail', 'aggregate']) {
      const { add, call, errors } = setUp(specOf({ kind: 'collect', sync: true }, { onError, returns: z.string() }), {
        backend,
      });
      add('broken', () => 1);
      add('good', () => 'yes');
      const outcome = await call().catch((error: { code: string; cause?: { errors?: { code: string }[] } }) => [
        error.code,
        error.cause?.errors?.[0]?.code,
      ]);
      const outcomes: Record<string, unknown> = {
        isolate: ['yes'],
        fail: ['RESULT_INVALID', undefined],
        aggregate: ['HOOK_FAILED', 'RESULT_INVALID'],
      };
      expect([outcome, errors.map(({ error }) => error.code)]).toEqual([outcomes[onError], ['RESULT_INVALID']]);
    }
  });
});

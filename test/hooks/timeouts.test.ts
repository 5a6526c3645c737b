import { hook, type HookContext, type HooklineError } from 'hookline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  counts,
  defer,
  entry,
  everyKind,
  hang,
  modes,
  plainReport,
  setUp,
  settled,
  skipped,
  specOf,
  timings,
  unhandledOf,
  type AnyKind,
} from './call-setup.ts';

const timedOut = { status: 'timeout', error: 'HOOK_TIMEOUT' };

function optionsOf({ kind }: AnyKind, options: object): object {
  return { ...options, ...(kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {}) };
}

const asynchronous = everyKind.filter(({ sync }) => !sync);

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(asynchronous)('a hookimpl that hangs is given up, and the chain goes on ($kind)', async (any) => {
      const { add, call, errors } = setUp(specOf(any, optionsOf(any, { timeoutMs: 5 })), { backend, mode });
      const answers = any.kind !== 'loop' && any.kind !== 'first';
      add('a', async () => (answers ? 'a' : undefined));
      add('hangs', hang);
      add('c', async () => (any.kind === 'loop' ? undefined : 'c'));
      const values = {
        series: undefined,
        loop: undefined,
        collect: ['a', 'c'],
        parallel: ['a', 'c'],
        first: 'c',
        waterfall: 'c',
      };
      expect(await call(any.kind === 'waterfall' ? { text: 'x' } : {})).toEqual(values[any.kind]);
      expect(errors.map(({ plugin, error }) => [plugin, error.code, error.message, error.data['timeoutMs']])).toEqual([
        [
          'hangs',
          'HOOK_TIMEOUT',
          'The hookimpl of the plugin "hangs" 1.0.0 for the hook "work" did not settle within 5 ms.',
          5,
        ],
      ]);
    });

    test('a hookimpl may lower the limit of its hookspec, for itself alone', async () => {
      const { add, call, errors } = setUp(hook.parallel({ timeoutMs: 30_000 }), { backend, mode });
      add('strict', { timeoutMs: 5, handler: hang });
      add('slow', async () => sleep(15, 'slow'));
      expect(await call()).toEqual(['slow']);
      expect(errors.map(({ plugin, error }) => [plugin, error.data['timeoutMs'], error.hint])).toEqual([
        ['strict', 5, 'Make the plugin answer sooner and heed ctx.signal, or raise timeoutMs of the hookimpl.'],
      ]);
    });

    test('a limit of the hookspec is raised there, and in the hookimpl too if that has the same', async () => {
      const { add, call, errors } = setUp(hook.parallel({ timeoutMs: 5 }), { backend, mode });
      add('a', hang);
      add('b', { timeoutMs: 5, handler: hang });
      await call();
      expect(Object.fromEntries(errors.map(({ plugin, error }) => [plugin, error.hint.split('raise ')[1]]))).toEqual({
        a: 'timeoutMs in the hookspec.',
        b: 'timeoutMs of the hookimpl and timeoutMs in the hookspec.',
      });
    });

    test('a hookimpl may have a limit where the hookspec has none', async () => {
      const { add, call, errors } = setUp(hook.collect(), { backend, mode });
      add('strict', { timeoutMs: 5, handler: hang });
      add('b', () => 'b');
      expect(await call()).toEqual(['b']);
      expect(errors.map(({ error }) => error.code)).toEqual(['HOOK_TIMEOUT']);
    });

    test('a value, or a promise that settles in time, knows nothing of the limit', async () => {
      const { add, report } = setUp(hook.collect({ timeoutMs: 30_000 }), { backend, mode });
      add('a', () => 'a');
      add('b', async () => sleep(1, 'b'));
      add('c', () => ({ then: (resolve: (value: unknown) => void) => resolve('c') }));
      const { value, report: made } = await report();
      expect({ value, entries: plainReport(made).entries }).toEqual({
        value: ['a', 'b', 'c'],
        entries: [answer('a', 'a'), answer('b', 'b'), answer('c', 'c')],
      });
    });

    test('ctx.signal is aborted for the hookimpl that took too long, and for no other', async () => {
      const { add, call, errors } = setUp(hook.parallel(), { backend, mode });
      const signals: Record<string, AbortSignal> = {};
      const note = (id: string, rest: () => unknown) => (_args: unknown, ctx: HookContext) => {
        signals[id] = ctx.signal;
        return rest();
      };
      add('hangs', { timeoutMs: 5, handler: note('hangs', hang) });
      add('patient', { timeoutMs: 30_000, handler: note('patient', async () => sleep(15)) });
      add(
        'free',
        note('free', async () => sleep(15)),
      );
      await call();
      expect(Object.entries(signals).map(([id, signal]) => [id, signal.aborted])).toEqual([
        ['hangs', true],
        ['patient', false],
        ['free', false],
      ]);
      expect(signals['hangs']!.reason).toBe(errors[0]!.error);
    });

    test('what settles after the limit, well or badly, changes nothing and is not unhandled', async () => {
      const { add, hooks, report, errors } = setUp(hook.collect({ timeoutMs: 5, returns: z.string() }), {
        backend,
        mode,
      });
      const late = [defer<unknown>(), defer<unknown>(), defer<unknown>()];
      for (const [index, { promise }] of late.entries()) add(`late${index}`, () => promise);
      add('good', () => 'good');
      const unhandled = await unhandledOf(async () => {
        const { value, report: made } = await report();
        const before = { value: structuredClone(value), report: plainReport(made), stats: counts(hooks.stats()) };
        late[0]!.resolve('too late');
        late[1]!.reject(new Error('too late'));
        late[2]!.resolve(1);
        await settled();
        expect({ value, report: plainReport(made), stats: counts(hooks.stats()) }).toEqual(before);
        expect(before).toEqual({
          value: ['good'],
          report: {
            hook: 'work',
            status: 'partial',
            entries: [...late.map((_, index) => entry(`late${index}`, timedOut)), answer('good', 'good')],
          },
          stats: { work: [1, 3, 3], late0: [1, 1, 1], late1: [1, 1, 1], late2: [1, 1, 1], good: [1, 0, 0] },
        });
      });
      expect(unhandled).toEqual([]);
      expect(errors.length).toBe(3);
    });
  });

  test.each(asynchronous)('under fail, a limit that is over ends the call ($kind)', async (any) => {
    const spec = specOf(
      any,
      optionsOf(any, { timeoutMs: 5, onError: 'fail', ...(any.kind === 'parallel' ? { concurrency: 1 } : {}) }),
    );
    const { add, failure } = setUp(spec, { backend });
    add('hangs', hang);
    add('b', () => 'b');
    const error = await failure(any.kind === 'waterfall' ? { text: 'x' } : undefined);
    expect([error.code, 'cause' in error, plainReport(error.report!)]).toEqual([
      'HOOK_TIMEOUT',
      false,
      {
        hook: 'work',
        status: 'failed',
        entries: [entry('hangs', timedOut), skipped('b', 'the hookimpl of "hangs" failed')],
      },
    ]);
  });

  test('under aggregate, limits that are over stand beside other errors', async () => {
    const { add, failure } = setUp(hook.series({ timeoutMs: 5, onError: 'aggregate' }), { backend });
    add('hangs', hang);
    add('throws', () => {
      throw new Error('no');
    });
    add('late', hang);
    const error = await failure();
    expect((error.cause as AggregateError).errors.map(({ code }: HooklineError) => code)).toEqual([
      'HOOK_TIMEOUT',
      'HOOK_FAILED',
      'HOOK_TIMEOUT',
    ]);
  });

  test.each(timings)('limits are kept, and counted, with timing %s', async (timing) => {
    const { add, call, hooks } = setUp(hook.first({ timeoutMs: 2 }), { backend, timing });
    add('hangs', hang);
    add('b', () => 'b');
    for (let count = 0; count < 3; count++) expect(await call()).toBe('b');
    expect(counts(hooks.stats())).toEqual({ work: [3, 3, 3], hangs: [3, 3, 3], b: [3, 0, 0] });
  });

  test('a plugin that heeds its signal and rejects at the limit has timed out, not failed', async () => {
    const { add, report } = setUp(hook.series({ timeoutMs: 5 }), { backend });
    add('polite', (_args: unknown, ctx: HookContext) => sleep(30_000, undefined, { signal: ctx.signal }));
    const { report: made } = await report();
    expect(plainReport(made).entries).toEqual([entry('polite', timedOut)]);
  });

  test('the timer of a hookimpl that settled in time, or was not waited for, is cleared', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const one = setUp(hook.parallel({ timeoutMs: 30_000, onError: 'fail' }), { backend });
    one.add('quick', async () => 'a');
    one.add('hangs', hang);
    one.add('fails', () => Promise.reject(new Error('no')));
    await one.failure();
    const two = setUp(hook.series({ timeoutMs: 30_000 }), { backend });
    two.add('wraps', { wrapper: true, handler: hang });
    two.add('hangs', hang);
    const controller = new AbortController();
    const aborted = two.failure(undefined, { signal: controller.signal });
    controller.abort();
    await aborted;
    const three = setUp(hook.series({ timeoutMs: 30_000 }), { backend });
    three.add('wraps', { wrapper: true, handler: async (_args: unknown, next: () => Promise<void>) => next() });
    const self = new AbortController();
    three.add('aborts', () => {
      self.abort();
      return hang();
    });
    await three.failure(undefined, { signal: self.signal });
    await settled();
    const four = setUp(hook.parallel({ timeoutMs: 30_000 }), { backend });
    four.add('hangs', hang);
    const later = new AbortController();
    const ended = four.failure(undefined, { signal: later.signal });
    later.abort();
    await ended;
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

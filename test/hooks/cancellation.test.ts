import { hook, type HookContext } from 'hookline';
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
  unhandledOf,
  untilAborted,
  type AnyKind,
} from './call-setup.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { ...options, ...(kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {}) };
}

const args = (kind: string): object | undefined => (kind === 'waterfall' ? { text: 'x' } : undefined);
const asynchronous = everyKind.filter(({ sync }) => !sync);
const synchronous = everyKind.filter(({ sync }) => sync);

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(everyKind)('a signal that was aborted before starts nobody ($kind, sync: $sync)', async (any) => {
      const { add, failure, hooks, errors } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const ran: string[] = [];
      add('wraps', { wrapper: true, handler: () => ran.push('wraps') });
      add('a', () => ran.push('a'));
      const reason = new Error('enough');
      const error = await failure(args(any.kind), { signal: AbortSignal.abort(reason) });
      expect({ code: error.code, message: error.message, isCause: error.cause === reason, ran, errors }).toEqual({
        code: 'CALL_ABORTED',
        message: 'The call of the hook "work" was aborted: enough',
        isCause: true,
        ran: [],
        errors: [],
      });
      expect(plainReport(error.report!)).toEqual({
        hook: 'work',
        status: 'failed',
        entries: [{ ...skipped('wraps', 'the call was aborted'), wrapper: true }, skipped('a', 'the call was aborted')],
      });
      expect(counts(hooks.stats())).toEqual({ work: [1, 0, 0], wraps: [0, 0, 0], a: [0, 0, 0] });
    });

    test.each(asynchronous)('aborting answers at once, also while a handler hangs ($kind)', async (any) => {
      const { add, failure } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const ran: string[] = [];
      add('a', () => {
        ran.push('a');
      });
      add('hangs', () => {
        ran.push('hangs');
        return hang();
      });
      add('c', () => {
        ran.push('c');
      });
      const controller = new AbortController();
      const failed = failure(args(any.kind), { signal: controller.signal });
      controller.abort();
      const { code, cause, report } = await failed;
      const concurrent = any.kind === 'parallel';
      expect([code, cause === controller.signal.reason, ran]).toEqual([
        'CALL_ABORTED',
        true,
        concurrent ? ['a', 'hangs', 'c'] : ['a', 'hangs'],
      ]);
      expect(plainReport(report!)).toEqual({
        hook: 'work',
        status: 'failed',
        entries: [
          entry('a'),
          skipped('hangs', 'the call was aborted while it ran'),
          concurrent ? entry('c') : skipped('c', 'the call was aborted'),
        ],
      });
    });

    test.each(everyKind)(
      'a handler that aborts its own call ends it before the next one ($kind, sync: $sync)',
      async (any) => {
        const { add, failure, errors } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const controller = new AbortController();
        const ran: string[] = [];
        let seen: boolean | undefined;
        add('aborts', (_args: unknown, ctx: HookContext) => {
          ran.push('aborts');
          controller.abort('from inside');
          seen = ctx.signal.aborted;
          return any.kind === 'first' || any.kind === 'loop' ? undefined : 'x';
        });
        add('next', () => {
          ran.push('next');
        });
        const { code, cause } = await failure(args(any.kind), { signal: controller.signal });
        expect({ code, cause, ran, errors }).toEqual({
          code: 'CALL_ABORTED',
          cause: 'from inside',
          ran: ['aborts'],
          errors: [],
        });
        // A synchronous call looks at the signal before each hookimpl, so it learns of it a little later.
        expect(seen).toBe(!any.sync);
      },
    );

    test('aborting between two handlers is heeded, and ctx.signal tells those that kept it', async () => {
      const { add, failure } = setUp(hook.collect(), { backend, mode });
      const gate = defer<string>();
      let kept: AbortSignal | undefined;
      add('a', (_args: unknown, ctx: HookContext) => {
        kept = ctx.signal;
        return 'a';
      });
      add('b', () => gate.promise);
      add('c', () => 'c');
      const controller = new AbortController();
      const failed = failure(undefined, { signal: controller.signal });
      gate.resolve('b');
      controller.abort('now');
      const { report } = await failed;
      expect([kept!.aborted, kept!.reason]).toEqual([true, 'now']);
      expect(plainReport(report!).entries).toEqual([
        answer('a', 'a'),
        skipped('b', 'the call was aborted while it ran'),
        skipped('c', 'the call was aborted'),
      ]);
    });

    test('what the hookimpls do after the abort is ignored: no value, no error, nothing unhandled', async () => {
      const { add, failure, errors, hooks } = setUp(hook.parallel({ timeoutMs: 1, returns: z.string() }), {
        backend,
        mode,
      });
      const late = [defer<unknown>(), defer<unknown>(), defer<unknown>()];
      for (const [index, { promise }] of late.entries()) add(`late${index}`, () => promise);
      add('heeds', untilAborted);
      const controller = new AbortController();
      const unhandled = await unhandledOf(async () => {
        const failed = failure(undefined, { signal: controller.signal });
        controller.abort();
        const error = await failed;
        const before = { report: plainReport(error.report!), stats: counts(hooks.stats()) };
        late[0]!.reject(new Error('too late'));
        late[1]!.resolve(1);
        late[2]!.resolve('too late');
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect({ report: plainReport(error.report!), stats: counts(hooks.stats()) }).toEqual(before);
      });
      expect([unhandled, errors]).toEqual([[], []]);
    });

    test('a handler that aborts and then throws or rejects gives CALL_ABORTED, and no second error', async () => {
      const controllers = [new AbortController(), new AbortController()];
      const { add, failure, errors } = setUp(hook.series({ args: { index: z.number() } }), { backend, mode });
      add('a', ({ index }: { index: number }) => {
        controllers[index]!.abort();
        if (index === 0) throw new Error('after the abort');
        return Promise.reject(new Error('after the abort'));
      });
      const unhandled = await unhandledOf(async () => {
        for (const [index, { signal }] of controllers.entries()) {
          expect((await failure({ index }, { signal })).code).toBe('CALL_ABORTED');
        }
      });
      expect([unhandled, errors]).toEqual([[], []]);
    });
  });

  test.each(synchronous)(
    'a synchronous $kind hook heeds the signal between hookimpls, and gives its value after the last',
    async (any) => {
      const { add, call } = setUp(specOf(any, optionsOf(any)), { backend });
      const controller = new AbortController();
      add('last', () => {
        controller.abort();
        return any.kind === 'loop' ? undefined : 'x';
      });
      const values: Record<string, unknown> = { collect: ['x'], first: 'x', waterfall: 'x' };
      expect(await call(args(any.kind), { signal: controller.signal })).toEqual(values[any.kind]);
    },
  );

  test('aborting one of two overlapping calls leaves the other alone', async () => {
    const { add, call, failure } = setUp(hook.collect(), { backend });
    const gate = defer<string>();
    add('a', () => gate.promise);
    const controller = new AbortController();
    const [aborted, other] = [failure(undefined, { signal: controller.signal }), call()];
    controller.abort();
    gate.resolve('a');
    expect([(await aborted).code, await other]).toEqual(['CALL_ABORTED', ['a']]);
  });

  test('aborting after the call has ended changes nothing', async () => {
    const { add, report, errors } = setUp(hook.collect(), { backend });
    let kept: HookContext | undefined;
    add('a', (_args: unknown, ctx: HookContext) => {
      kept = ctx;
      return 'a';
    });
    const controller = new AbortController();
    const { value, report: made } = await report(undefined, { signal: controller.signal });
    controller.abort();
    await settled();
    expect([value, made.status, kept!.signal.aborted, errors]).toEqual([['a'], 'ok', false, []]);
  });
});

import { hook, type HookContext } from 'hookline';
import { getEventListeners } from 'node:events';
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
  untilAborted,
  warningsOf,
  type AnyKind,
} from './call-setup.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { ...options, ...(kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {}) };
}

const args = (kind: string): object | undefined => (kind === 'waterfall' ? { text: 'x' } : undefined);
const asynchronous = everyKind.filter(({ sync }) => !sync);
const synchronous = everyKind.filter(({ sync }) => sync);
const policies = ['isolate', 'fail', 'aggregate'] as const;

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

  test.each(policies)('aborting inside a wrapper stops what it has not started, under %s', async (onError) => {
    for (const sync of [true, false]) {
      const { add, failure, errors } = setUp(specOf({ kind: 'collect', sync }, { onError }), { backend });
      const controller = new AbortController();
      const ran: string[] = [];
      add('outer', {
        wrapper: true,
        handler: (_args: unknown, next: () => unknown) => {
          controller.abort('by the wrapper');
          return next();
        },
      });
      add('inner', {
        wrapper: true,
        handler: (_args: unknown, next: () => unknown) => {
          ran.push('inner');
          return next();
        },
      });
      add('a', () => ran.push('a'));
      const { code, cause } = await failure(undefined, { signal: controller.signal });
      await settled();
      expect({ code, cause, ran, errors }).toEqual({
        code: 'CALL_ABORTED',
        cause: 'by the wrapper',
        ran: [],
        errors: [],
      });
    }
  });

  test.each(policies)('a wrapper cannot take an abort back, whatever it does with the error (%s)', async (onError) => {
    const endings: Record<string, () => unknown> = {
      'a value': () => ['saved'],
      nothing: () => undefined,
      'an error': () => {
        throw new Error('of the wrapper');
      },
    };
    for (const sync of [true, false]) {
      for (const [name, end] of Object.entries(endings)) {
        const { add, failure } = setUp(specOf({ kind: 'collect', sync }, { onError }), { backend });
        const controller = new AbortController();
        add('swallows', {
          wrapper: true,
          handler: sync
            ? (_args: unknown, next: () => unknown) => {
                try {
                  next();
                } catch {}
                return end();
              }
            : async (_args: unknown, next: () => Promise<unknown>) => {
                await next().catch(() => {});
                return end();
              },
        });
        add('aborts', () => controller.abort('stop'));
        add('next', () => 'next');
        const { code, cause } = await failure(undefined, { signal: controller.signal });
        await settled();
        expect({ name, sync, code, cause }).toEqual({ name, sync, code: 'CALL_ABORTED', cause: 'stop' });
      }
    }
  });

  test.each(policies)('a wrapper that fails because of the abort is no error of the plugin (%s)', async (onError) => {
    const { add, failure, errors, hooks } = setUp(hook.collect({ onError }), { backend });
    add('waits', {
      wrapper: true,
      handler: (_args: unknown, _next: unknown, ctx: HookContext) => untilAborted(undefined, ctx),
    });
    add('a', () => 'a');
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    const { report } = await failed;
    await settled();
    expect(plainReport(report!).entries).toEqual([
      { ...skipped('waits', 'the call was aborted while it ran'), wrapper: true },
      skipped('a', 'the call was aborted'),
    ]);
    expect([errors, counts(hooks.stats())]).toEqual([[], { work: [1, 0, 0], waits: [1, 0, 0], a: [0, 0, 0] }]);
  });

  test('a wrapper that calls next() after the abort gets the error, and starts nobody', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    const gate = defer<undefined>();
    const ran: string[] = [];
    let code: unknown;
    add('slow', {
      wrapper: true,
      handler: async (_args: unknown, next: () => Promise<unknown>) => {
        await gate.promise;
        await next().catch((error: { code: string }) => {
          code = error.code;
        });
      },
    });
    add('inner', { wrapper: true, handler: () => ran.push('inner') });
    add('a', () => ran.push('a'));
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    await failed;
    gate.resolve(undefined);
    await settled();
    expect([code, ran]).toEqual(['CALL_ABORTED', []]);
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

  test.each(timings)(
    'a thousand calls leave no listener on a shared signal, however they end (timing %s)',
    async (timing) => {
      const { signal } = new AbortController();
      const good = setUp(hook.collect(), { backend, timing });
      good.add('a', async () => 'a');
      good.add('wraps', { wrapper: true, handler: async (_args: unknown, next: () => Promise<unknown>) => next() });
      const bad = setUp(hook.collect({ onError: 'fail' }), { backend, timing });
      bad.add('a', () => Promise.reject(new Error('no')));
      const plain = setUp(hook.first(), { backend, timing });
      plain.add('a', () => 'a');
      const sync = setUp(hook.sync.first(), { backend, timing });
      sync.add('a', () => 'a');
      const warnings = await warningsOf(async () => {
        const calls: Promise<unknown>[] = [];
        for (let count = 0; count < 250; count++) {
          calls.push(good.call(undefined, { signal }), bad.failure(undefined, { signal }));
          calls.push(plain.call(undefined, { signal }), sync.call(undefined, { signal }));
        }
        await Promise.all(calls);
      });
      expect([getEventListeners(signal, 'abort').length, warnings]).toEqual([0, []]);
    },
  );

  test('an aborted call leaves no listener either, not even if a wrapper hangs', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    add('hangs', { wrapper: true, handler: hang });
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    expect(getEventListeners(controller.signal, 'abort').length).toBe(1);
    controller.abort();
    await failed;
    expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
  });

  test('an event that somebody dispatches to the signal without aborting it is not an abort', async () => {
    const { add, call } = setUp(hook.collect(), { backend });
    const gate = defer<string>();
    add('a', () => gate.promise);
    const { signal } = new AbortController();
    const value = call(undefined, { signal });
    signal.dispatchEvent(new Event('abort'));
    gate.resolve('a');
    expect(await value).toEqual(['a']);
  });

  test('a call ends as aborted even if another listener kept the event from it', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    const controller = new AbortController();
    controller.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
    const gate = defer<string>();
    add('a', () => gate.promise);
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    gate.resolve('a');
    expect((await failed).code).toBe('CALL_ABORTED');
  });

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

import { createHooks, defineHookspecs, hook, type HookContext } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, defer, everyKind, failureOf, modes, setUp, settled, specOf, type AnyKind } from './call-setup.ts';

function optionsOf({ kind }: AnyKind, more: object = {}): object {
  return { args: { id: z.string() }, ...(kind === 'waterfall' ? { thread: 'id' } : {}), ...more };
}

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(everyKind)('a handler receives the arguments and the context ($kind, sync: $sync)', async (any) => {
      const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const seen: unknown[] = [];
      add('p', (...all: [unknown, HookContext]) => {
        const [args, ctx] = all;
        seen.push(all.length, args, ctx.hook, typeof ctx.callId, ctx.signal instanceof AbortSignal, ctx.signal.aborted);
      });
      const args = { id: 'x' };
      await call(args);
      expect(seen).toEqual([2, args, 'work', 'number', true, false]);
      expect(seen[1]).toBe(args);
    });

    test.each(everyKind)(
      'handlers of one call share its id, and the next call has another ($kind, sync: $sync)',
      async (any) => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const ids: number[] = [];
        const note = (_args: unknown, { callId }: HookContext): void => {
          ids.push(callId);
        };
        add('a', note);
        add('b', note);
        await call({ id: 'x' });
        await call({ id: 'y' });
        const [first, second] = [ids[0]!, ids[2]!];
        expect(ids).toEqual([first, first, second, second]);
        expect(second).toBeGreaterThan(first);
      },
    );

    test.each(everyKind)('changing the context throws, whatever is tried ($kind, sync: $sync)', async (any) => {
      const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const attempts: ((ctx: Record<string, unknown>) => unknown)[] = [
        (ctx) => (ctx['hook'] = 'other'),
        (ctx) => (ctx['callId'] = 0),
        (ctx) => (ctx['signal'] = undefined),
        (ctx) => (ctx['mine'] = true),
        (ctx) => Object.setPrototypeOf(ctx, null),
        (ctx) => Object.defineProperty(ctx, 'hook', { value: 'other' }),
        (ctx) => ((Object.getPrototypeOf(ctx) as Record<string, unknown>)['mine'] = true),
      ];
      const outcomes: unknown[] = [];
      add('p', (_args: unknown, ctx: HookContext) => {
        for (const attempt of attempts) {
          try {
            attempt(ctx as unknown as Record<string, unknown>);
            outcomes.push('changed');
          } catch (error) {
            outcomes.push(error instanceof TypeError);
          }
        }
      });
      await call({ id: 'x' });
      expect(outcomes).toEqual(attempts.map(() => true));
    });

    test('a plugin cannot abort the context through what it can reach from it', async () => {
      const { add, call } = setUp(hook.collect(), { backend, mode });
      add('a', (_args: unknown, ctx: HookContext) => {
        const { abort } = ctx.constructor as { abort?: (ctx: HookContext, reason: unknown) => void };
        abort?.(ctx, new Error('gotcha'));
        return ctx.signal.aborted;
      });
      add('b', (_args: unknown, ctx: HookContext) => ctx.signal.aborted);
      expect(await call()).toEqual([false, false]);
    });

    test.each([hook.collect(), hook.sync.collect()])('handlers see no `this` of the dispatcher', async (spec) => {
      const { add, call } = setUp(spec, { backend, mode });
      add('plain', function (this: unknown) {
        return this === undefined;
      });
      add('object', {
        handler(this: unknown) {
          return this === undefined;
        },
      });
      expect(await call()).toEqual([true, true]);
      add('wrapper', {
        wrapper: true,
        handler(this: unknown) {
          return [this === undefined];
        },
      });
      expect(await call()).toEqual([true]);
    });

    test.each(everyKind.filter(({ sync }) => !sync))('two overlapping calls share no state ($kind)', async (any) => {
      const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const gates = { slow: defer<undefined>(), fast: defer<undefined>() };
      const ids: Record<string, Set<number>> = { slow: new Set(), fast: new Set() };
      const left: Record<string, number> = { slow: 1, fast: 1 };
      const handlerOf =
        (name: string) =>
        async ({ id }: { id: 'slow' | 'fast' }, ctx: HookContext) => {
          const key = id.startsWith('slow') ? 'slow' : 'fast';
          ids[key]!.add(ctx.callId);
          await gates[key].promise;
          if (any.kind === 'loop') return left[key]!-- > 0 ? true : undefined;
          if (any.kind === 'first') return name === 'b' ? `${id} by ${name}` : undefined;
          return `${id} by ${name}`;
        };
      for (const name of ['a', 'b', 'c']) add(name, handlerOf(name));
      const slow = call({ id: 'slow' });
      const fast = call({ id: 'fast' });
      gates.fast.resolve(undefined);
      const fastValue = await fast;
      gates.slow.resolve(undefined);
      const expected = (id: string): unknown =>
        ({
          series: undefined,
          loop: undefined,
          first: `${id} by b`,
          waterfall: `${id} by a by b by c`,
          collect: [`${id} by a`, `${id} by b`, `${id} by c`],
          parallel: [`${id} by a`, `${id} by b`, `${id} by c`],
        })[any.kind];
      expect([await slow, fastValue]).toEqual([expected('slow'), expected('fast')]);
      expect([ids['slow']!.size, ids['fast']!.size]).toEqual([1, 1]);
      expect([...ids['slow']!]).not.toEqual([...ids['fast']!]);
    });

    test('a handler may call its own hook again, and each level keeps its own state', async () => {
      const { add, call, hooks } = setUp(hook.sync.collect({ args: { depth: z.number() } }), { backend, mode });
      add('a', ({ depth }: { depth: number }) =>
        depth === 0 ? 'bottom' : hooks.execute('work', { depth: depth - 1 }),
      );
      add('b', ({ depth }: { depth: number }) => depth);
      expect(await call({ depth: 2 })).toEqual([[['bottom', 0], 1], 2]);
    });
  });

  test('a handler that does not show its parameters runs like any other, and does no harm to the others', async () => {
    const refuse = (): never => {
      throw new Error('trap');
    };
    for (const spec of [hook.collect(), hook.sync.collect()]) {
      const { add, call, hooks } = setUp(spec, { backend });
      add('proxy', new Proxy(() => 'proxy', { get: refuse, has: refuse, getPrototypeOf: refuse }));
      add(
        'getter',
        Object.defineProperty(() => 'getter', 'length', { get: refuse }),
      );
      add('usual', () => 'usual');
      expect(await call()).toEqual(['proxy', 'getter', 'usual']);
      expect(hooks.plan('work').map(({ plugin }) => plugin)).toEqual(['proxy', 'getter', 'usual']);
    }
  });

  test('ids of calls are unique over all hooks of one createHooks, and views count along', async () => {
    const specs = defineHookspecs({ one: hook.sync.first(), two: hook.first() });
    const hooks = createHooks(specs, { backend });
    const idOf = (_args: unknown, ctx: HookContext): number => ctx.callId;
    hooks.register({ id: 'p', version: '1.0.0' }, { one: idOf, two: idOf });
    const ids = [hooks.execute('one'), await hooks.execute('two'), hooks.without('other').execute('one')] as number[];
    expect(new Set(ids).size).toBe(3);
    expect(ids).toEqual(ids.toSorted((left, right) => left - right));
  });

  test('the signal of a call is the same object for every reader, and stays quiet after a call that went well', async () => {
    const { add, call } = setUp(hook.collect(), { backend });
    const signals: AbortSignal[] = [];
    for (const id of ['a', 'b']) {
      add(id, (_args: unknown, ctx: HookContext) => {
        signals.push(ctx.signal, ctx.signal);
      });
    }
    await call();
    await settled();
    expect(new Set(signals).size).toBe(1);
    expect(signals[0]!.aborted).toBe(false);
  });

  test('a context that was kept says after the call what it said during the call', async () => {
    const { add, failure } = setUp(hook.series({ timeoutMs: 1 }), { backend });
    let kept: HookContext | undefined;
    add('p', (_args: unknown, ctx: HookContext) => {
      kept = ctx;
      return new Promise(() => {});
    });
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort('enough');
    await failed;
    expect([kept!.hook, kept!.signal.aborted, kept!.signal.reason]).toEqual(['work', true, 'enough']);
  });

  test('the context of an extra hookimpl is that of the call', async () => {
    const { add, call } = setUp(hook.sync.collect(), { backend });
    const idOf = (_args: unknown, ctx: HookContext): number => ctx.callId;
    add('p', idOf);
    const [first, second] = (await call(undefined, { extra: idOf })) as number[];
    expect(first).toBe(second);
  });

  test('an unknown hook throws at once, also where a promise would be expected', () => {
    const { hooks } = setUp(hook.series(), { backend });
    for (const method of ['execute', 'executeWithReport'] as const) {
      expect(() => hooks[method]('wrok')).toThrow('There is no hook "wrok". Did you mean "work"?');
    }
  });

  test('whatever else is wrong with a call of an asynchronous hook rejects its promise', async () => {
    const { hooks } = setUp(hook.series(), { backend });
    const errors = await Promise.all([
      failureOf(hooks.execute('work', 1)),
      failureOf(hooks.execute('work', { a: 1 })),
      failureOf(hooks.execute('work', {}, 1)),
      failureOf(hooks.execute('work', {}, { signal: {} })),
      failureOf(hooks.execute('work', {}, { sginal: undefined })),
      failureOf(hooks.execute('work', {}, { extra: 1 })),
      failureOf(hooks.executeWithReport('work', 1)),
      failureOf(hooks.executeWithReport('work', {}, { extra: 1 })),
    ]);
    expect(errors.map(({ code }) => code)).toEqual([
      'ARGS_INVALID',
      'ARGS_INVALID',
      'OPTIONS_INVALID',
      'OPTIONS_INVALID',
      'OPTIONS_INVALID',
      'HOOKIMPL_INVALID',
      'ARGS_INVALID',
      'HOOKIMPL_INVALID',
    ]);
  });
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  counts,
  defer,
  entry,
  plainReport,
  setUp,
  settled,
  unhandledOf,
  warningsOf,
} from './call-setup.ts';

type Next = () => Promise<unknown>;
type SyncNext = () => unknown;

const twice = { wrapper: true, status: 'error', error: 'WRAPPER_NEXT_TWICE' };

describe.each(backends)('with the backend %s', (backend) => {
  describe('next() called twice', () => {
    const ways: Record<string, (args: unknown, next: Next) => unknown> = {
      'one after another': async (_args, next) => {
        await next();
        await next();
      },
      'both at once': async (_args, next) => Promise.all([next(), next()]),
      'the second not awaited': async (_args, next) => {
        const inner = await next();
        void next();
        return inner;
      },
      'neither awaited': (_args, next) => {
        void next();
        void next();
      },
      'the second caught': async (_args, next) => {
        const inner = await next();
        await next().catch(() => {});
        return inner;
      },
      'the second caught, and a value returned': async (_args, next) => {
        await next();
        await next().catch(() => {});
        return ['mine'];
      },
      'three times': async (_args, next) => {
        await next();
        await Promise.allSettled([next(), next()]);
      },
      'the error replaced': async (_args, next) => {
        await next();
        await next().catch(() => {
          throw new Error('mine');
        });
      },
    };

    test.each(Object.keys(ways))('%s, is an error of the wrapper, and what is inside runs once', async (way) => {
      const { add, report, errors } = setUp(hook.collect(), { backend });
      let runs = 0;
      add('acme.greedy', { wrapper: true, handler: ways[way]! });
      add('a', async () => ++runs);
      let outcome: unknown;
      const unhandled = await unhandledOf(async () => {
        const { value, report: made } = await report();
        outcome = { value, entries: plainReport(made).entries };
      });
      expect(outcome).toEqual({ value: [1], entries: [entry('acme.greedy', twice), answer('a', 1)] });
      expect(errors.map(({ error }) => error.message)).toEqual([
        'The wrapper of the plugin "acme.greedy" 1.0.0 for the hook "work" called next() twice.',
      ]);
      expect(unhandled).toEqual([]);
    });

    test.each(Object.keys(ways))('%s, fails the call under fail', async (way) => {
      const { add, failure } = setUp(hook.collect({ onError: 'fail' }), { backend });
      add('acme.greedy', { wrapper: true, handler: ways[way]! });
      add('a', async () => 'a');
      expect((await failure()).code).toBe('WRAPPER_NEXT_TWICE');
    });

    test('the second next() throws, in a synchronous hook at once', () => {
      const { add, hooks, errors } = setUp(hook.sync.collect(), { backend });
      const codes: unknown[] = [];
      add('acme.greedy', {
        wrapper: true,
        handler: (_args: unknown, next: SyncNext) => {
          const inner = next();
          try {
            next();
          } catch (error) {
            codes.push((error as { code: string }).code);
          }
          return inner;
        },
      });
      add('a', () => 'a');
      expect(hooks.execute('work')).toEqual(['a']);
      expect([codes, errors.map(({ error }) => error.code)]).toEqual([['WRAPPER_NEXT_TWICE'], ['WRAPPER_NEXT_TWICE']]);
    });

    test('two wrappers may call next() once each', async () => {
      const { add, call, errors } = setUp(hook.collect(), { backend });
      for (const id of ['outer', 'inner']) add(id, { wrapper: true, handler: (_args: unknown, next: Next) => next() });
      add('a', () => 'a');
      expect([await call(), errors]).toEqual([['a'], []]);
    });
  });

  describe('next() called late', () => {
    test('rejects, starts nobody, and goes to hook:error', async () => {
      const { add, report, errors, hooks } = setUp(hook.collect(), { backend });
      const gate = defer<undefined>();
      let late: unknown;
      add('acme.late', {
        wrapper: true,
        handler: (_args: unknown, next: Next) => {
          gate.promise
            .then(next)
            .catch((error: { code: string }) => {
              late = error.code;
            })
            .catch(() => {});
          return ['mine'];
        },
      });
      const ran: string[] = [];
      add('a', () => ran.push('a'));
      const { value, report: made } = await report();
      const before = plainReport(made);
      gate.resolve(undefined);
      await settled();
      expect([value, ran, late, plainReport(made)]).toEqual([['mine'], [], 'WRAPPER_NEXT_LATE', before]);
      expect(errors.map(({ plugin, error }) => [plugin, error.message])).toEqual([
        [
          'acme.late',
          'The wrapper of the plugin "acme.late" 1.0.0 for the hook "work" called next() after it had ended.',
        ],
      ]);
      expect(counts(hooks.stats())).toEqual({ work: [1, 1, 0], 'acme.late': [1, 1, 0], a: [0, 0, 0] });
    });

    test('is not unhandled if the wrapper forgets to await it', async () => {
      const { add, call } = setUp(hook.sync.collect(), { backend });
      let kept: SyncNext | undefined;
      add('acme.late', {
        wrapper: true,
        handler: (_args: unknown, next: SyncNext) => {
          kept = next;
          return [];
        },
      });
      await call();
      expect(() => kept!()).toThrow('called next() after it had ended');
      const other = setUp(hook.collect(), { backend });
      let keptToo: Next | undefined;
      other.add('acme.late', {
        wrapper: true,
        handler: (_args: unknown, next: Next) => {
          keptToo = next;
        },
      });
      await other.call();
      expect(await unhandledOf(() => void keptToo!())).toEqual([]);
    });

    test('after a time limit, when the rest has run already, it starts nobody', async () => {
      const { add, report } = setUp(hook.collect(), { backend });
      const gate = defer<undefined>();
      const ran: string[] = [];
      add('slow', {
        wrapper: true,
        timeoutMs: 5,
        handler: async (_args: unknown, next: Next) => {
          await gate.promise;
          return next();
        },
      });
      add('a', () => ran.push('a'));
      const { value } = await report();
      gate.resolve(undefined);
      await settled();
      expect([value, ran]).toEqual([[1], ['a']]);
    });
  });

  describe('next() not awaited', () => {
    test('what is inside is waited for all the same', async () => {
      const { add, call } = setUp(hook.collect(), { backend });
      const ran: string[] = [];
      add('hasty', {
        wrapper: true,
        handler: (_args: unknown, next: Next) => {
          void next();
        },
      });
      add('a', async () => {
        await settled();
        ran.push('a');
        return 'a';
      });
      expect([await call(), ran]).toEqual([['a'], ['a']]);
    });

    test('its error is the one of the call, is not unhandled, and a value swallows it', async () => {
      for (const { result, expected } of [
        { result: undefined, expected: 'HOOK_FAILED' },
        { result: ['mine'], expected: ['mine'] },
      ]) {
        const { add, call } = setUp(hook.collect({ onError: 'fail' }), { backend });
        add('hasty', {
          wrapper: true,
          handler: (_args: unknown, next: Next) => {
            void next();
            return result;
          },
        });
        add('broken', async () => {
          await settled();
          throw new Error('no');
        });
        let outcome: unknown;
        const unhandled = await unhandledOf(async () => {
          outcome = await call().catch((error: { code: string }) => error.code);
        });
        expect([outcome, unhandled]).toEqual([expected, []]);
      }
    });

    test('a wrapper that throws meanwhile has failed, and the inner result stays', async () => {
      const { add, call, errors } = setUp(hook.collect(), { backend });
      add('hasty', {
        wrapper: true,
        handler: (_args: unknown, next: Next) => {
          void next();
          throw new Error('mine');
        },
      });
      add('a', async () => {
        await settled();
        return 'a';
      });
      expect([await call(), errors.map(({ plugin }) => plugin)]).toEqual([['a'], ['hasty']]);
    });
  });

  test('next() gives the same promise to whoever keeps it, with the inner error in it', async () => {
    const { add, call } = setUp(hook.first({ onError: 'fail' }), { backend });
    add('keeps', {
      wrapper: true,
      handler: async (_args: unknown, next: Next) => {
        const inner = next();
        const [first, second] = await Promise.allSettled([inner, inner]);
        return [
          first.status,
          second.status,
          (first as PromiseRejectedResult).reason === (second as PromiseRejectedResult).reason,
        ];
      },
    });
    add('broken', () => Promise.reject(new Error('no')));
    expect(await call()).toEqual(['rejected', 'rejected', true]);
  });

  test('next takes no arguments: a wrapper cannot change what the others receive', async () => {
    const { add, call } = setUp(hook.collect({ args: { text: z.string() } }), { backend });
    add('tries', {
      wrapper: true,
      handler: (_args: unknown, next: (args: unknown) => unknown) => next({ text: 'changed' }),
    });
    add('a', ({ text }: { text: string }) => text);
    expect(await call({ text: 'start' })).toEqual(['start']);
  });

  test('misuse of next() that nobody listens to becomes a process warning', async () => {
    const { add, hooks } = setUp(hook.sync.collect(), { backend });
    let kept: SyncNext | undefined;
    add('acme.late', {
      wrapper: true,
      handler: (_args: unknown, next: SyncNext) => {
        kept = next;
      },
    });
    hooks.execute('work');
    const heard: unknown[] = [];
    hooks.on('hook:error', ({ error }) => heard.push(error.code));
    expect(await warningsOf(() => expect(() => kept!()).toThrow())).toEqual([]);
    expect(heard).toEqual(['WRAPPER_NEXT_LATE']);
  });
});

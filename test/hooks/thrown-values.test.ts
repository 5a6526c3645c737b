import { hook, HooklineError, isHooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, modes, setUp, specOf, timings, unhandledOf } from './call-setup.ts';

class Hostile extends Error {
  override get message(): string {
    throw new Error('from the getter');
  }
}

const trap = (): never => {
  throw new Error('from a trap');
};

const revoked = Proxy.revocable({}, {});
revoked.revoke();

const thrownValues: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  'a string': 'oops',
  'an empty string': '',
  'a number': 0,
  'a bigint': 1n,
  'a symbol': Symbol('oops'),
  'a function': () => 'oops',
  'an object': { code: 'E' },
  'an object without a prototype': Object.create(null),
  'a frozen error': Object.freeze(new Error('cold')),
  'an error without a message': new Error(''),
  'an error whose message getter throws': new Hostile(),
  'an error with a cyclic cause': (() => {
    const error = new Error('round');
    error.cause = error;
    return error;
  })(),
  'a proxy whose traps throw': new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap }),
  'a revoked proxy': revoked.proxy,
  'an error of Hookline': new HooklineError('LOOP_LIMIT', 'mine'),
  'a frozen error of Hookline': Object.freeze(new HooklineError('CALL_ABORTED', 'mine')),
  'a promise': Promise.resolve('a promise'),
  'an array': ['oops'],
};

const expected = Object.keys(thrownValues).map((name) => ({ name, code: 'HOOK_FAILED', isCause: true }));

/** For each value, whether the error that a call made of it has it as its cause. */
async function eachThrown(errorOf: (value: unknown) => Promise<HooklineError>): Promise<unknown> {
  const outcomes: unknown[] = [];
  for (const [name, value] of Object.entries(thrownValues)) {
    const error = await errorOf(value);
    outcomes.push({ name, code: error.code, isCause: 'cause' in error && error.cause === value });
  }
  return outcomes;
}

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each([
      { sync: true, how: 'thrown' },
      { sync: false, how: 'thrown' },
      { sync: false, how: 'rejected' },
      { sync: false, how: 'rejected by a thenable' },
    ])('whatever is $how (sync: $sync)', ({ sync, how }) => {
      const failWith = (value: unknown) => (): unknown => {
        if (how === 'thrown') throw value;
        if (how === 'rejected') return Promise.reject(value);
        return { then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(value) };
      };

      test('is the cause under isolate, unchanged, and the chain goes on', async () => {
        const outcomes = await eachThrown(async (value) => {
          const { add, call, errors } = setUp(specOf({ kind: 'collect', sync }), { backend, mode });
          add('broken', failWith(value));
          add('good', () => 'yes');
          expect(await call()).toEqual(['yes']);
          expect(errors.map(({ error }) => isHooklineError(error))).toEqual([true]);
          return errors[0]!.error;
        });
        expect(outcomes).toEqual(expected);
      });

      test('is the cause under fail, unchanged, and the error has the report', async () => {
        const outcomes = await eachThrown(async (value) => {
          const { add, failure } = setUp(specOf({ kind: 'series', sync }, { onError: 'fail' }), { backend, mode });
          add('broken', failWith(value));
          const error = await failure();
          expect(error.report?.status).toBe('failed');
          return error;
        });
        expect(outcomes).toEqual(expected);
      });

      test('is a cause under aggregate, unchanged', async () => {
        const outcomes = await eachThrown(async (value) => {
          const { add, failure } = setUp(specOf({ kind: 'series', sync }, { onError: 'aggregate' }), { backend, mode });
          add('broken', failWith(value));
          const error = await failure();
          return (error.cause as AggregateError).errors[0] as HooklineError;
        });
        expect(outcomes).toEqual(expected);
      });
    });
  });

  test.each(timings)(
    'what is thrown is not changed, and the message names plugin, version and hook (timing %s)',
    (timing) => {
      const { add, hooks, errors } = setUp(hook.sync.series(), { backend, timing });
      const error = new TypeError('x is not a function');
      const before = { keys: Reflect.ownKeys(error), stack: error.stack };
      add('acme.broken', () => {
        throw error;
      });
      hooks.execute('work');
      expect({ keys: Reflect.ownKeys(error), stack: error.stack }).toEqual(before);
      const { message, data, hint } = errors[0]!.error;
      expect({ message, data, hint: hint.length > 0 }).toEqual({
        message: 'The hookimpl of the plugin "acme.broken" 1.0.0 for the hook "work" failed: x is not a function',
        data: {
          hook: 'work',
          plugin: 'acme.broken',
          version: '1.0.0',
          hookimpl: '1',
          callId: errors[0]!.callId,
          args: [],
        },
        hint: true,
      });
    },
  );

  test('the error names arguments, never their values', async () => {
    const spec = specOf({ kind: 'series', sync: false }, { args: { token: z.string() }, onError: 'fail' });
    const { add, failure } = setUp(spec, { backend });
    add('broken', () => Promise.reject(new Error('no')));
    const error = await failure({ token: 'secret' });
    expect(error.data['args']).toEqual(['token']);
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(JSON.stringify(error.report)).not.toContain('secret');
  });

  test('one error thrown in two calls gets two errors of Hookline around it', async () => {
    const shared = new Error('the same');
    const { add, failure } = setUp(hook.series({ onError: 'fail' }), { backend });
    add('broken', () => {
      throw shared;
    });
    const [first, second] = [await failure(), await failure()];
    expect([first.cause, second.cause]).toEqual([shared, shared]);
    expect(first).not.toBe(second);
    expect(first.report).not.toBe(second.report);
  });

  test('rejections that the policy leaves aside are not unhandled', async () => {
    const unhandled = await unhandledOf(async () => {
      for (const onError of ['isolate', 'fail', 'aggregate'] as const) {
        const { add, call } = setUp(hook.parallel({ onError }), { backend });
        for (const id of ['a', 'b', 'c']) add(id, () => Promise.reject(new Error(id)));
        await call().catch(() => {});
      }
    });
    expect(unhandled).toEqual([]);
  });

  test('an error three awaits deep belongs to its plugin', async () => {
    const { add, call, errors } = setUp(hook.parallel(), { backend });
    const deep = async (depth: number): Promise<never> => {
      await null;
      if (depth === 0) throw new Error('deep');
      return deep(depth - 1);
    };
    add('a', () => new Promise((resolve) => setImmediate(resolve, 1)));
    add('culprit', () => deep(3));
    add('c', async () => 3);
    expect(await call()).toEqual([1, 3]);
    expect(errors.map(({ plugin }) => plugin)).toEqual(['culprit']);
  });
});

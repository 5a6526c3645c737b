import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  counts,
  entry,
  hang,
  modes,
  plainReport,
  setUp,
  specOf,
  timings,
  unhandledOf,
} from './call-setup.ts';

type Resolve = (value: unknown) => void;
type Reject = (reason: unknown) => void;

class Later<Value> extends Promise<Value> {}

class NoSpecies<Value> extends Promise<Value> {
  static override get [Symbol.species](): PromiseConstructor {
    throw new Error('no species');
  }
}

function patched(promise: Promise<unknown>, then: unknown): Promise<unknown> {
  return Object.defineProperty(promise, 'then', { value: then });
}

const neverCalledBack = (): void => {};

/** What handlers of asynchronous hooks give, and what becomes of it. */
const odd: Record<string, { give: () => unknown; answer?: unknown; error?: string }> = {
  'a promise of a promise': { give: () => Promise.resolve(Promise.resolve(1)), answer: 1 },
  'a promise of undefined': { give: () => Promise.resolve(undefined), answer: undefined },
  'a promise of null': { give: () => Promise.resolve(null), answer: null },
  'an object of a subclass of Promise': { give: () => Later.resolve(2), answer: 2 },
  'a subclass that rejects': { give: () => Later.reject(new Error('later')), error: 'later' },
  'a subclass without species': { give: () => NoSpecies.resolve(1), error: 'no species' },
  'a promise with a `then` of its own': { give: () => patched(Promise.resolve(3), neverCalledBack), answer: 3 },
  'a promise whose own `then` throws': {
    give: () =>
      patched(Promise.resolve(4), () => {
        throw new Error('patched');
      }),
    answer: 4,
  },
  'a rejected promise with a `then` of its own': {
    give: () => patched(Promise.reject(new Error('mine')), neverCalledBack),
    error: 'mine',
  },
  'what only looks like a promise': {
    give: () => Object.create(Promise.prototype) as unknown,
    error: 'Method Promise.prototype.then called on incompatible receiver #<Promise>',
  },
  'a thenable': { give: () => ({ then: (resolve: Resolve) => resolve(5) }), answer: 5 },
  'a thenable of a thenable': {
    give: () => ({ then: (resolve: Resolve) => resolve({ then: (inner: Resolve) => inner(6) }) }),
    answer: 6,
  },
  'a thenable that rejects': {
    give: () => ({ then: (_resolve: Resolve, reject: Reject) => reject(new Error('thenable')) }),
    error: 'thenable',
  },
  'a thenable that throws': {
    give: () => ({
      then: () => {
        throw new Error('in then');
      },
    }),
    error: 'in then',
  },
  'a thenable that throws after calling back': {
    give: () => ({
      then: (resolve: Resolve) => {
        resolve(7);
        throw new Error('too late');
      },
    }),
    answer: 7,
  },
  'a thenable that calls back twice': {
    give: () => ({
      then: (resolve: Resolve) => {
        resolve(8);
        resolve(9);
      },
    }),
    answer: 8,
  },
  'a thenable that resolves and rejects': {
    give: () => ({
      then: (resolve: Resolve, reject: Reject) => {
        resolve(10);
        reject(new Error('too late'));
      },
    }),
    answer: 10,
  },
  'a thenable that rejects and resolves': {
    give: () => ({
      then: (resolve: Resolve, reject: Reject) => {
        reject(new Error('first'));
        resolve(11);
      },
    }),
    error: 'first',
  },
  'an object whose getter of `then` throws': {
    give: () => ({
      get then() {
        throw new Error('getter');
      },
    }),
    error: 'getter',
  },
  'an object whose `then` is no function': { give: () => ({ then: 1 }), answer: { then: 1 } },
  'a proxy around a promise': {
    give: () => new Proxy(Promise.resolve(1), {}),
    error: 'Method Promise.prototype.then called on incompatible receiver #<Promise>',
  },
};

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(['collect', 'parallel'] as const)(
      'whatever a handler of a %s hook returns is waited for as `await` would, or is its error',
      async (kind) => {
        const outcomes: unknown[] = [];
        const unhandled = await unhandledOf(async () => {
          for (const [name, { give }] of Object.entries(odd)) {
            const { add, call, errors } = setUp(specOf({ kind, sync: false }), { backend, mode });
            add('odd', give);
            add('good', () => 'good');
            const answers = (await call()) as unknown[];
            const message = (errors[0]?.error.cause as Error | undefined)?.message;
            outcomes.push({ name, answers, error: message });
          }
        });
        expect(outcomes).toEqual(
          Object.entries(odd).map(([name, row]) => ({
            name,
            answers: row.answer === undefined ? ['good'] : [row.answer, 'good'],
            error: row.error,
          })),
        );
        expect(unhandled).toEqual([]);
      },
    );

    test('a wrapper may return the same oddities', async () => {
      const outcomes: unknown[] = [];
      const unhandled = await unhandledOf(async () => {
        for (const [name, { give }] of Object.entries(odd)) {
          const { add, call, errors } = setUp(hook.first(), { backend, mode });
          add('good', () => 'good');
          add('odd', { wrapper: true, handler: give });
          const value = await call();
          outcomes.push({ name, value, error: (errors[0]?.error.cause as Error | undefined)?.message });
        }
      });
      expect(outcomes).toEqual(
        Object.entries(odd).map(([name, row]) => ({
          name,
          // Without a result of its own, a wrapper that did not call next() leaves nothing; one that failed leaves the rest.
          value: row.error === undefined ? row.answer : 'good',
          error: row.error,
        })),
      );
      expect(unhandled).toEqual([]);
    });

    test.each([
      { name: 'a promise', give: () => Promise.resolve(1) },
      { name: 'a promise that rejects', give: () => Promise.reject(new Error('quiet')) },
      {
        name: 'a promise that rejects later',
        give: () => new Promise((_, reject) => setImmediate(reject, new Error('quiet'))),
      },
      { name: 'a promise that hangs', give: hang },
      { name: 'a subclass that rejects', give: () => Later.reject(new Error('quiet')) },
      { name: 'a thenable', give: () => ({ then: (resolve: Resolve) => resolve(1) }) },
      {
        name: 'a thenable that rejects',
        give: () => ({ then: (_: Resolve, reject: Reject) => reject(new Error('quiet')) }),
      },
      {
        name: 'a thenable that throws',
        give: () => ({
          then: () => {
            throw new Error('quiet');
          },
        }),
      },
      { name: 'a function with then', give: () => Object.assign(() => {}, { then: (resolve: Resolve) => resolve(1) }) },
      { name: 'an async function', give: async () => 1 },
    ])('a synchronous hook that gets $name names the plugin, and nothing is unhandled', async ({ give }) => {
      const { add, call, errors } = setUp(hook.sync.collect(), { backend, mode });
      add('acme.async', give);
      add('good', () => 'yes');
      let value: unknown;
      const unhandled = await unhandledOf(async () => {
        value = await call();
      });
      expect({ value, unhandled }).toEqual({ value: ['yes'], unhandled: [] });
      expect(errors.map(({ plugin, error }) => [plugin, error.code, error.message, 'cause' in error])).toEqual([
        [
          'acme.async',
          'SYNC_HOOK_RETURNED_PROMISE',
          'The hookimpl of the plugin "acme.async" 1.0.0 for the hook "work" returned a promise, but the hook is synchronous.',
          false,
        ],
      ]);
    });

    test('a synchronous hook that gets an object whose getter of `then` throws has that error', async () => {
      const { add, call, errors } = setUp(hook.sync.collect(), { backend, mode });
      add('odd', odd['an object whose getter of `then` throws']!.give);
      add('good', () => 'yes');
      expect(await call()).toEqual(['yes']);
      expect(errors.map(({ error }) => [error.code, (error.cause as Error).message])).toEqual([
        ['HOOK_FAILED', 'getter'],
      ]);
    });
  });

  test.each(['series', 'collect', 'first', 'waterfall', 'loop'] as const)(
    'under fail, a promise from a synchronous %s hook throws',
    async (kind) => {
      const thread = kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {};
      const { add, failure } = setUp(specOf({ kind, sync: true }, { onError: 'fail', ...thread }), { backend });
      add('acme.async', async () => 1);
      const { code, report } = await failure(kind === 'waterfall' ? { text: 'x' } : undefined);
      expect([code, plainReport(report!)]).toEqual([
        'SYNC_HOOK_RETURNED_PROMISE',
        {
          hook: 'work',
          status: 'failed',
          entries: [entry('acme.async', { status: 'error', error: 'SYNC_HOOK_RETURNED_PROMISE' })],
        },
      ]);
    },
  );

  test.each(timings)('a promise from a synchronous hook counts as an error (timing %s)', (timing) => {
    const { add, hooks } = setUp(hook.sync.collect(), { backend, timing });
    add('acme.async', async () => 1);
    hooks.execute('work');
    hooks.execute('work');
    expect(counts(hooks.stats())).toEqual({ work: [2, 2, 0], 'acme.async': [2, 2, 0] });
  });

  test('a wrapper of a synchronous hook that returns a promise is an error, and leaves the inner result', async () => {
    const { add, report, errors } = setUp(hook.sync.collect(), { backend });
    add('good', () => 'yes');
    add('acme.async', { wrapper: true, handler: async (_args: unknown, next: () => unknown) => next() });
    const { value, report: made } = await report();
    expect({ value, entries: plainReport(made).entries }).toEqual({
      value: ['yes'],
      entries: [
        entry('acme.async', { wrapper: true, status: 'error', error: 'SYNC_HOOK_RETURNED_PROMISE' }),
        entry('good', { answered: true, value: 'yes' }),
      ],
    });
    expect(errors.length).toBe(1);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  entry,
  everyKind,
  modes,
  plainReport,
  setUp,
  specOf,
  timings,
  unhandledOf,
  type AnyKind,
} from './call-setup.ts';

const answering = everyKind.filter(({ kind }) => kind !== 'series' && kind !== 'loop');

/** A hook whose answers must fit `schema`. */
function specWith(any: AnyKind, schema: z.ZodType, options: object = {}) {
  const types = any.kind === 'waterfall' ? { args: { it: schema }, thread: 'it' } : { returns: schema };
  return specOf(any, { ...types, ...options });
}

const args = ({ kind }: AnyKind, it: unknown): object | undefined => (kind === 'waterfall' ? { it } : undefined);
const Page = z.object({ title: z.string(), tags: z.array(z.string()) });
const page = { title: 'a', tags: [] };

function valueOf({ kind }: AnyKind, answer: unknown): unknown {
  return kind === 'collect' || kind === 'parallel' ? [answer] : answer;
}

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each(answering)('of a $kind hook (sync: $sync)', (any) => {
      test.each(['results', 'all'])(
        'an answer of a wrong shape is refused by name, and counts as none (validate: %s)',
        async (validate) => {
          const { add, report, errors } = setUp(specWith(any, Page, { validate }), { backend, mode });
          const wrong = { title: 5, tags: [1, 'x'] };
          add('acme.broken', () => wrong);
          add('good', () => page);
          const { value, report: made } = await report(args(any, page));
          expect(value).toEqual(valueOf(any, page));
          expect(
            errors.map(({ plugin, error: { code, message, data } }) => ({
              plugin,
              code,
              message,
              problems: data['problems'],
            })),
          ).toEqual([
            {
              plugin: 'acme.broken',
              code: 'RESULT_INVALID',
              message:
                'The hookimpl of the plugin "acme.broken" 1.0.0 for the hook "work" returned what the hookspec does not accept: at title: Invalid input: expected string, received number; at tags.0: Invalid input: expected string, received number (got an object).',
              problems: [
                { path: ['title'], message: 'Invalid input: expected string, received number' },
                { path: ['tags', 0], message: 'Invalid input: expected string, received number' },
              ],
            },
          ]);
          expect(plainReport(made).entries[0]).toEqual(
            entry('acme.broken', { status: 'error', error: 'RESULT_INVALID' }),
          );
        },
      );

      test('validate: none takes any answer', async () => {
        const { add, call } = setUp(specWith(any, Page, { validate: 'none' }), { backend, mode });
        add('a', () => 5);
        expect(await call(args(any, page))).toEqual(valueOf(any, 5));
      });

      test('undefined is no answer, so it is never checked; null is one', async () => {
        const { add, call, errors } = setUp(specWith(any, Page), { backend, mode });
        add('silent', () => undefined);
        add('null', () => null);
        add('good', () => page);
        expect(await call(args(any, page))).toEqual(valueOf(any, page));
        expect(errors.map(({ plugin }) => plugin)).toEqual(['null']);
      });

      test('an answer is given as it is: defaults, transforms and unknown keys change nothing', async () => {
        const schema = z.object({ title: z.string().trim(), count: z.number().default(1) });
        const { add, call } = setUp(specWith(any, schema), { backend, mode });
        const answer = { title: ' a ', extra: true };
        add('a', () => answer);
        const value = await call(args(any, { title: 'x' }));
        expect((Array.isArray(value) ? value[0] : value) === answer).toBe(true);
        expect(answer).toEqual({ title: ' a ', extra: true });
      });

      test('a schema that cannot be checked at once, or throws, refuses the answer, and nothing is unhandled', async () => {
        const schemas = [
          z.string().refine(async () => Promise.resolve(true)),
          z.string().refine(() => {
            throw new Error('in the check');
          }),
        ];
        const messages: string[] = [];
        const unhandled = await unhandledOf(async () => {
          for (const schema of schemas) {
            const { add, call, errors } = setUp(specWith(any, schema), { backend, mode });
            add('a', () => 'x');
            await call(args(any, 'start'));
            messages.push(...errors.map(({ error }) => error.message));
          }
        });
        expect(messages.map((message) => message.split('accept: ')[1])).toEqual([
          'the schema has asynchronous checks, which a hook cannot wait for (got a string of length 1).',
          'the schema threw: in the check (got a string of length 1).',
        ]);
        expect(unhandled).toEqual([]);
      });

      test('under fail a wrong answer ends the call', async () => {
        const { add, failure } = setUp(specWith(any, Page, { onError: 'fail' }), { backend, mode });
        add('a', () => 'x');
        expect((await failure(args(any, page))).code).toBe('RESULT_INVALID');
      });
    });

    test('hostile answers are refused without harm', async () => {
      const trap = (): never => {
        throw new Error('trap');
      };
      const revoked = Proxy.revocable({}, {});
      revoked.revoke();
      const hostile = [
        new Proxy({}, { getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, has: trap }),
        {
          get title() {
            return trap();
          },
        },
        () => {},
        Symbol('x'),
        1n,
        revoked.proxy,
      ];
      for (const any of answering.filter(({ kind }) => kind === 'collect' || kind === 'first')) {
        for (const answer of hostile) {
          const { add, call, errors } = setUp(specWith(any, Page), { backend, mode });
          add('hostile', () => answer);
          add('good', () => page);
          expect(await call()).toEqual(valueOf(any, page));
          expect(errors.length).toBe(1);
        }
      }
    });

    test('hostile answers that nobody checks are given as they are', async () => {
      const trap = (): never => {
        throw new Error('trap');
      };
      const hostile = new Proxy({}, { getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, has: trap });
      for (const sync of [true, false]) {
        const { add, call } = setUp(specOf({ kind: 'first', sync }), { backend, mode });
        add('hostile', () => hostile);
        expect((await call()) === hostile).toBe(true);
      }
    });
  });

  test.each(timings)('a waterfall checks every step (timing %s)', async (timing) => {
    const { add, call, errors } = setUp(
      specOf({ kind: 'waterfall', sync: false }, { args: { n: z.number() }, thread: 'n' }),
      { backend, timing },
    );
    const seen: unknown[] = [];
    for (const [id, answer] of Object.entries({ a: 1, b: 'two', c: 3, d: null })) {
      add(id, async ({ n }: { n: unknown }) => {
        seen.push(n);
        return answer;
      });
    }
    expect(await call({ n: 0 })).toBe(3);
    expect([seen, errors.map(({ plugin }) => plugin)]).toEqual([
      [0, 1, 1, 3],
      ['b', 'd'],
    ]);
  });

  test('five problems are shown, and the rest is counted', async () => {
    const { add, call, errors } = setUp(specWith({ kind: 'first', sync: true }, z.array(z.string())), { backend });
    add('a', () => Array.from({ length: 30 }, (_, index) => index));
    await call();
    const { message, data } = errors[0]!.error;
    expect([message.includes('and 25 more (got an array of 30)'), (data['problems'] as unknown[]).length]).toEqual([
      true,
      20,
    ]);
  });
});

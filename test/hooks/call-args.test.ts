import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, everyKind, modes, plainReport, setUp, skipped, specOf, type AnyKind } from './call-setup.ts';

const shape = { text: z.string(), count: z.number().optional() };

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { args: shape, ...(kind === 'waterfall' ? { thread: 'text' } : {}), ...options };
}

const refused: Record<string, { args: unknown; problem: string }> = {
  'an unknown name': { args: { text: 'x', cuont: 1 }, problem: 'there is no argument "cuont"' },
  'two unknown names': { args: { txet: 'x', cuont: 1 }, problem: 'there is no argument "cuont"' },
  'an unknown inherited name': { args: Object.create({ other: 1 }), problem: 'there is no argument "other"' },
  null: { args: null, problem: 'expected one object with the arguments, not null' },
  'a string': { args: 'text', problem: 'expected one object with the arguments, not the string "text"' },
  'a number': { args: 5, problem: 'expected one object with the arguments, not the number 5' },
  'an array': { args: ['x'], problem: 'expected one object with the arguments, not an array of 1' },
  'an empty array': { args: [], problem: 'expected one object with the arguments, not an array of 0' },
  'a function': { args: () => {}, problem: 'expected one object with the arguments, not ' },
};

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(everyKind)('a call with arguments of another form is refused ($kind, sync: $sync)', async (any) => {
      for (const validate of ['all', 'results', 'none']) {
        const { add, failure, hooks } = setUp(specOf(any, optionsOf(any, { validate })), { backend, mode });
        const ran: string[] = [];
        add('wraps', { wrapper: true, handler: () => ran.push('wraps') });
        add('a', () => ran.push('a'));
        const found: Record<string, unknown> = {};
        for (const [name, { args, problem }] of Object.entries(refused)) {
          const error = await failure(args);
          found[name] = [error.code, error.message.includes(problem), error.data['hook'], plainReport(error.report!)];
        }
        const reason = 'the arguments of the call were refused';
        const report = {
          hook: 'work',
          status: 'failed',
          entries: [{ ...skipped('wraps', reason), wrapper: true }, skipped('a', reason)],
        };
        expect(found).toEqual(
          Object.fromEntries(Object.keys(refused).map((name) => [name, ['ARGS_INVALID', true, 'work', report]])),
        );
        expect(ran).toEqual([]);
        expect(hooks.stats()[0]).toMatchObject({ calls: Object.keys(refused).length, errors: 0 });
      }
    });

    test.each([{ sync: true }, { sync: false }])(
      'all problems are named at once, each with the nearest name (sync: $sync)',
      async ({ sync }) => {
        const { failure } = setUp(specOf({ kind: 'series', sync }, { args: shape }), { backend, mode });
        const { message, hint, data } = await failure({ txet: 'x', zzzzzz: 1, cuont: 2 });
        expect({ message, hint, data }).toEqual({
          message:
            'The call of the hook "work" has wrong arguments: there is no argument "txet" (did you mean "text"?); there is no argument "zzzzzz"; there is no argument "cuont" (did you mean "count"?).',
          hint: 'Pass one object: execute("work", { text, count }).',
          data: {
            hook: 'work',
            problems: [
              'there is no argument "txet" (did you mean "text"?)',
              'there is no argument "zzzzzz"',
              'there is no argument "cuont" (did you mean "count"?)',
            ],
          },
        });
      },
    );

    test('a hook without arguments says so', async () => {
      const { failure } = setUp(hook.series(), { backend, mode });
      expect((await failure({ text: 'x' })).hint).toBe('Pass no arguments.');
    });

    test('arguments may stand in any order, be left out, and be undefined', async () => {
      const { add, call } = setUp(hook.collect({ args: shape }), { backend, mode });
      const seen: unknown[] = [];
      add('a', (args: unknown) => void seen.push(args));
      const given = [
        { count: 1, text: 'x' },
        { text: 'x' },
        { count: 1 },
        {},
        { text: undefined },
        Object.create(null),
      ];
      for (const args of given) await call(args);
      expect(seen).toEqual(given);
    });

    test.each(everyKind)('validate: all checks the arguments before anybody runs ($kind, sync: $sync)', async (any) => {
      const { add, failure, call } = setUp(specOf(any, optionsOf(any, { validate: 'all' })), { backend, mode });
      const ran: unknown[] = [];
      add('a', (args: unknown) => void ran.push(args));
      const { code, message } = await failure({ text: 1, count: 'two' });
      expect({ code, message, ran }).toEqual({
        code: 'ARGS_INVALID',
        message:
          'The call of the hook "work" has wrong arguments: "text": Invalid input: expected string, received number (got a number); "count": Invalid input: expected number, received string (got a string of length 3).',
        ran: [],
      });
      const missing = await failure({});
      expect(missing.message).toContain('"text": Invalid input: expected string, received undefined');
      await call({ text: 'x' });
      expect(ran).toEqual([{ text: 'x' }]);
    });

    test.each(['results', 'none'])('validate: %s lets any value of a known argument pass', async (validate) => {
      const { add, call } = setUp(specOf({ kind: 'collect', sync: true }, { args: shape, validate }), {
        backend,
        mode,
      });
      add('a', ({ text }: { text: unknown }) => text);
      expect(await call({ text: 5 })).toEqual([5]);
    });
  });

  test('defaults and transforms of a schema change nothing: it only checks', async () => {
    const args = {
      text: z.string().default('filled in'),
      trimmed: z.string().trim(),
      number: z.coerce.number(),
      object: z.object({ known: z.number() }),
    };
    for (const payload of ['shared', 'frozen', 'cloned']) {
      const { add, call } = setUp(specOf({ kind: 'collect', sync: true }, { args, validate: 'all', payload }), {
        backend,
      });
      add('a', (received: unknown) => received);
      const given = { trimmed: ' x ', number: '5', object: { known: 1, unknown: 2 } };
      expect(await call(given)).toEqual([given]);
    }
  });

  test('what a schema cannot check at once, or what throws in it, refuses the arguments', async () => {
    const checks: Record<string, z.ZodType> = {
      'the schema has asynchronous checks, which a hook cannot wait for': z
        .string()
        .refine(async () => Promise.resolve(true)),
      'the schema threw: in the check': z.string().refine(() => {
        throw new Error('in the check');
      }),
    };
    for (const [problem, text] of Object.entries(checks)) {
      for (const sync of [true, false]) {
        const { failure } = setUp(specOf({ kind: 'series', sync }, { args: { text }, validate: 'all' }), { backend });
        const { code, message } = await failure({ text: 'x' });
        expect([code, message.includes(`"text": ${problem}`)]).toEqual(['ARGS_INVALID', true]);
      }
    }
  });

  test('a refused call of a historic hook is not remembered', async () => {
    const { add, call, failure } = setUp(hook.sync.series({ args: shape, historic: true, validate: 'all' }), {
      backend,
    });
    await failure({ text: 1 });
    await call({ text: 'x' });
    const seen: unknown[] = [];
    await add('late', ({ text }: { text: string }) => void seen.push(text)).ready;
    expect(seen).toEqual(['x']);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  defer,
  entry,
  everyKind,
  modes,
  plainReport,
  setUp,
  skipped,
  specOf,
  type AnyKind,
} from './call-setup.ts';

const ARGS = { args: { text: z.string() } };
const THREAD = { args: { text: z.string() }, thread: 'text', validate: 'none' };

function optionsOf({ kind }: AnyKind): object {
  return kind === 'waterfall' ? THREAD : ARGS;
}

interface Row {
  readonly kind: AnyKind['kind'];
  /** What the handlers answer, one after another. */
  readonly answers: readonly unknown[];
  readonly value: unknown;
  /** The handlers that run, by position. */
  readonly ran: readonly number[];
}

const rows: readonly Row[] = [
  { kind: 'series', answers: [], value: undefined, ran: [] },
  { kind: 'series', answers: ['a', undefined, null], value: undefined, ran: [0, 1, 2] },
  { kind: 'collect', answers: [], value: [], ran: [] },
  { kind: 'collect', answers: [undefined, undefined], value: [], ran: [0, 1] },
  {
    kind: 'collect',
    answers: ['a', undefined, null, 0, false, '', NaN],
    value: ['a', null, 0, false, '', NaN],
    ran: [0, 1, 2, 3, 4, 5, 6],
  },
  { kind: 'first', answers: [], value: undefined, ran: [] },
  { kind: 'first', answers: [undefined, undefined], value: undefined, ran: [0, 1] },
  { kind: 'first', answers: [undefined, null, 'late'], value: null, ran: [0, 1] },
  { kind: 'first', answers: [false, 'late'], value: false, ran: [0] },
  { kind: 'first', answers: [0, 'late'], value: 0, ran: [0] },
  { kind: 'first', answers: ['', 'late'], value: '', ran: [0] },
  { kind: 'waterfall', answers: [], value: 'start', ran: [] },
  { kind: 'waterfall', answers: [undefined, undefined], value: 'start', ran: [0, 1] },
  { kind: 'waterfall', answers: ['a', undefined, 'b', undefined], value: 'b', ran: [0, 1, 2, 3] },
  { kind: 'waterfall', answers: ['a', null, undefined], value: null, ran: [0, 1, 2] },
  { kind: 'waterfall', answers: [0, ''], value: '', ran: [0, 1] },
  { kind: 'parallel', answers: [], value: [], ran: [] },
  {
    kind: 'parallel',
    answers: ['a', undefined, null, 0, false, ''],
    value: ['a', null, 0, false, ''],
    ran: [0, 1, 2, 3, 4, 5],
  },
  { kind: 'loop', answers: [], value: undefined, ran: [] },
  { kind: 'loop', answers: [undefined, undefined], value: undefined, ran: [0, 1] },
];

/** The forms in which a handler of an asynchronous hook may give an answer. */
const forms: Record<string, (value: unknown, index: number) => unknown> = {
  values: (value) => value,
  promises: (value) => Promise.resolve(value),
  'late promises': (value) => new Promise((resolve) => setImmediate(resolve, value)),
  thenables: (value) => ({ then: (resolve: (value: unknown) => void) => resolve(value) }),
  'functions with then': (value) =>
    Object.assign(() => {}, { then: (resolve: (value: unknown) => void) => resolve(value) }),
  'a mixture': (value, index) => (index % 2 === 0 ? value : Promise.resolve(value)),
};

const cases = rows.flatMap((row) => [
  ...Object.keys(forms).map((form) => ({ ...row, sync: false, form })),
  ...(row.kind === 'parallel' ? [] : [{ ...row, sync: true, form: 'values' }]),
]);

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(cases)('$kind hooks (sync: $sync) make $value of the $form $answers', async (row) => {
      const { add, call } = setUp(specOf(row, optionsOf(row)), { backend, mode });
      const ran: number[] = [];
      for (const [index, value] of row.answers.entries()) {
        add(`p${index}`, () => {
          ran.push(index);
          return forms[row.form]!(value, index);
        });
      }
      expect({ value: await call({ text: 'start' }), ran }).toEqual({ value: row.value, ran: row.ran });
    });

    test.each([{ sync: true }, { sync: false }])(
      'each answer of a waterfall (sync: $sync) feeds the next handler',
      async ({ sync }) => {
        const { add, call } = setUp(
          specOf({ kind: 'waterfall', sync }, { args: { text: z.string(), other: z.number() }, thread: 'text' }),
          { backend, mode },
        );
        const seen: unknown[] = [];
        const answers = ['b', undefined, 'c'];
        for (const [index, value] of answers.entries()) {
          add(`p${index}`, (args: unknown) => {
            seen.push(args);
            return value;
          });
        }
        const args = { text: 'a', other: 1 };
        expect(await call(args)).toBe('c');
        expect(seen).toEqual([args, { text: 'b', other: 1 }, { text: 'b', other: 1 }]);
        expect(args).toEqual({ text: 'a', other: 1 });
      },
    );

    test.each([{ sync: true }, { sync: false }])(
      'a loop (sync: $sync) starts again after each answer, null and false included',
      async ({ sync }) => {
        const { add, call } = setUp(specOf({ kind: 'loop', sync }), { backend, mode });
        const ran: string[] = [];
        const answering = (id: string, left: unknown[]) => () => {
          ran.push(id);
          return left.shift();
        };
        add('a', answering('a', [undefined, null]));
        add('b', answering('b', [false, 0]));
        add('c', answering('c', []));
        expect(await call()).toBe(undefined);
        expect(ran.join('')).toBe('abaababc');
      },
    );

    test.each(everyKind)(
      'a hook without arguments ($kind, sync: $sync) can be called with none, with undefined and with {}',
      async (any) => {
        const options = any.kind === 'waterfall' ? { args: { text: z.string().optional() }, thread: 'text' } : {};
        const { add, call } = setUp(specOf(any, options), { backend, mode });
        const seen: unknown[] = [];
        add('p', (args: unknown) => {
          seen.push(args);
        });
        await call();
        await call(undefined);
        await call({});
        expect(seen).toEqual([{}, {}, {}]);
      },
    );

    test.each(everyKind)(
      'more hookimpls than one compiled function holds ($kind, sync: $sync) run like a few',
      async (any) => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const ran: number[] = [];
        for (let index = 0; index < 100; index++) {
          add(`p${index}`, () => {
            ran.push(index);
            return any.kind === 'first' || any.kind === 'loop' ? undefined : `answer ${index}`;
          });
        }
        const all = Array.from({ length: 100 }, (_, index) => index);
        const values = { series: undefined, first: undefined, loop: undefined, waterfall: 'answer 99' };
        const answers = all.map((index) => `answer ${index}`);
        expect(await call({ text: 'start' })).toEqual(
          any.kind in values ? values[any.kind as keyof typeof values] : answers,
        );
        expect(ran).toEqual(all);
      },
    );
  });

  test.each(everyKind.filter(({ sync }) => sync))(
    'a synchronous $kind hook gives the value itself',
    ({ kind, sync }) => {
      const { add, hooks } = setUp(specOf({ kind, sync }, optionsOf({ kind, sync })), { backend });
      add('p', () => (kind === 'loop' ? undefined : 'x'));
      const values = { series: undefined, collect: ['x'], first: 'x', waterfall: 'x', parallel: [], loop: undefined };
      expect(hooks.execute('work', { text: 'start' })).toEqual(values[kind]);
    },
  );

  test.each(everyKind.filter(({ sync }) => !sync))(
    'an asynchronous $kind hook gives a promise, and starts its first handler at once',
    async ({ kind, sync }) => {
      const { add, hooks } = setUp(specOf({ kind, sync }, optionsOf({ kind, sync })), { backend });
      const ran: string[] = [];
      add('a', async () => {
        ran.push('a');
      });
      add('b', () => {
        ran.push('b');
      });
      const promise = hooks.execute('work', { text: 'start' });
      expect(promise).toBeInstanceOf(Promise);
      expect(ran).toEqual(kind === 'parallel' ? ['a', 'b'] : ['a']);
      await promise;
      expect(ran).toEqual(['a', 'b']);
    },
  );

  test.each(['series', 'collect', 'first', 'waterfall', 'loop'] as const)(
    'a handler of an asynchronous %s hook waits for the one before it',
    async (kind) => {
      const { add, call } = setUp(specOf({ kind, sync: false }, optionsOf({ kind, sync: false })), { backend });
      const gate = defer<undefined>();
      const ran: string[] = [];
      add('a', async () => {
        ran.push('a starts');
        await gate.promise;
        ran.push('a ends');
      });
      add('b', () => {
        ran.push('b');
      });
      const ended = call({ text: 'start' });
      expect(ran).toEqual(['a starts']);
      gate.resolve(undefined);
      await ended;
      expect(ran).toEqual(['a starts', 'a ends', 'b']);
    },
  );

  test('what a first hook did not reach stands in the report as skipped', async () => {
    const { add, report } = setUp(specOf({ kind: 'first', sync: false }), { backend });
    add('a', () => undefined);
    add('b', async () => null);
    add('c', () => 'late');
    const { value, report: made } = await report();
    expect({ value, report: plainReport(made) }).toEqual({
      value: null,
      report: {
        hook: 'work',
        status: 'ok',
        entries: [entry('a'), answer('b', null), skipped('c', '"b" had answered')],
      },
    });
  });
});

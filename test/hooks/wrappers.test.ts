import type { HookContext } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answer, backends, entry, everyKind, modes, plainReport, setUp, specOf, type AnyKind } from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { args: { text: z.string() }, ...(kind === 'waterfall' ? { thread: 'text' } : {}), ...options };
}

const args = { text: 'start' };
/** What a call gives where two handlers answer `a` and `b`. A loop does not end while they do, so there nobody answers. */
const inner: Record<AnyKind['kind'], unknown> = {
  series: undefined,
  collect: ['a', 'b'],
  first: 'a',
  waterfall: 'b',
  parallel: ['a', 'b'],
  loop: undefined,
};
const replacement: Record<AnyKind['kind'], unknown> = {
  series: 'ignored',
  collect: ['new', 'answers'],
  first: null,
  waterfall: 'new',
  parallel: [],
  loop: 'ignored',
};
/** What a call gives where nobody runs. */
const nothing: Record<AnyKind['kind'], unknown> = {
  series: undefined,
  collect: [],
  first: undefined,
  waterfall: 'start',
  parallel: [],
  loop: undefined,
};

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each(everyKind)('around a $kind hook (sync: $sync)', (any) => {
      const { kind, sync } = any;
      function setUpTwo(options: object = {}) {
        const set = setUp(specOf(any, optionsOf(any, options)), { backend, mode });
        const ran: string[] = [];
        for (const id of ['a', 'b']) {
          set.add(id, () => {
            ran.push(id);
            return kind === 'loop' ? undefined : id;
          });
        }
        return { ...set, ran };
      }

      test('wrappers run around the others, the earliest outermost, each with arguments and context', async () => {
        const { add, call, ran } = setUpTwo();
        const seen: unknown[] = [];
        const logging = (id: string) =>
          wrapperOf(sync, {
            before: (given: unknown, ctx: HookContext) => {
              ran.push(`${id}>`);
              seen.push(given, ctx.hook, ctx.signal.aborted, Object.isFrozen(ctx));
            },
            after: () => {
              ran.push(`<${id}`);
            },
          });
        add('late', { wrapper: true, order: 'last', handler: logging('late') });
        add('low', { wrapper: true, handler: logging('low') });
        add('high', { wrapper: true, priority: 5, handler: logging('high') });
        add('pushed', { wrapper: true, priority: 9, after: 'high', handler: logging('pushed') });
        expect(await call(args)).toEqual(inner[kind]);
        const handlers = kind === 'first' ? ['a'] : ['a', 'b'];
        expect(ran).toEqual(['high>', 'pushed>', 'low>', 'late>', ...handlers, '<late', '<low', '<pushed', '<high']);
        expect(seen).toEqual(Array.from({ length: 4 }, () => [args, 'work', false, true]).flat());
      });

      test('next() gives the inner result, and undefined keeps it', async () => {
        const { add, call } = setUpTwo();
        const seen: unknown[] = [];
        const note = wrapperOf(sync, { after: (result) => void seen.push(result) });
        add('outer', { wrapper: true, handler: note });
        add('inner', { wrapper: true, handler: note });
        expect(await call(args)).toEqual(inner[kind]);
        expect(seen).toEqual([inner[kind], inner[kind]]);
      });

      test('what a wrapper returns replaces the result, for the wrappers around it too', async () => {
        const { add, call } = setUpTwo();
        const seen: unknown[] = [];
        add('outer', { wrapper: true, handler: wrapperOf(sync, { after: (result) => void seen.push(result) }) });
        add('inner', { wrapper: true, handler: wrapperOf(sync, { after: () => replacement[kind] }) });
        const given = inner[kind] === undefined && kind !== 'first' ? undefined : replacement[kind];
        expect(await call(args)).toEqual(given);
        expect(seen).toEqual([given]);
      });

      test('a wrapper that does not call next() skips what is inside, and the report says so', async () => {
        const { add, report, ran } = setUpTwo();
        add('outer', { wrapper: true, handler: wrapperOf(sync, {}) });
        add('stops', { wrapper: true, handler: () => undefined });
        add('inner', { wrapper: true, handler: wrapperOf(sync, { before: () => ran.push('inner') }) });
        const { value, report: made } = await report(args);
        const reason = 'the wrapper of "stops" did not call next()';
        const skip = { status: 'skipped', reason };
        expect({ value, ran, report: plainReport(made) }).toEqual({
          value: nothing[kind],
          ran: [],
          report: {
            hook: 'work',
            status: 'ok',
            entries: [
              entry('outer', { wrapper: true }),
              entry('stops', { wrapper: true }),
              entry('inner', { wrapper: true, ...skip }),
              entry('a', skip),
              entry('b', skip),
            ],
          },
        });
      });

      test('a wrapper may answer instead of what is inside', async () => {
        const { add, call, ran } = setUpTwo();
        add('stops', { wrapper: true, handler: () => replacement[kind] });
        const given = kind === 'series' || kind === 'loop' ? undefined : replacement[kind];
        expect({ value: await call(args), ran }).toEqual({ value: given, ran: [] });
      });

      test('a wrapper whose filter does not match is left out, and what is inside runs', async () => {
        const { add, report } = setUpTwo();
        add('filtered', { wrapper: true, filter: { text: 'other' }, handler: () => replacement[kind] });
        add('matches', { wrapper: true, filter: { text: { prefix: 'st' } }, handler: wrapperOf(sync, {}) });
        const { value, report: made } = await report(args);
        expect(value).toEqual(inner[kind]);
        expect(plainReport(made).entries.slice(0, 2)).toEqual([
          entry('filtered', {
            wrapper: true,
            status: 'filtered',
            reason: 'its filter does not match the arguments',
          }),
          entry('matches', { wrapper: true }),
        ]);
      });

      test('a hook may have nothing but wrappers', async () => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const seen: unknown[] = [];
        add('alone', { wrapper: true, handler: wrapperOf(sync, { after: (result) => void seen.push(result) }) });
        expect(await call(args)).toEqual(nothing[kind]);
        expect(seen).toEqual([nothing[kind]]);
      });

      test('one plugin may bring handlers and wrappers together', async () => {
        const { add, call, ran } = setUpTwo();
        add('both', [
          { id: 'around', wrapper: true, handler: wrapperOf(sync, { before: () => ran.push('around') }) },
          () => {
            ran.push('within');
          },
        ]);
        await call(args);
        expect(ran).toEqual(kind === 'first' ? ['around', 'a'] : ['around', 'a', 'b', 'within']);
      });
    });

    test('a wrapper runs once around all rounds of a loop', async () => {
      for (const sync of [true, false]) {
        const { add, report } = setUp(specOf({ kind: 'loop', sync }), { backend, mode });
        let rounds = 0;
        add('counts', () => (++rounds < 3 ? rounds : undefined));
        add('around', { wrapper: true, handler: wrapperOf(sync, {}) });
        const { report: made } = await report();
        expect(plainReport(made).entries).toEqual([
          entry('around', { wrapper: true }),
          answer('counts', 1),
          answer('counts', 2),
          entry('counts'),
        ]);
      }
    });

    test('around a parallel hook, next() settles when the last of them has', async () => {
      const { add, call } = setUp(specOf({ kind: 'parallel', sync: false }), { backend, mode });
      const ran: string[] = [];
      add('around', { wrapper: true, handler: wrapperOf(false, { after: () => void ran.push('around') }) });
      for (const [id, turns] of [
        ['slow', 3],
        ['fast', 1],
      ] as const) {
        add(id, async () => {
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
          ran.push(id);
          return id;
        });
      }
      expect(await call()).toEqual(['slow', 'fast']);
      expect(ran).toEqual(['fast', 'slow', 'around']);
    });
  });

  test('the answer of a wrapper stands in the report', async () => {
    for (const { kind, sync } of everyKind) {
      const { add, report } = setUp(specOf({ kind, sync }, optionsOf({ kind, sync })), { backend });
      add('around', { wrapper: true, handler: () => replacement[kind] });
      const { report: made } = await report(args);
      expect(plainReport(made)).toEqual({
        hook: 'work',
        status: 'ok',
        entries: [{ ...answer('around', replacement[kind]), wrapper: true }],
      });
    }
  });

  test('a result that the hookspec does not accept is an error of the wrapper, and the inner result stays', async () => {
    const wrong: Record<string, { result: unknown; problem: string }> = {
      collect: { result: 'a', problem: 'expected an array of answers, got a string of length 1' },
      parallel: { result: ['a', 1], problem: 'at 1: Invalid input: expected string, received number' },
      first: { result: 1, problem: 'Invalid input: expected string, received number' },
      waterfall: { result: null, problem: 'Invalid input: expected string, received null' },
    };
    for (const any of everyKind) {
      const row = wrong[any.kind];
      if (row === undefined) continue;
      const returns = any.kind === 'waterfall' ? {} : { returns: z.string() };
      const { add, report, errors } = setUp(specOf(any, optionsOf(any, returns)), { backend });
      add('a', () => 'a');
      add('around', { wrapper: true, handler: wrapperOf(any.sync, { after: () => row.result }) });
      const { value, report: made } = await report(args);
      expect({ value, status: made.status }).toEqual({
        value: inner[any.kind] instanceof Array ? ['a'] : 'a',
        status: 'partial',
      });
      expect(errors.map(({ plugin, error }) => [plugin, error.code])).toEqual([['around', 'RESULT_INVALID']]);
      expect(errors[0]!.error.message).toContain(
        `The wrapper of the plugin "around" 1.0.0 for the hook "work" returned what the hookspec does not accept: ${row.problem}`,
      );
    }
  });

  test('without next(), a result that is refused lets what is inside run', async () => {
    for (const sync of [true, false]) {
      const { add, call } = setUp(specOf({ kind: 'collect', sync }), { backend });
      add('a', () => 'a');
      add('around', { wrapper: true, handler: () => 'no array' });
      expect(await call()).toEqual(['a']);
    }
  });
});

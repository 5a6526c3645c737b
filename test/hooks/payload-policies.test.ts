import { hook, type HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, entry, everyKind, modes, plainReport, setUp, skipped, specOf, type AnyKind } from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

interface Page {
  title: string;
  tags: string[];
}

function optionsOf({ kind }: AnyKind, options: object): object {
  return { args: { page: z.custom<Page>() }, ...(kind === 'waterfall' ? { thread: 'page' } : {}), ...options };
}

const newPage = (): Page => ({ title: 'start', tags: ['a'] });
const thread = { args: { page: z.custom<Page>() }, thread: 'page' };

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each(everyKind)('of a $kind hook (sync: $sync)', (any) => {
      /** What three hookimpls, the first of which changes what it gets, receive. */
      async function receivedUnder(payload: string) {
        const set = setUp(specOf(any, optionsOf(any, { payload })), { backend, mode });
        const received: Page[] = [];
        set.add('changes', ({ page }: { page: Page }) => {
          received.push(page);
          page.tags.push('changed');
        });
        for (const id of ['b', 'c']) {
          set.add(id, ({ page }: { page: Page }) => {
            received.push(page);
          });
        }
        const given = { page: newPage() };
        const value = await set.call(given);
        return { ...set, received, given, value };
      }

      test('shared: all receive the object of the caller', async () => {
        const { received, given, errors } = await receivedUnder('shared');
        expect(received.map((page) => page === given.page)).toEqual([true, true, true]);
        expect([given.page.tags, errors]).toEqual([['a', 'changed'], []]);
      });

      test('frozen: all receive one frozen copy, and who changes it has failed', async () => {
        const { received, given, errors } = await receivedUnder('frozen');
        expect(given.page).toEqual(newPage());
        expect(received.map((page) => page === received[0] && page !== given.page)).toEqual([true, true, true]);
        expect([Object.isFrozen(received[0]), Object.isFrozen(received[0]!.tags), received[0]]).toEqual([
          true,
          true,
          newPage(),
        ]);
        expect(errors.map(({ plugin, error }) => [plugin, error.cause instanceof TypeError])).toEqual([
          ['changes', true],
        ]);
      });

      test('cloned: each receives a copy of its own, and may change it', async () => {
        const { received, given, errors } = await receivedUnder('cloned');
        expect(new Set([...received, given.page]).size).toBe(4);
        expect(received).toEqual([{ title: 'start', tags: ['a', 'changed'] }, newPage(), newPage()]);
        expect([given.page, errors]).toEqual([newPage(), []]);
      });

      test.each(['frozen', 'cloned'])(
        '%s: arguments that cannot be copied are refused, and nobody runs',
        async (payload) => {
          const { add, failure } = setUp(specOf(any, optionsOf(any, { payload })), { backend, mode });
          const ran: string[] = [];
          add('a', () => ran.push('a'));
          const error = await failure({ page: { render: () => {} } });
          expect([error.code, ran, plainReport(error.report!)]).toEqual([
            'ARGS_INVALID',
            [],
            { hook: 'work', status: 'failed', entries: [skipped('a', 'the arguments of the call were refused')] },
          ]);
          expect(error.message).toContain(`they cannot be copied for the payload policy "${payload}": `);
        },
      );
    });

    describe.each([{ sync: true }, { sync: false }])('of a hook with a thread (sync: $sync)', ({ sync }) => {
      const waterfall = (payload: string) =>
        setUp(specOf({ kind: 'waterfall', sync }, { ...thread, payload }), { backend, mode });

      test.each(['frozen', 'cloned'])(
        '%s: those behind an answer receive a copy, which its author cannot reach',
        async (payload) => {
          const { add, call } = waterfall(payload);
          const answer = { title: 'answer', tags: ['b'] };
          let received: Page | undefined;
          add('author', () => answer);
          add('changes', () => {
            answer.tags.push('changed behind the back');
          });
          add('reads', ({ page }: { page: Page }) => {
            received = page;
          });
          expect(await call({ page: newPage() })).toBe(answer);
          expect(received).toEqual({ title: 'answer', tags: ['b'] });
          expect(Object.isFrozen(received)).toBe(payload === 'frozen');
        },
      );

      test('cloned: what a hookimpl changes in its copy is gone, what it answers goes on', async () => {
        const { add, call } = waterfall('cloned');
        const seen: string[][] = [];
        const note = ({ page }: { page: Page }): void => {
          seen.push([...page.tags]);
        };
        add('changes', ({ page }: { page: Page }) => void page.tags.push('gone'));
        add('a', note);
        add('answers', ({ page }: { page: Page }) => {
          page.tags.push('kept');
          return page;
        });
        add('b', note);
        expect(await call({ page: newPage() })).toEqual({ title: 'start', tags: ['a', 'kept'] });
        expect(seen).toEqual([['a'], ['a', 'kept']]);
      });

      test.each(['frozen', 'cloned'])(
        '%s: an answer that cannot be copied is refused, and the thread stays',
        async (payload) => {
          const { add, report, errors } = waterfall(payload);
          add('good', () => ({ title: 'good', tags: [] }));
          add('broken', () => ({ title: 'broken', tags: [], render: () => {} }));
          let received: unknown;
          add('reads', ({ page }: { page: Page }) => {
            received = page;
          });
          const { value, report: made } = await report({ page: newPage() });
          expect([value, received]).toEqual([
            { title: 'good', tags: [] },
            { title: 'good', tags: [] },
          ]);
          expect(errors.map(({ plugin, error }) => [plugin, error.code])).toEqual([['broken', 'RESULT_INVALID']]);
          expect(plainReport(made).entries[1]).toEqual(entry('broken', { status: 'error', error: 'RESULT_INVALID' }));
        },
      );

      test('shared: an answer that cannot be copied goes on as it is', async () => {
        const { add, call } = waterfall('shared');
        const answer = { title: 'x', tags: [], render: () => {} };
        add('a', () => answer);
        expect(await call({ page: newPage() })).toBe(answer);
      });
    });

    test('cloned: a filter sees the arguments of the call, not what another hookimpl made of its copy', async () => {
      const { add, call } = setUp(hook.collect({ args: { page: z.custom<Page>() }, payload: 'cloned' }), {
        backend,
        mode,
      });
      add('changes', ({ page }: { page: Page }) => {
        page.title = 'changed';
      });
      add('filtered', { filter: { 'page.title': 'changed' }, handler: () => 'no' });
      add('matches', { filter: { 'page.title': 'start' }, handler: () => 'yes' });
      expect(await call({ page: newPage() })).toEqual(['yes']);
    });

    test('a filter sees the thread as the answer before left it', async () => {
      for (const payload of ['shared', 'frozen', 'cloned']) {
        const { add, call } = setUp(specOf({ kind: 'waterfall', sync: true }, { ...thread, payload }), {
          backend,
          mode,
        });
        add('old', { filter: { 'page.title': 'new' }, handler: () => ({ title: 'too early', tags: [] }) });
        add('answers', () => ({ title: 'new', tags: [] }));
        add('new', {
          filter: { 'page.title': 'new' },
          handler: ({ page }: { page: Page }) => ({ ...page, tags: ['seen'] }),
        });
        expect(await call({ page: newPage() })).toEqual({ title: 'new', tags: ['seen'] });
      }
    });
  });

  test.each([{ sync: true }, { sync: false }])(
    'wrappers receive what the policy says too (sync: $sync)',
    async ({ sync }) => {
      for (const payload of ['shared', 'frozen', 'cloned']) {
        const { add, call } = setUp(specOf({ kind: 'series', sync }, { args: { page: z.custom<Page>() }, payload }), {
          backend,
        });
        const received: Page[] = [];
        const note = (args: unknown): void => {
          received.push((args as { page: Page }).page);
        };
        for (const id of ['outer', 'inner']) add(id, { wrapper: true, handler: wrapperOf(sync, { before: note }) });
        add('a', note);
        const page = newPage();
        await call({ page });
        expect({
          payload,
          distinct: new Set([...received, page]).size,
          frozen: received.every((each) => Object.isFrozen(each)),
        }).toEqual({
          payload,
          distinct: { shared: 1, frozen: 2, cloned: 4 }[payload],
          frozen: payload === 'frozen',
        });
      }
    },
  );

  test('each round of a loop gets a copy of its own', async () => {
    const { add, call } = setUp(
      specOf({ kind: 'loop', sync: true }, { args: { page: z.custom<Page>() }, payload: 'cloned' }),
      { backend },
    );
    const lengths: number[] = [];
    let rounds = 0;
    add('a', ({ page }: { page: Page }) => {
      lengths.push(page.tags.push('x'));
      return ++rounds < 3 ? true : undefined;
    });
    await call({ page: newPage() });
    expect(lengths).toEqual([2, 2, 2]);
  });

  test('answers that are collected are given as they are, whatever the policy', async () => {
    for (const payload of ['shared', 'frozen', 'cloned']) {
      const answer = { render: () => {} };
      const { add, call } = setUp(specOf({ kind: 'collect', sync: true }, { payload }), { backend });
      add('a', () => answer);
      expect(((await call()) as unknown[])[0]).toBe(answer);
    }
  });

  test('a hook without arguments takes any policy', async () => {
    for (const any of everyKind.filter(({ kind }) => kind !== 'waterfall')) {
      for (const payload of ['shared', 'frozen', 'cloned']) {
        const { add, call, errors } = setUp(specOf(any, { payload }), { backend });
        const seen: unknown[] = [];
        add('a', (args: unknown) => void seen.push(args));
        await call();
        expect([seen, errors]).toEqual([[{}], []]);
      }
    }
  });

  test('copies keep what structured cloning keeps', async () => {
    const { add, call } = setUp(hook.sync.first({ args: { value: z.unknown() }, payload: 'cloned' }), { backend });
    add('a', ({ value }: { value: unknown }) => value);
    const cycle: { self?: unknown; map: Map<string, Date> } = { map: new Map([['k', new Date(5)]]) };
    cycle.self = cycle;
    expect(await call({ value: cycle })).toEqual(cycle);
  });

  test('what a Proxy refuses to show cannot be copied', async () => {
    const { add, failure } = setUp(hook.series({ args: { value: z.unknown() }, payload: 'frozen' }), { backend });
    add('a', () => {});
    const error: HooklineError = await failure({ value: new Proxy({}, {}) });
    expect(error.code).toBe('ARGS_INVALID');
  });
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  answer,
  backends,
  counts,
  entry,
  everyKind,
  modes,
  plainReport,
  setUp,
  skipped,
  specOf,
  warningsOf,
  type AnyKind,
} from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

function optionsOf({ kind }: AnyKind, options: object = {}): object {
  return { args: { text: z.string() }, ...(kind === 'waterfall' ? { thread: 'text' } : {}), ...options };
}

const args = { text: 'start' };
const boom = (): never => {
  throw new Error('no');
};

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    test.each(everyKind)('hookimpls of one call take part in that call only ($kind, sync: $sync)', async (any) => {
      const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
      const ran: string[] = [];
      add('a', () => void ran.push('a'));
      const extra = (given: unknown): void => {
        expect(given).toEqual(args);
        ran.push('extra');
      };
      await call(args, { extra });
      await call(args);
      await call(args, { extra: undefined });
      expect(ran).toEqual(['a', 'extra', 'a', 'a']);
    });

    test.each([{ sync: true }, { sync: false }])(
      'a function, an object, a wrapper or a list of them will do (sync: $sync)',
      async ({ sync }) => {
        const { add, call } = setUp(specOf({ kind: 'collect', sync }, { args: { text: z.string() } }), {
          backend,
          mode,
        });
        add('a', () => 'a');
        const wrapper = wrapperOf(sync, { after: (inner) => ['wrapped', ...(inner as string[])] });
        const forms: Record<string, { extra: unknown; value: unknown }> = {
          function: { extra: () => 'x', value: ['a', 'x'] },
          object: { extra: { handler: () => 'x' }, value: ['a', 'x'] },
          wrapper: { extra: { wrapper: true, handler: wrapper }, value: ['wrapped', 'a'] },
          list: {
            extra: [() => 'x', { order: 'first', handler: () => 'y' }, { wrapper: true, handler: wrapper }],
            value: ['wrapped', 'y', 'a', 'x'],
          },
          filtered: { extra: { filter: { text: 'other' }, handler: () => 'x' }, value: ['a'] },
        };
        const values = Object.entries(forms).map(async ([name, { extra }]) => [name, await call(args, { extra })]);
        expect(await Promise.all(values)).toEqual(Object.entries(forms).map(([name, { value }]) => [name, value]));
      },
    );

    test('they are placed by the same rules, constraints of both sides included', async () => {
      const { add, call } = setUp(hook.collect(), { backend, mode });
      for (const [id, priority] of Object.entries({ high: 10, mid: 0, low: -10 })) {
        add(id, { priority, handler: () => id });
      }
      const valueWith = (options: object) => call(undefined, { extra: { ...options, handler: () => 'x' } });
      expect([
        await valueWith({}),
        await valueWith({ priority: 5 }),
        await valueWith({ priority: 10 }),
        await valueWith({ order: 'first' }),
        await valueWith({ order: 'last' }),
        await valueWith({ before: 'high' }),
        await valueWith({ priority: 99, after: ['low', 'absent'] }),
      ]).toEqual([
        ['high', 'mid', 'x', 'low'],
        ['high', 'x', 'mid', 'low'],
        ['high', 'x', 'mid', 'low'],
        ['x', 'high', 'mid', 'low'],
        ['high', 'mid', 'low', 'x'],
        ['mid', 'x', 'high', 'low'],
        ['high', 'mid', 'low', 'x'],
      ]);
    });

    test('an error of theirs is treated as the policy says, and names (extra)', async () => {
      const isolated = setUp(hook.collect(), { backend, mode });
      isolated.add('a', () => 'a');
      expect(await isolated.call(undefined, { extra: boom })).toEqual(['a']);
      expect(isolated.errors.map(({ plugin, error }) => [plugin, error.message])).toEqual([
        ['(extra)', 'The hookimpl of the plugin "(extra)" 0.0.0 for the hook "work" failed: no'],
      ]);
      const failing = setUp(hook.sync.collect({ onError: 'fail' }), { backend, mode });
      failing.add('a', () => 'a');
      const { code, report } = await failing.failure(undefined, { extra: { order: 'first', handler: boom } });
      expect([code, plainReport(report!).entries]).toEqual([
        'HOOK_FAILED',
        [entry('(extra)', { status: 'error', error: 'HOOK_FAILED' }), skipped('a', 'the hookimpl of "(extra)" failed')],
      ]);
    });

    test('what is wrong with them is the error of the call: thrown by a synchronous hook, else a rejection', async () => {
      const wrong: Record<string, { extra: unknown; code: string }> = {
        null: { extra: null, code: 'HOOKIMPL_INVALID' },
        number: { extra: 5, code: 'HOOKIMPL_INVALID' },
        'empty list': { extra: [], code: 'HOOKIMPL_INVALID' },
        'no handler': { extra: {}, code: 'HOOKIMPL_INVALID' },
        'unknown option': { extra: { handler: boom, prioritee: 1 }, code: 'HOOKIMPL_INVALID' },
        'wrong filter': { extra: { handler: boom, filter: { nothing: 1 } }, code: 'HOOKIMPL_INVALID' },
        'before itself': { extra: { handler: boom, before: '(extra)' }, code: 'HOOKIMPL_INVALID' },
        cycle: { extra: { handler: boom, before: 'a', after: 'b' }, code: 'ORDER_CYCLE' },
      };
      for (const sync of [true, false]) {
        const { add, failure, call } = setUp(specOf({ kind: 'collect', sync }), { backend, mode });
        const ran: string[] = [];
        add('a', { before: 'b', handler: () => ran.push('a') });
        add('b', () => ran.push('b'));
        const found: Record<string, unknown> = {};
        for (const [name, { extra }] of Object.entries(wrong)) found[name] = (await failure(undefined, { extra })).code;
        expect(found).toEqual(Object.fromEntries(Object.entries(wrong).map(([name, { code }]) => [name, code])));
        expect(ran).toEqual([]);
        expect(await call()).toEqual([1, 2]);
      }
    });
  });

  test('a synchronous hook throws at once what is wrong with them', () => {
    const { hooks } = setUp(hook.sync.collect(), { backend });
    expect(() => hooks.execute('work', undefined, { extra: 5 })).toThrow('expected a function or { handler, ... }');
  });

  test('reports name them (extra), with an id each', async () => {
    const { add, hooks } = setUp(hook.sync.collect(), { backend });
    add('a', () => 'a');
    const { report } = hooks.executeWithReport('work', undefined, {
      extra: [() => 'x', { id: 'mine', handler: () => 'y' }],
    }) as {
      report: { entries: { plugin: string; version: string; id: string; value: unknown }[] };
    };
    expect(report.entries.map(({ plugin, version, id, value }) => [plugin, version, id, value])).toEqual([
      ['a', '1.0.0', '1', 'a'],
      ['(extra)', '0.0.0', '1', 'x'],
      ['(extra)', '0.0.0', 'mine', 'y'],
    ]);
  });

  test('statistics count the call, and have no row for them', async () => {
    const { add, call, hooks } = setUp(hook.collect(), { backend });
    add('a', () => 'a');
    await call(undefined, { extra: boom });
    await call(undefined, { extra: () => 'x' });
    expect(counts(hooks.stats())).toEqual({ work: [2, 1, 0], a: [2, 0, 0] });
    expect(hooks.plan('work').map(({ plugin }) => plugin)).toEqual(['a']);
  });

  test('a view takes them too, and they may name what the view leaves out', async () => {
    const { add, hooks } = setUp(hook.sync.collect(), { backend });
    add('a', () => 'a');
    add('b', () => 'b');
    const value = hooks.without('a').execute('work', undefined, { extra: { before: ['a', 'b'], handler: () => 'x' } });
    expect(value).toEqual(['x', 'b']);
  });

  test('leaving out (extra) leaves out nobody: they were asked for', async () => {
    const { hooks } = setUp(hook.sync.collect(), { backend });
    expect(hooks.without('(extra)').execute('work', undefined, { extra: () => 'x' })).toEqual(['x']);
  });

  test('two overlapping calls have each their own', async () => {
    const { call } = setUp(hook.collect(), { backend });
    const values = [1, 2, 3].map((n) => call(undefined, { extra: async () => n }));
    expect(await Promise.all(values)).toEqual([[1], [2], [3]]);
  });

  test('a time limit and a signal hold for them too', async () => {
    const { report, failure } = setUp(hook.collect({ timeoutMs: 5 }), { backend });
    const { report: made } = await report(undefined, { extra: () => new Promise(() => {}) });
    expect(plainReport(made).entries).toEqual([entry('(extra)', { status: 'timeout', error: 'HOOK_TIMEOUT' })]);
    const controller = new AbortController();
    const failed = failure(undefined, { extra: () => new Promise(() => {}), signal: controller.signal });
    controller.abort();
    expect((await failed).code).toBe('CALL_ABORTED');
  });

  test('the same object may be used for many calls', async () => {
    const { report } = setUp(hook.first(), { backend });
    const extra = Object.freeze([Object.freeze({ id: 'mine', handler: () => 'x' })]);
    for (let count = 0; count < 3; count++) {
      const { value, report: made } = await report(undefined, { extra });
      expect([value, plainReport(made).entries]).toEqual(['x', [answer('(extra)', 'x')]]);
    }
  });

  test('an isolated error of theirs that nobody hears is one warning', async () => {
    const { hooks } = setUp(hook.sync.collect(), { backend });
    const heard: unknown[] = [];
    hooks.on('hook:error', ({ plugin }) => heard.push(plugin));
    expect(await warningsOf(() => hooks.execute('work', undefined, { extra: boom }))).toEqual([]);
    expect(heard).toEqual(['(extra)']);
  });
});

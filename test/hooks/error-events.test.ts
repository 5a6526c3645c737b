import { createHooks, defineHookspecs, hook, type HookEvents, type Report } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  backends,
  entry,
  failureOf,
  plainReport,
  setUp,
  skipped,
  specOf,
  timings,
  warningsOf,
  type AnyHooks,
} from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

function boom(): never {
  throw new Error('boom');
}

describe.each(backends)('with the backend %s', (backend) => {
  /** Hooks without a listener of `hook:error`. */
  function unheard(specs: object): AnyHooks {
    return createHooks(specs as never, { backend }) as unknown as AnyHooks;
  }

  test.each(['isolate', 'fail', 'aggregate'])(
    'hook:error comes under %s with hook, plugin, call and error',
    async (onError) => {
      const { add, hooks, errors } = setUp(specOf({ kind: 'collect', sync: false }, { onError }), { backend });
      add('broken', boom);
      const callIds: number[] = [];
      add('next', (_args: unknown, { callId }: { callId: number }) => {
        callIds.push(callId);
      });
      await Promise.resolve(hooks.execute('work')).catch(() => {});
      expect(errors).toEqual([{ hook: 'work', plugin: 'broken', callId: errors[0]!.callId, error: errors[0]!.error }]);
      expect(errors[0]!.error.code).toBe('HOOK_FAILED');
      if (onError !== 'fail') expect(callIds).toEqual([errors[0]!.callId]);
    },
  );

  test('an isolated error that nobody listens to becomes one process warning for each plugin and hook', async () => {
    const hooks = unheard(defineHookspecs({ one: hook.series(), two: hook.sync.series() }));
    for (const id of ['a', 'b']) hooks.register({ id, version: '1.0.0' }, { one: boom, two: boom });
    const warnings = await warningsOf(async () => {
      for (let call = 0; call < 3; call++) {
        await hooks.execute('one');
        hooks.execute('two');
      }
    });
    const messageOf = (plugin: string, name: string): string =>
      `The hookimpl of the plugin "${plugin}" 1.0.0 for the hook "${name}" failed: boom (Shown once for this plugin and hook; listen to "hook:error" for all.)`;
    expect(warnings).toEqual(
      [
        ['a', 'one'],
        ['b', 'one'],
        ['a', 'two'],
        ['b', 'two'],
      ].map(([plugin, name]) => ({
        name: 'HooklineWarning',
        code: 'HOOK_FAILED',
        message: messageOf(plugin!, name!),
      })),
    );
  });

  test('nothing is warned about where somebody listens', async () => {
    const { add, call, errors } = setUp(hook.series(), { backend });
    add('broken', boom);
    expect(await warningsOf(call)).toEqual([]);
    expect(errors.length).toBe(1);
  });

  test('an error is warned about again once the listener is gone', async () => {
    const hooks = unheard({ work: hook.sync.series() });
    hooks.register({ id: 'broken', version: '1.0.0' }, { work: boom });
    const heard: unknown[] = [];
    const undo = hooks.on('hook:error', ({ plugin }) => heard.push(plugin));
    expect(await warningsOf(() => hooks.execute('work'))).toEqual([]);
    undo();
    undo();
    expect((await warningsOf(() => hooks.execute('work'))).length).toBe(1);
    expect(heard).toEqual(['broken']);
  });

  test.each(['fail', 'aggregate'] as const)(
    '%s gives the error to the caller and warns of nothing',
    async (onError) => {
      const hooks = unheard({ work: hook.series({ onError }) });
      hooks.register({ id: 'broken', version: '1.0.0' }, { work: boom });
      expect(await warningsOf(() => failureOf(hooks.execute('work')))).toEqual([]);
    },
  );

  test('a listener that throws or rejects changes nothing, and is named in one warning', async () => {
    const { add, hooks, report, errors } = setUp(hook.collect(), { backend });
    add('broken', boom);
    add('good', () => 'yes');
    const order: string[] = [];
    hooks.on('hook:error', () => {
      order.push('throws');
      boom();
    });
    hooks.on('hook:error', async () => {
      order.push('rejects');
      await null;
      boom();
    });
    hooks.on('hook:error', () => Promise.reject(undefined as unknown as Error));
    hooks.on('hook:report', boom);
    hooks.on('hook:error', () => order.push('last'));
    let value: unknown;
    let made: Report | undefined;
    const warnings = await warningsOf(async () => {
      await report();
      ({ value, report: made } = await report());
    });
    expect({ value, report: plainReport(made!) }).toEqual({
      value: ['yes'],
      report: {
        hook: 'work',
        status: 'partial',
        entries: [
          entry('broken', { status: 'error', error: 'HOOK_FAILED' }),
          entry('good', { answered: true, value: 'yes' }),
        ],
      },
    });
    expect(order).toEqual(['throws', 'rejects', 'last', 'throws', 'rejects', 'last']);
    expect(errors.length).toBe(2);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['HOOK_LISTENER_FAILED', 'A listener of "hook:error" failed: boom'],
      ['HOOK_LISTENER_FAILED', 'A listener of "hook:error" failed: undefined'],
      ['HOOK_LISTENER_FAILED', 'A listener of "hook:report" failed: boom'],
      ['HOOK_LISTENER_FAILED', 'A listener of "hook:error" failed: boom'],
    ]);
  });

  test.each(timings)('a listener that throws changes no synchronous call either (timing %s)', async (timing) => {
    const { add, hooks } = setUp(hook.sync.collect(), { backend, timing });
    hooks.on('hook:error', boom);
    add('broken', boom);
    add('good', () => 'yes');
    let value: unknown;
    await warningsOf(() => {
      value = hooks.execute('work');
    });
    expect(value).toEqual(['yes']);
  });

  test.each([{ sync: true }, { sync: false }])(
    'an error that a listener or a wrapper freezes still ends the call, with its report (sync: $sync)',
    async ({ sync }) => {
      const freeze = (error: Error): never => {
        Object.freeze(error);
        throw error;
      };
      for (const onError of ['fail', 'aggregate']) {
        const { add, hooks, failure } = setUp(specOf({ kind: 'series', sync }, { onError }), { backend });
        hooks.on('hook:error', ({ error }) => Object.freeze(error));
        add('freezes', { wrapper: true, handler: wrapperOf(sync, { rescue: freeze }) });
        add('broken', boom);
        const error = await failure();
        expect([error.code, Object.isFrozen(error), error.report?.status]).toEqual(['HOOK_FAILED', true, 'failed']);
      }
    },
  );

  test('a listener may unsubscribe itself, or subscribe others, while it is called', () => {
    const { add, hooks } = setUp(hook.sync.series(), { backend });
    const heard: string[] = [];
    const undo = hooks.on('hook:error', () => {
      heard.push('once');
      undo();
      hooks.on('hook:error', () => heard.push('added'));
    });
    hooks.on('hook:error', () => heard.push('other'));
    add('broken', boom);
    hooks.execute('work');
    hooks.execute('work');
    expect(heard).toEqual(['once', 'other', 'other', 'added']);
  });

  test('hook:report comes for every call: good, partial, failed, aborted and refused', async () => {
    const spec = specOf({ kind: 'collect', sync: false }, { args: { mood: z.string() }, onError: 'fail' });
    const { add, hooks, failure, call } = setUp(spec, { backend });
    const reports: Report[] = [];
    const undo = hooks.on('hook:report', (report) => reports.push(report));
    add('p', ({ mood }: { mood: string }) => (mood === 'bad' ? boom() : mood));
    await call({ mood: 'good' });
    const failed = await failure({ mood: 'bad' });
    const aborted = await failure({ mood: 'good' }, { signal: AbortSignal.abort() });
    const refused = await failure({ moood: 'good' });
    undo();
    await call({ mood: 'unheard' });
    expect(reports.map(plainReport)).toEqual([
      { hook: 'work', status: 'ok', entries: [entry('p', { answered: true, value: 'good' })] },
      { hook: 'work', status: 'failed', entries: [entry('p', { status: 'error', error: 'HOOK_FAILED' })] },
      { hook: 'work', status: 'failed', entries: [skipped('p', 'the call was aborted')] },
      { hook: 'work', status: 'failed', entries: [skipped('p', 'the arguments of the call were refused')] },
    ]);
    expect(reports.slice(1)).toEqual([failed.report, aborted.report, refused.report]);
    expect(new Set(reports.map(({ callId }) => callId)).size).toBe(4);
  });

  test('hook:call tells of each call as it begins, and hook:outcome of what its caller gets', async () => {
    const spec = specOf({ kind: 'collect', sync: false }, { args: { mood: z.string() }, onError: 'fail' });
    const { add, hooks, failure, call } = setUp(spec, { backend });
    const heard: unknown[] = [];
    const undo = (['hook:call', 'hook:report', 'hook:outcome'] as const).map((event) =>
      hooks.on(event, (payload) =>
        heard.push([event, payload.callId, 'entries' in payload ? payload.status : payload]),
      ),
    );
    add('p', ({ mood }: { mood: string }) => (heard.push('runs'), mood === 'bad' ? boom() : mood));
    await call({ mood: 'good' });
    const error = await failure({ mood: 'bad' });
    await failure({ moood: 'good' });
    for (const each of undo) each();
    await call({ mood: 'unheard' });
    const [first, second] = [1, 2].map((callId) => ({ hook: 'work', callId }));
    expect(heard).toEqual([
      ['hook:call', 1, { ...first, args: { mood: 'good' } }],
      'runs',
      ['hook:report', 1, 'ok'],
      ['hook:outcome', 1, { ...first, value: ['good'] }],
      ['hook:call', 2, { ...second, args: { mood: 'bad' } }],
      'runs',
      ['hook:report', 2, 'failed'],
      ['hook:outcome', 2, { ...second, error }],
      ['hook:report', 3, 'failed'],
      'runs',
    ]);
  });

  test('every listener of hook:report sees the calls of all hooks, without views left out', async () => {
    const specs = defineHookspecs({ one: hook.sync.series(), two: hook.parallel() });
    const hooks = createHooks(specs, { backend });
    const heard: string[][] = [[], []];
    for (const list of heard) hooks.on('hook:report', ({ hook: name }) => list.push(name));
    hooks.execute('one');
    await hooks.without('p').execute('two');
    expect(heard).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
  });

  test('an event that does not exist is refused with the nearest name', () => {
    const { hooks } = setUp(hook.series(), { backend });
    expect(() => hooks.on('hook:eror' as keyof HookEvents, () => {})).toThrow(
      'There is no event "hook:eror". Did you mean "hook:error"?',
    );
    expect(() => hooks.on('hook:error', undefined as never)).toThrow(
      'The listener of "hook:error" must be a function, not undefined.',
    );
  });
});

import { describe, expect, test } from 'vitest';
import {
  answer,
  backends,
  counts,
  entry,
  modes,
  plainReport,
  setUp,
  skipped,
  specOf,
  type PlainEntry,
  type SetUpOptions,
} from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

type Policy = 'isolate' | 'fail' | 'aggregate';

const boom = (message: string) => (): never => {
  throw new Error(message);
};
const failed = { status: 'error', error: 'HOOK_FAILED' };
const around = (plugin: string, facts: Partial<PlainEntry> = {}): PlainEntry =>
  entry(plugin, { wrapper: true, ...facts });

describe.each(backends)('with the backend %s', (backend) => {
  describe.each([{ sync: true }, { sync: false }])('around a hook (sync: $sync)', ({ sync }) => {
    const collect = (onError: Policy, options: SetUpOptions = {}) =>
      setUp(specOf({ kind: 'collect', sync }, { onError }), { backend, ...options });

    describe.each(modes)('in a %s call', (mode) => {
      test('under isolate a wrapper sees no error of what it wraps: it counts as no answer', async () => {
        const { add, call, errors } = collect('isolate', { mode });
        const seen: unknown[] = [];
        add('around', { wrapper: true, handler: wrapperOf(sync, { after: (inner) => void seen.push(inner) }) });
        add('broken', boom('no'));
        add('good', () => 'yes');
        expect(await call()).toEqual(['yes']);
        expect([seen, errors.map(({ plugin }) => plugin)]).toEqual([[['yes']], ['broken']]);
      });

      test.each(['fail', 'aggregate'] as const)(
        'under %s it sees the error that the call would throw, and passes it on',
        async (onError) => {
          const { add, failure, errors } = collect(onError, { mode });
          const seen: unknown[] = [];
          const rescue = (error: Error): never => {
            seen.push(error);
            throw error;
          };
          add('outer', { wrapper: true, handler: wrapperOf(sync, { rescue }) });
          add('inner', { wrapper: true, handler: wrapperOf(sync, { rescue }) });
          add('broken', boom('no'));
          const error = await failure();
          expect(seen).toEqual([error, error]);
          expect([error.code, errors.map(({ plugin }) => plugin)]).toEqual(['HOOK_FAILED', ['broken']]);
          expect(plainReport(error.report!).entries).toEqual([
            around('outer'),
            around('inner'),
            entry('broken', failed),
          ]);
        },
      );

      test.each(['fail', 'aggregate'] as const)(
        'under %s a wrapper that returns a value swallows the error',
        async (onError) => {
          const { add, report, errors } = collect(onError, { mode });
          add('around', { wrapper: true, handler: wrapperOf(sync, { rescue: () => ['saved'] }) });
          add('broken', boom('no'));
          const { value, report: made } = await report();
          expect({ value, status: made.status, errors: errors.length }).toEqual({
            value: ['saved'],
            status: 'partial',
            errors: 1,
          });
        },
      );

      test.each(['fail', 'aggregate'] as const)(
        'under %s a wrapper that catches the error and returns nothing keeps it',
        async (onError) => {
          const { add, failure } = collect(onError, { mode });
          add('around', { wrapper: true, handler: wrapperOf(sync, { rescue: () => undefined }) });
          add('broken', boom('no'));
          const { code, report } = await failure();
          expect([code, report!.status]).toEqual(['HOOK_FAILED', 'failed']);
        },
      );

      test('under fail a wrapper may throw an error of its own instead', async () => {
        const { add, failure, errors } = collect('fail', { mode });
        add('around', { wrapper: true, handler: wrapperOf(sync, { rescue: boom('instead') }) });
        add('broken', boom('no'));
        const error = await failure();
        expect([error.code, error.message, (error.cause as Error).message]).toEqual([
          'HOOK_FAILED',
          'The wrapper of the plugin "around" 1.0.0 for the hook "work" failed: instead',
          'instead',
        ]);
        expect(errors.map(({ plugin }) => plugin)).toEqual(['broken', 'around']);
      });

      test('under aggregate the errors of wrappers and of what they wrap are thrown together', async () => {
        const { add, failure } = collect('aggregate', { mode });
        add('before', { wrapper: true, handler: wrapperOf(sync, { before: boom('before') }) });
        add('after', { wrapper: true, handler: wrapperOf(sync, { rescue: boom('after') }) });
        add('broken', boom('no'));
        add('good', () => 'yes');
        const error = await failure();
        expect((error.cause as AggregateError).errors.map((each: Error) => (each.cause as Error).message)).toEqual([
          'before',
          'no',
          'after',
        ]);
        expect(error.data['plugins']).toEqual(['before', 'broken', 'after']);
        expect(plainReport(error.report!).entries).toEqual([
          around('before', failed),
          around('after', failed),
          entry('broken', failed),
          answer('good', 'yes'),
        ]);
      });

      test('under aggregate an error that a wrapper swallowed comes back with that of another wrapper', async () => {
        const { add, failure } = collect('aggregate', { mode });
        add('fails', { wrapper: true, handler: wrapperOf(sync, { after: boom('mine') }) });
        add('swallows', { wrapper: true, handler: wrapperOf(sync, { rescue: () => ['saved'] }) });
        add('broken', boom('no'));
        const error = await failure();
        expect((error.cause as AggregateError).errors.map((each: Error) => (each.cause as Error).message)).toEqual([
          'no',
          'mine',
        ]);
      });
    });

    test.each([
      { name: 'before', parts: { before: boom('mine') } },
      { name: 'after', parts: { after: boom('mine') } },
    ])('isolate: a wrapper that throws $name next() leaves the inner result as it was', async ({ parts }) => {
      const { add, report, hooks, errors } = collect('isolate');
      const seen: unknown[] = [];
      add('outer', { wrapper: true, handler: wrapperOf(sync, { after: (inner) => void seen.push(inner) }) });
      add('broken', { wrapper: true, handler: wrapperOf(sync, parts) });
      add('inner', { wrapper: true, handler: wrapperOf(sync, { after: () => ['inner'] }) });
      add('good', () => 'yes');
      const { value, report: made } = await report();
      expect({ value, seen, entries: plainReport(made).entries, status: made.status }).toEqual({
        value: ['inner'],
        seen: [['inner']],
        entries: [
          around('outer'),
          around('broken', failed),
          around('inner', { answered: true, value: ['inner'] }),
          answer('good', 'yes'),
        ],
        status: 'partial',
      });
      expect(errors.map(({ plugin, error }) => [plugin, (error.cause as Error).message])).toEqual([['broken', 'mine']]);
      expect(counts(hooks.stats())).toEqual({
        work: [1, 1, 0],
        outer: [1, 0, 0],
        broken: [1, 1, 0],
        inner: [1, 0, 0],
        good: [1, 0, 0],
      });
    });

    test('fail: a wrapper that throws before next() ends the call, and nobody inside runs', async () => {
      const { add, failure } = collect('fail');
      add('outer', { wrapper: true, handler: wrapperOf(sync, {}) });
      add('broken', { wrapper: true, handler: wrapperOf(sync, { before: boom('mine') }) });
      add('inner', { wrapper: true, handler: wrapperOf(sync, {}) });
      add('good', () => 'yes');
      const error = await failure();
      const skip = { status: 'skipped', reason: 'the hookimpl of "broken" failed' };
      expect([(error.cause as Error).message, plainReport(error.report!).entries]).toEqual([
        'mine',
        [around('outer'), around('broken', failed), around('inner', skip), entry('good', skip)],
      ]);
    });

    test('fail: a wrapper around one that failed may swallow the error', async () => {
      const { add, call } = collect('fail');
      add('swallows', { wrapper: true, handler: wrapperOf(sync, { rescue: (error) => [error.code] }) });
      add('broken', { wrapper: true, handler: wrapperOf(sync, { after: boom('mine') }) });
      add('good', () => 'yes');
      expect(await call()).toEqual(['HOOK_FAILED']);
    });

    test('fail: what a wrapper throws after next() replaces the result', async () => {
      const { add, failure } = collect('fail');
      add('broken', { wrapper: true, handler: wrapperOf(sync, { after: boom('mine') }) });
      add('good', () => 'yes');
      const error = await failure();
      expect([(error.cause as Error).message, plainReport(error.report!).entries]).toEqual([
        'mine',
        [around('broken', failed), answer('good', 'yes')],
      ]);
    });

    test('aggregate: a wrapper that throws before or after next() is thrown at the end, when all have run', async () => {
      const { add, failure } = collect('aggregate');
      add('before', { wrapper: true, handler: wrapperOf(sync, { before: boom('before') }) });
      add('after', { wrapper: true, handler: wrapperOf(sync, { after: boom('after') }) });
      add('good', () => 'yes');
      const error = await failure();
      expect((error.cause as AggregateError).errors.map((each: Error) => (each.cause as Error).message)).toEqual([
        'before',
        'after',
      ]);
      expect(plainReport(error.report!).entries).toEqual([
        around('before', failed),
        around('after', failed),
        answer('good', 'yes'),
      ]);
    });

    test('a wrapper that throws what the inner error has as its cause has failed itself', async () => {
      const { add, failure, errors } = collect('fail');
      const cause = new Error('no');
      add('unwraps', {
        wrapper: true,
        handler: wrapperOf(sync, {
          rescue: (error) => {
            throw error.cause as Error;
          },
        }),
      });
      add('broken', () => {
        throw cause;
      });
      const error = await failure();
      expect([error.data['plugin'], error.cause]).toEqual(['unwraps', cause]);
      expect(errors.map(({ plugin }) => plugin)).toEqual(['broken', 'unwraps']);
    });

    test('a wrapper sees that a loop does not end, and may swallow that', async () => {
      const { add, call } = setUp(specOf({ kind: 'loop', sync }, { maxRounds: 2 }), { backend });
      const seen: unknown[] = [];
      add('around', {
        wrapper: true,
        handler: wrapperOf(sync, {
          rescue: ({ code }) => {
            seen.push(code);
            return 'enough';
          },
        }),
      });
      add('endless', () => true);
      expect(await call()).toBe(undefined);
      expect(seen).toEqual(['LOOP_LIMIT']);
    });

    test('hookimpls that did not get their turn keep the first reason for it', async () => {
      const { add, report } = setUp(specOf({ kind: 'first', sync }), { backend });
      add('broken', { wrapper: true, handler: wrapperOf(sync, { after: boom('mine') }) });
      add('a', () => 'yes');
      add('late', () => 'no');
      expect(plainReport((await report()).report).entries).toEqual([
        around('broken', failed),
        answer('a', 'yes'),
        skipped('late', '"a" had answered'),
      ]);
      const other = collect('fail');
      other.add('broken', { wrapper: true, handler: wrapperOf(sync, { after: boom('mine') }) });
      other.add('stops', { wrapper: true, handler: () => [] });
      other.add('a', () => 'yes');
      expect(plainReport((await other.failure()).report!).entries).toEqual([
        around('broken', failed),
        around('stops', { answered: true, value: [] }),
        skipped('a', 'the wrapper of "stops" did not call next()'),
      ]);
    });
  });
});

import { hook } from 'hookline';
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { backends, defer, hang, setUp, timings, warningsOf } from './call-setup.ts';

describe.each(backends)('with the backend %s', (backend) => {
  test.each(timings)(
    'a thousand calls leave no listener on a shared signal, however they end (timing %s)',
    async (timing) => {
      const { signal } = new AbortController();
      const good = setUp(hook.collect(), { backend, timing });
      good.add('a', async () => 'a');
      good.add('wraps', { wrapper: true, handler: async (_args: unknown, next: () => Promise<unknown>) => next() });
      const bad = setUp(hook.collect({ onError: 'fail' }), { backend, timing });
      bad.add('a', () => Promise.reject(new Error('no')));
      const plain = setUp(hook.first(), { backend, timing });
      plain.add('a', () => 'a');
      const sync = setUp(hook.sync.first(), { backend, timing });
      sync.add('a', () => 'a');
      const warnings = await warningsOf(async () => {
        const calls: Promise<unknown>[] = [];
        for (let count = 0; count < 250; count++) {
          calls.push(good.call(undefined, { signal }), bad.failure(undefined, { signal }));
          calls.push(plain.call(undefined, { signal }), sync.call(undefined, { signal }));
        }
        await Promise.all(calls);
      });
      expect([getEventListeners(signal, 'abort').length, warnings]).toEqual([0, []]);
    },
  );

  test('a signal that has served a call before serves the next ones, one after another and at once', async () => {
    const { add, call, failure } = setUp(hook.collect(), { backend });
    const gates = [defer<string>(), defer<string>()];
    let next = 0;
    add('a', () => (next < gates.length ? gates[next++]!.promise : hang()));
    const controller = new AbortController();
    const { signal } = controller;
    const first = call(undefined, { signal });
    gates[0]!.resolve('first');
    expect(await first).toEqual(['first']);
    const second = call(undefined, { signal });
    const hanging = [failure(undefined, { signal }), failure(undefined, { signal })];
    gates[1]!.resolve('second');
    expect(await second).toEqual(['second']);
    controller.abort();
    expect((await Promise.all(hanging)).map(({ code }) => code)).toEqual(['CALL_ABORTED', 'CALL_ABORTED']);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });

  test('an aborted call leaves no listener either, not even if a wrapper hangs', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    add('hangs', { wrapper: true, handler: hang });
    const controller = new AbortController();
    const failed = failure(undefined, { signal: controller.signal });
    expect(getEventListeners(controller.signal, 'abort').length).toBe(1);
    controller.abort();
    await failed;
    expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
  });

  test('an event that somebody dispatches to the signal without aborting it is not an abort', async () => {
    const { add, call } = setUp(hook.collect(), { backend });
    const gate = defer<string>();
    add('a', () => gate.promise);
    const { signal } = new AbortController();
    const value = call(undefined, { signal });
    signal.dispatchEvent(new Event('abort'));
    gate.resolve('a');
    expect(await value).toEqual(['a']);
  });

  test('a call ends as aborted even if another listener kept the event from it', async () => {
    const { add, failure } = setUp(hook.collect(), { backend });
    const controller = new AbortController();
    controller.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
    const gate = defer<string>();
    add('a', () => gate.promise);
    const failed = failure(undefined, { signal: controller.signal });
    controller.abort();
    gate.resolve('a');
    expect((await failed).code).toBe('CALL_ABORTED');
  });
});

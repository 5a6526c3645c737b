import { createHooks, hook, type Registration } from 'hookline';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backends, defer, everyKind, modes, setUp, settled, specOf, timings, type AnyKind } from './call-setup.ts';
import { wrapperOf } from './wrapper-of.ts';

function optionsOf({ kind }: AnyKind): object {
  return kind === 'waterfall' ? { args: { text: z.string() }, thread: 'text' } : {};
}

const args = (kind: string): object | undefined => (kind === 'waterfall' ? { text: 'x' } : undefined);

describe.each(backends)('with the backend %s', (backend) => {
  describe.each(modes)('in a %s call', (mode) => {
    describe.each(everyKind)('of a $kind hook (sync: $sync)', (any) => {
      test('a plugin that is registered from inside a handler takes part from the next call on', async () => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const ran: string[] = [];
        let registered = false;
        add('a', () => {
          ran.push('a');
          if (registered) return;
          registered = true;
          add('first', { order: 'first', handler: () => void ran.push('first') });
          add('new', () => void ran.push('new'));
          add('wraps', { wrapper: true, handler: wrapperOf(any.sync, { before: () => ran.push('wraps') }) });
        });
        add('b', () => void ran.push('b'));
        await call(args(any.kind));
        expect(ran).toEqual(['a', 'b']);
        await call(args(any.kind));
        expect(ran).toEqual(['a', 'b', 'wraps', 'first', 'a', 'b', 'new']);
      });

      test('a plugin that is disposed of from inside a handler finishes that call', async () => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const ran: string[] = [];
        const registrations: Registration[] = [];
        for (const id of ['a', 'b', 'c']) {
          registrations.push(
            add(id, () => {
              ran.push(id);
              if (id === 'a') for (const registration of registrations.splice(0)) registration.dispose();
            }),
          );
        }
        await call(args(any.kind));
        expect(ran).toEqual(['a', 'b', 'c']);
        await call(args(any.kind));
        expect(ran).toEqual(['a', 'b', 'c']);
      });
    });

    test.each(everyKind.filter(({ sync, kind }) => !sync && kind !== 'parallel'))(
      'a change between two awaits does not reach a running $kind call',
      async (any) => {
        const { add, call } = setUp(specOf(any, optionsOf(any)), { backend, mode });
        const gate = defer<undefined>();
        const ran: string[] = [];
        add('waits', async () => {
          ran.push('waits');
          await gate.promise;
        });
        const leaves = add('leaves', async () => void ran.push('leaves'));
        add('stays', () => void ran.push('stays'));
        const running = call(args(any.kind));
        leaves.dispose();
        add('new', () => void ran.push('new'));
        gate.resolve(undefined);
        await running;
        expect(ran).toEqual(['waits', 'leaves', 'stays']);
        ran.length = 0;
        await call(args(any.kind));
        expect(ran).toEqual(['waits', 'stays', 'new']);
      },
    );

    test('every round of a loop runs with those that were there when the call started', async () => {
      const { add, call } = setUp(hook.loop(), { backend, mode });
      const ran: string[] = [];
      let rounds = 0;
      const leaves = add('leaves', () => void ran.push('leaves'));
      add('changes', async () => {
        leaves.dispose();
        if (rounds === 0) add('new', () => void ran.push('new'));
        return ++rounds < 3 ? rounds : undefined;
      });
      await call();
      expect(ran).toEqual(['leaves', 'leaves', 'leaves']);
    });

    test('a parallel hook that waits for a free place still starts one that was disposed of meanwhile', async () => {
      const { add, call } = setUp(hook.parallel({ concurrency: 1 }), { backend, mode });
      const gate = defer<string>();
      add('a', () => gate.promise);
      const registration = add('b', () => 'b');
      const value = call();
      registration.dispose();
      gate.resolve('a');
      expect(await value).toEqual(['a', 'b']);
    });

    test('wrappers that were disposed of while what they wrap ran still end their work', async () => {
      const { add, call } = setUp(hook.collect(), { backend, mode });
      const gate = defer<string>();
      const wraps = add('wraps', {
        wrapper: true,
        handler: wrapperOf(false, { after: (inner) => [...(inner as string[]), 'wrapped'] }),
      });
      add('a', () => gate.promise);
      const value = call();
      wraps.dispose();
      gate.resolve('a');
      expect(await value).toEqual(['a', 'wrapped']);
      expect(await call()).toEqual(['a']);
    });
  });

  test.each(timings)(
    'many changes between many overlapping calls: each call has the plugins of its start (timing %s)',
    async (timing) => {
      const { add, call } = setUp(hook.collect(), { backend, timing });
      const gate = defer<undefined>();
      const running: Promise<unknown>[] = [];
      const registrations: Registration[] = [];
      for (let index = 0; index < 20; index++) {
        registrations.push(
          add(`p${index}`, async () => {
            await gate.promise;
            return index;
          }),
        );
        if (index >= 5) registrations[index - 5]!.dispose();
        running.push(call());
      }
      gate.resolve(undefined);
      const expected = Array.from({ length: 20 }, (_, last) =>
        Array.from({ length: Math.min(5, last + 1) }, (_each, index) => Math.max(0, last - 4) + index),
      );
      expect(await Promise.all(running)).toEqual(expected);
    },
  );

  test.each(timings)(
    'a plan is made once, and again only when the hookimpls have changed (timing %s)',
    async (timing) => {
      const { add, hooks, call } = setUp(hook.collect(), { backend, timing });
      let plans = 0;
      // How many parameters a handler has is asked when a plan is made.
      const counted = Object.defineProperty(() => 'a', 'length', { get: () => void (plans += 1) });
      add('a', counted);
      for (let count = 0; count < 10; count++) await call();
      expect(plans).toBe(1);
      const other = add('b', () => 'b');
      expect(plans).toBe(1);
      for (let count = 0; count < 10; count++) await call();
      expect(plans).toBe(2);
      other.dispose();
      for (let count = 0; count < 10; count++) await call();
      hooks.plan('work');
      expect(plans).toBe(3);
    },
  );

  test('a hookspec that is taken back during a call lets that call finish', async () => {
    const hooks = createHooks({}, { backend });
    const declared = hooks.declare({ work: hook.collect() });
    const gate = defer<string>();
    declared.register({ id: 'a', version: '1.0.0' }, { work: () => gate.promise });
    declared.register({ id: 'b', version: '1.0.0' }, { work: () => 'b' });
    const value = declared.execute('work');
    declared.dispose();
    gate.resolve('a');
    expect(await value).toEqual(['a', 'b']);
    expect(() => declared.execute('work')).toThrow('There is no hook "work"');
    await settled();
  });

  test('a handler that is replaced on the object that was registered stays what it was', async () => {
    const { add, call } = setUp(hook.sync.collect(), { backend });
    const entry = { handler: () => 'old', priority: 1 };
    add('a', entry);
    entry.handler = () => 'new';
    expect(await call()).toEqual(['old']);
  });
});

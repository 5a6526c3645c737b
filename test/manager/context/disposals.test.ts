import type { HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { Disposals } from '../../../src/manager/context/disposals.ts';
import { hostileValues } from '../../errors/hostile-values.ts';
import { thrownBy } from '../../hooks/untyped-hooks.ts';
import { identity } from './open-context.ts';

const hang = (): Promise<never> => new Promise(() => {});

function setUp(timeoutMs = 1000) {
  const late: HooklineError[] = [];
  const disposals = new Disposals({ plugin: identity(), timeoutMs, onLateError: (error) => late.push(error) });
  const order: string[] = [];
  const add = (name: string) => disposals.add(() => void order.push(name));
  return { disposals, order, add, late };
}

test('disposals run one after another, the last one first', async () => {
  const { disposals, order, add } = setUp();
  add('first');
  disposals.add(async () => {
    order.push('begins');
    await new Promise((resolve) => setImmediate(resolve));
    order.push('ends');
  });
  add('last');
  expect([await disposals.dispose(), order]).toEqual([[], ['last', 'begins', 'ends', 'first']]);
});

test('functions and everything that can be disposed of are taken, with their own `this`', async () => {
  const { disposals } = setUp();
  const done: unknown[] = [];
  class Resource {
    readonly name = 'resource';
    [Symbol.dispose](): void {
      done.push(this.name);
    }
  }
  const both = { [Symbol.dispose]: () => done.push('sync'), [Symbol.asyncDispose]: async () => done.push('async') };
  const callable = Object.assign(() => done.push('called'), { [Symbol.dispose]: () => done.push('disposed') });
  for (const each of [new Resource(), both, callable, () => done.push('function')]) disposals.add(each);
  await disposals.dispose();
  expect(done).toEqual(['function', 'disposed', 'async', 'resource']);
});

test('an error or one that never settles keeps no other from its turn', async () => {
  const { disposals, order, add } = setUp(5);
  const cause = new Error('no connection');
  add('first');
  disposals.add(() => Promise.reject(cause));
  add('second');
  disposals.add(hang);
  disposals.add(() => Promise.reject(undefined));
  add('third');
  const errors = await disposals.dispose();
  expect(order).toEqual(['third', 'second', 'first']);
  expect(errors.map(({ code, message, data }) => ({ code, message, data }))).toEqual([
    {
      code: 'DEACTIVATE_FAILED',
      message: 'A disposal of the plugin "acme.one" 1.0.0 failed: undefined',
      data: { plugin: 'acme.one', version: '1.0.0' },
    },
    {
      code: 'DEACTIVATE_TIMEOUT',
      message: 'A disposal of the plugin "acme.one" 1.0.0 did not settle within 5 ms.',
      data: { plugin: 'acme.one', version: '1.0.0', timeoutMs: 5 },
    },
    {
      code: 'DEACTIVATE_FAILED',
      message: 'A disposal of the plugin "acme.one" 1.0.0 failed: no connection',
      data: { plugin: 'acme.one', version: '1.0.0' },
    },
  ]);
  expect(errors[2]!.cause).toBe(cause);
});

test('what fails after its time is up is ignored', async () => {
  const { disposals } = setUp(1);
  let fail: ((error: Error) => void) | undefined;
  disposals.add(() => new Promise((_, reject) => (fail = reject)));
  expect((await disposals.dispose()).map(({ code }) => code)).toEqual(['DEACTIVATE_TIMEOUT']);
  fail!(new Error('too late'));
});

test('what is added while the others are disposed of is next', async () => {
  const { disposals, order, add } = setUp();
  add('first');
  disposals.add(() => add('added'));
  await disposals.dispose();
  expect(order).toEqual(['added', 'first']);
});

test('what is added after everything was disposed of is disposed of at once, and its failure is told', async () => {
  const { disposals, order, add, late } = setUp();
  await disposals.dispose();
  add('late');
  disposals.add(() => Promise.reject(new Error('no')));
  await expect
    .poll(() => late.map(({ message }) => message))
    .toEqual(['A disposal of the plugin "acme.one" 1.0.0 failed: no']);
  expect(order).toEqual(['late']);
});

test('nothing is disposed of twice', async () => {
  const { disposals, order, add } = setUp();
  add('only');
  await Promise.all([disposals.dispose(), disposals.dispose()]);
  await disposals.dispose();
  expect(order).toEqual(['only']);
});

describe('what cannot be disposed of is refused:', () => {
  test.each(hostileValues.filter(([, value]) => typeof value !== 'function'))('%s', (_, value) => {
    const { disposals } = setUp();
    expect(thrownBy(() => disposals.add(value))).toBeInstanceOf(Error);
  });

  test.each([
    [undefined, 'undefined'],
    [{ dispose: () => {} }, 'an object'],
    [{ [Symbol.dispose]: 'no' }, 'an object'],
    [Promise.resolve(), 'an object of class Promise'],
  ])('%o', (value, description) => {
    const { disposals } = setUp();
    const { code, message } = thrownBy(() => disposals.add(value));
    expect([code, message]).toEqual([
      'CONTEXT_MISUSED',
      `The plugin "acme.one" 1.0.0 called ctx.onDispose wrongly: it takes a function, a Disposable or an AsyncDisposable, not ${description}.`,
    ]);
  });
});

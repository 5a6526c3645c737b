import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { Locks } from '../../../src/manager/context/locks.ts';
import { identity, rejectionOf } from './open-context.ts';

const A = identity('acme.a');
const B = identity('acme.b');
const C = identity('acme.c');

/** Notes in which order promises are fulfilled. */
function watch() {
  const order: string[] = [];
  return {
    order,
    note: <Value>(name: string, promise: Promise<Value>): Promise<Value> =>
      promise.then((value) => {
        order.push(name);
        return value;
      }),
  };
}

test('one plugin at a time holds a lock, first come, first served', async () => {
  const locks = new Locks();
  const { order, note } = watch();
  const first = await note('a', locks.acquire(A, 'db'));
  const others = [
    note('b', locks.acquire(B, 'db')),
    note('c', locks.acquire(C, 'db')),
    note('a', locks.acquire(A, 'db')),
  ];
  await note('other', locks.acquire(B, 'other'));
  expect(order).toEqual(['a', 'other']);
  first.release();
  for (const next of others) (await next).release();
  expect(order).toEqual(['a', 'other', 'b', 'c', 'a']);
});

test('any number share a lock, and nobody overtakes one who wants it alone', async () => {
  const locks = new Locks();
  const { order, note } = watch();
  const shared = [await locks.acquire(A, 'db', { mode: 'shared' }), await locks.acquire(B, 'db', { mode: 'shared' })];
  const alone = note('alone', locks.acquire(C, 'db'));
  const late = [
    note('late', locks.acquire(A, 'db', { mode: 'shared' })),
    note('late', locks.acquire(B, 'db', { mode: 'shared' })),
  ];
  shared[0]!.release();
  expect(locks.snapshot()).toMatchObject([
    {
      held: [{ plugin: 'acme.b', mode: 'shared' }],
      waiting: [{ plugin: 'acme.c' }, { plugin: 'acme.a' }, { plugin: 'acme.b' }],
    },
  ]);
  shared[1]!.release();
  (await alone).release();
  await Promise.all(late);
  expect(order).toEqual(['alone', 'late', 'late']);
});

test('those who share go on as soon as the one in front of them gives up', async () => {
  const locks = new Locks();
  await locks.acquire(A, 'db', { mode: 'shared' });
  const controller = new AbortController();
  const alone = rejectionOf(locks.acquire(B, 'db', { signal: controller.signal }));
  const shared = locks.acquire(C, 'db', { mode: 'shared' });
  controller.abort(new Error('no longer needed'));
  expect([(await alone).message, (await shared).name]).toEqual(['no longer needed', 'db']);
});

test('to release twice does no harm', async () => {
  const locks = new Locks();
  const lock = await locks.acquire(A, 'db');
  lock.release();
  const second = await locks.acquire(B, 'db');
  lock.release();
  expect(locks.snapshot()).toMatchObject([{ held: [{ plugin: 'acme.b' }] }]);
  second.release();
  expect(locks.snapshot()).toEqual([]);
});

test('`using` and `await using` release a lock', async () => {
  const locks = new Locks();
  {
    using lock = await locks.acquire(A, 'db');
    expect([lock.name, Object.isFrozen(lock)]).toEqual(['db', true]);
  }
  {
    await using lock = await locks.acquire(A, 'db');
    expect(locks.snapshot()).toMatchObject([{ name: lock.name }]);
  }
  expect(locks.snapshot()).toEqual([]);
});

test('one who waits for too long learns who holds the lock, and for how long', async () => {
  let now = 1000;
  const locks = new Locks({ clock: () => now });
  await locks.acquire(A, 'db', { mode: 'shared' });
  now += 120;
  await locks.acquire(B, 'db', { mode: 'shared' });
  now += 30;
  const error = await rejectionOf(locks.acquire(C, 'db', { timeoutMs: 5 }));
  expect([error.code, error.message, error.data]).toEqual([
    'LOCK_TIMEOUT',
    'The plugin "acme.c" 1.0.0 did not get the lock "db" within 5 ms: the plugin "acme.a" 1.0.0 has held it for 150 ms; the plugin "acme.b" 1.0.0 has held it for 30 ms.',
    {
      plugin: 'acme.c',
      version: '1.0.0',
      lock: 'db',
      timeoutMs: 5,
      owners: [
        { plugin: 'acme.a', version: '1.0.0', mode: 'shared', ms: 150 },
        { plugin: 'acme.b', version: '1.0.0', mode: 'shared', ms: 30 },
      ],
    },
  ]);
});

test('a plugin that waits for itself learns so', async () => {
  const locks = new Locks({ clock: () => 0 });
  await locks.acquire(A, 'db');
  expect((await rejectionOf(locks.acquire(A, 'db', { timeoutMs: 1 }))).message).toBe(
    'The plugin "acme.a" 1.0.0 did not get the lock "db" within 1 ms: another call of the same plugin has held it for 0 ms.',
  );
});

test('plugins that wait for each other are told the whole chain', async () => {
  const locks = new Locks({ clock: () => 0 });
  await Promise.all([locks.acquire(A, 'one'), locks.acquire(B, 'two'), locks.acquire(C, 'three')]);
  const others = [locks.acquire(B, 'three', { timeoutMs: Infinity }), locks.acquire(C, 'one', { timeoutMs: Infinity })];
  const error = await rejectionOf(locks.acquire(A, 'two', { timeoutMs: 1 }));
  expect([error.message, error.hint, error.data['chain']]).toEqual([
    'The plugin "acme.a" 1.0.0 did not get the lock "two" within 1 ms: the plugin "acme.b" 1.0.0 has held it for 0 ms. They wait for each other: "acme.a" for "two", which "acme.b" holds; "acme.b" for "three", which "acme.c" holds; "acme.c" for "one", which "acme.a" holds.',
    'Take several locks in the same order everywhere.',
    [
      { plugin: 'acme.a', waitsFor: 'two', heldBy: 'acme.b' },
      { plugin: 'acme.b', waitsFor: 'three', heldBy: 'acme.c' },
      { plugin: 'acme.c', waitsFor: 'one', heldBy: 'acme.a' },
    ],
  ]);
  locks.releaseAll(A);
  locks.releaseAll(C);
  expect(await Promise.allSettled(others)).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
});

test('a plugin that stops loses what it holds and what it waits for, and its next version does not', async () => {
  const locks = new Locks();
  const next = identity('acme.a');
  const held = await locks.acquire(A, 'db');
  await locks.acquire(B, 'cache');
  const waiting = rejectionOf(locks.acquire(A, 'cache'));
  const after = locks.acquire(next, 'db');
  locks.releaseAll(A);
  const { code, message } = await waiting;
  expect([code, message]).toEqual([
    'CONTEXT_CLOSED',
    'The plugin "acme.a" 1.0.0 was stopped while it waited for the lock "cache".',
  ]);
  await after;
  held.release();
  expect(locks.snapshot()).toMatchObject([
    { name: 'cache', held: [{ plugin: 'acme.b' }], waiting: [] },
    { name: 'db', held: [{ plugin: 'acme.a' }], waiting: [] },
  ]);
});

test('the snapshot shows by name who holds and who waits, as plain JSON', async () => {
  let now = 0;
  const locks = new Locks({ clock: () => now });
  await locks.acquire(B, 'z');
  await locks.acquire(A, 'a');
  now = 10;
  const waiting = rejectionOf(locks.acquire(C, 'z', { mode: 'shared' }));
  now = 15;
  const snapshot = locks.snapshot();
  expect(snapshot).toEqual([
    { name: 'a', held: [{ plugin: 'acme.a', version: '1.0.0', mode: 'exclusive', ms: 15 }], waiting: [] },
    {
      name: 'z',
      held: [{ plugin: 'acme.b', version: '1.0.0', mode: 'exclusive', ms: 15 }],
      waiting: [{ plugin: 'acme.c', version: '1.0.0', mode: 'shared', ms: 5 }],
    },
  ]);
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  locks.releaseAll(C);
  await waiting;
});

test('a signal that is aborted already, or while a plugin waits, rejects with its reason', async () => {
  const locks = new Locks();
  const controller = new AbortController();
  await locks.acquire(A, 'db');
  const waiting = rejectionOf(locks.acquire(B, 'db', { signal: controller.signal }));
  controller.abort('enough');
  expect(await waiting).toBe('enough');
  expect(await rejectionOf(locks.acquire(B, 'free', { signal: controller.signal }))).toBe('enough');
  expect(locks.snapshot()).toMatchObject([{ name: 'db', waiting: [] }]);
});

test('a thousand waits leave no listener on a shared signal, however they end', async () => {
  const locks = new Locks();
  const { signal } = new AbortController();
  const held = await locks.acquire(A, 'db');
  const timedOut = Array.from({ length: 300 }, () => rejectionOf(locks.acquire(B, 'db', { signal, timeoutMs: 1 })));
  const stopped = Array.from({ length: 300 }, () => rejectionOf(locks.acquire(C, 'db', { signal })));
  const granted = Array.from({ length: 400 }, async () => (await locks.acquire(A, 'db', { signal })).release());
  expect(getEventListeners(signal, 'abort').length).toBe(1);
  await Promise.all(timedOut);
  locks.releaseAll(C);
  held.release();
  await Promise.all([...stopped, ...granted]);
  expect([getEventListeners(signal, 'abort').length, locks.snapshot()]).toEqual([0, []]);
});

test.each<[unknown, unknown, string]>([
  ['', undefined, 'the name must be a string of 1 to 200 characters, not the string ""'],
  [undefined, undefined, 'the name must be a string of 1 to 200 characters, not undefined'],
  ['x'.repeat(201), undefined, `the name must be a string of 1 to 200 characters, not the string "${'x'.repeat(60)}…"`],
  ['db', 5, 'the options must be an object, not the number 5'],
  ['db', { timeout: 5 }, 'there is no option "timeout" (did you mean "timeoutMs"?)'],
  ['db', { timeoutMs: -1 }, '"timeoutMs" must be a number from 0, not the number -1'],
  ['db', { timeoutMs: NaN }, '"timeoutMs" must be a number from 0, not the number NaN'],
  ['db', { mode: 'read' }, '"mode" must be "exclusive" or "shared", not the string "read"'],
  ['db', { signal: {} }, '"signal" must be an AbortSignal, not an object'],
])('acquire(%j, %j) is refused', async (name, options, problem) => {
  const error = await rejectionOf(new Locks().acquire(A, name as string, options as object));
  expect([error.code, error.message]).toEqual([
    'CONTEXT_MISUSED',
    `The plugin "acme.a" 1.0.0 called ctx.locks.acquire wrongly: ${problem}.`,
  ]);
});

test('a limit that is longer than a timer can be is kept as well as can be', async () => {
  const locks = new Locks();
  const held = await locks.acquire(A, 'db');
  const waiting = [locks.acquire(B, 'db', { timeoutMs: 2 ** 40 }), locks.acquire(B, 'db', { timeoutMs: Infinity })];
  held.release();
  for (const next of waiting) (await next).release();
  expect(locks.snapshot()).toEqual([]);
});

import { hook } from 'hookline';
import { describe, expect, test } from 'vitest';
import { counts, FakeClock } from './call-setup.ts';
import { createUntyped, plugin, type UntypedHooks } from './untyped-hooks.ts';

/** Three plugins, each of which answers with its id. */
function createThree(): UntypedHooks {
  const hooks = createUntyped({ work: hook.collect(), sync: hook.sync.collect() });
  for (const id of ['a', 'b', 'c']) hooks.register(plugin(id), { work: () => id, sync: () => id });
  return hooks;
}

describe('without', () => {
  test('leaves plugins out of calls, plans and the list, and changes nothing for others', async () => {
    const hooks = createThree();
    const view = hooks.without('b');
    expect([await view.execute('work'), view.execute('sync')]).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
    expect(view.plan('work').map((entry) => entry.plugin)).toEqual(['a', 'c']);
    expect(view.plugins.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(await hooks.execute('work')).toEqual(['a', 'b', 'c']);
  });

  test('is live: it sees who comes and goes later', async () => {
    const hooks = createThree();
    const view = hooks.without('b', 'd');
    await view.execute('work');
    hooks.register(plugin('d'), { work: () => 'd' });
    const e = hooks.register(plugin('e'), { work: () => 'e' });
    expect(await view.execute('work')).toEqual(['a', 'c', 'e']);
    e.dispose();
    hooks.declare({ more: hook.collect() });
    expect(await view.execute('work')).toEqual(['a', 'c']);
    expect(await view.execute('more')).toEqual([]);
  });

  test('can be nested, and takes ids that nobody has', async () => {
    const view = createThree().without('b').without('nobody', 'c').without();
    expect(await view.execute('work')).toEqual(['a']);
    expect(view.plugins.map(({ id }) => id)).toEqual(['a']);
  });

  test('can leave everybody out', async () => {
    expect(await createThree().without('a', 'b', 'c').execute('work')).toEqual([]);
  });

  test('frees others from their constraints with those that it leaves out', async () => {
    const hooks = createUntyped({ work: hook.collect() });
    hooks.register(plugin('a'), { work: { handler: () => 'a', after: 'b', priority: 1 } });
    hooks.register(plugin('b'), { work: { handler: () => 'b', after: 'c' } });
    hooks.register(plugin('c'), { work: () => 'c' });
    expect(await hooks.execute('work')).toEqual(['c', 'b', 'a']);
    expect(await hooks.without('b').execute('work')).toEqual(['a', 'c']);
  });

  test('takes hookimpls of one call that name a plugin which it leaves out', async () => {
    const view = createThree().without('a');
    const extra = { handler: () => 'extra', before: ['a', 'b'] };
    expect(await view.execute('work', {}, { extra })).toEqual(['c', 'extra', 'b']);
  });
});

describe('plugins', () => {
  test('lists the plugins as they were registered, each with its hooks in the order it wrote them', () => {
    const hooks = createUntyped({ one: hook.series(), two: hook.series() });
    hooks.register(plugin('b', '2.0.0'), { two: () => {}, one: [() => {}, () => {}] });
    hooks.register(plugin('a'), {});
    expect(hooks.plugins).toEqual([
      { id: 'b', version: '2.0.0', hooks: ['two', 'one'] },
      { id: 'a', version: '1.0.0', hooks: [] },
    ]);
  });

  test('gives a list that changes nothing when it is changed', () => {
    const hooks = createThree();
    (hooks.plugins as unknown[]).length = 0;
    (hooks.specs as unknown[]).length = 0;
    (hooks.plan('work') as unknown[]).length = 0;
    expect([hooks.plugins.length, hooks.specs.length, hooks.plan('work').length]).toEqual([3, 2, 3]);
  });
});

describe('stats', () => {
  test('have a row for each hook and, behind it, one for each plugin in it', () => {
    const clock = new FakeClock();
    const hooks = createUntyped({ work: hook.sync.collect(), idle: hook.series() }, { clock: clock.read });
    const spend = (ms: number) => () => {
      clock.now += ms;
    };
    hooks.register(plugin('a'), { work: [spend(1), spend(3)] });
    hooks.register(plugin('b'), { work: spend(6) });
    hooks.execute('work');
    const none = { calls: 0, errors: 0, timeouts: 0, mean: NaN, p50: NaN, p95: NaN, p99: NaN, max: NaN };
    const one = { calls: 1, errors: 0, timeouts: 0 };
    const near = (value: number): number => expect.closeTo(value, 0.05 * value) as number;
    expect(hooks.stats()).toEqual([
      { hook: 'work', ...one, mean: 10, p50: near(10), p95: near(10), p99: near(10), max: 10 },
      { hook: 'work', plugin: 'a', ...one, calls: 2, mean: 2, p50: near(1), p95: near(3), p99: near(3), max: 3 },
      { hook: 'work', plugin: 'b', ...one, mean: 6, p50: near(6), p95: near(6), p99: near(6), max: 6 },
      { hook: 'idle', ...none },
    ]);
  });

  test('keep the row of a plugin that has gone, and go on with it when it comes back', () => {
    const hooks = createUntyped({ work: hook.sync.collect() });
    const registration = hooks.register(plugin('a'), { work: () => 1 });
    hooks.execute('work');
    registration.dispose();
    hooks.execute('work');
    hooks.register(plugin('a', '2.0.0'), { work: () => 2 });
    hooks.execute('work');
    expect(counts(hooks.stats())).toEqual({ work: [3, 0, 0], a: [2, 0, 0] });
  });

  test('of a view are those of all', () => {
    const hooks = createThree();
    hooks.without('b').execute('sync');
    const expected = { work: [0, 0, 0], sync: [1, 0, 0], a: [1, 0, 0], b: [0, 0, 0], c: [1, 0, 0] };
    expect(counts(hooks.stats())).toEqual(expected);
    expect(hooks.without('a').stats()).toEqual(hooks.stats());
  });
});

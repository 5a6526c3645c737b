import { createPluginManager } from 'hookline';
import { createTestClock, createTestManager, fakePlugin, faultPlugin } from 'hookline/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { assertBuilt } from '../tooling/assert-built.ts';
import { until } from '../manager/share-with-plugins.ts';
import { kitHookspecs as hookspecs, type KitHooks } from './kit-hooks.ts';

beforeAll(assertBuilt);

describe('a test clock', () => {
  test('stands still until it is moved', async () => {
    const clock = createTestClock();
    expect([new Date(clock.date()).toISOString(), clock.now()]).toEqual(['2026-01-01T00:00:00.000Z', 0]);
    await clock.advance(1500);
    expect([new Date(clock.date()).toISOString(), clock.now()]).toEqual(['2026-01-01T00:00:01.500Z', 1500]);
    await clock.advanceTo('2026-01-02');
    expect(new Date(clock.date()).toISOString()).toBe('2026-01-02T00:00:00.000Z');
  });

  test('runs due timers in their order, and lets what follows settle before the next', async () => {
    const clock = createTestClock(0);
    const events: string[] = [];
    const note = (text: string) => () => {
      events.push(`${text} at ${clock.now()}`);
      queueMicrotask(() => events.push(`after ${text}`));
    };
    clock.setTimeout(note('third'), 30);
    clock.setTimeout(note('first'), 10);
    clock.setTimeout(note('second'), 10);
    clock.setTimeout(() => clock.setTimeout(note('nested'), 5), 20);
    const undo = clock.setTimeout(note('never'), 5);
    clock.setTimeout(note('later'), 41);
    undo();
    await clock.advance(40);
    expect(events).toEqual([
      'first at 10',
      'after first',
      'second at 10',
      'after second',
      'nested at 25',
      'after nested',
      'third at 30',
      'after third',
    ]);
    expect(clock.pending).toBe(1);
  });

  test('refuses what is no time', async () => {
    expect(() => createTestClock('soon')).toThrow(
      'createTestClock cannot be used like this: it takes a date, not the string "soon".',
    );
    const clock = createTestClock();
    await expect(clock.advance(-1)).rejects.toThrow(
      'clock.advance cannot be used like this: it takes milliseconds from 0 on, not the number -1.',
    );
    await expect(clock.advanceTo('2020-01-01')).rejects.toThrow(
      'clock.advanceTo cannot be used like this: it takes a later date than that of the clock.',
    );
    await expect(clock.advance(Infinity)).rejects.toThrow('not the number Infinity');
  });
});

test('a manager takes no other thing for a clock', () => {
  const options = { host: { name: 'shop', api: '1.0.0' }, hookspecs, clock: { now: () => 1 } };
  expect(() => createPluginManager<KitHooks>(options as never)).toThrow(
    'The options of createPluginManager are not valid: "clock" must be an object with the functions date, now and setTimeout, not an object.',
  );
});

describe('a test clock that several move at the same time', () => {
  test('moves on by all of it, and never back', async () => {
    const clock = createTestClock();
    const seen: number[] = [];
    clock.setTimeout(() => void clock.advance(5), 50);
    clock.setTimeout(() => seen.push(clock.now()), NaN);
    clock.setTimeout(() => seen.push(clock.now()), 50);
    await Promise.all([clock.advance(100), clock.advance(10)]);
    expect([seen, clock.now()]).toEqual([[0, 50], 110]);
    await clock.advance(0);
    expect(clock.now()).toBe(115);
  });

  test('goes on where a timer has thrown', async () => {
    const clock = createTestClock();
    clock.setTimeout(() => {
      throw new Error('late');
    }, 5);
    await expect(clock.advance(10)).rejects.toThrow('late');
    await clock.advance(10);
    expect(clock.now()).toBe(15);
  });
});

describe('a manager with a test clock', () => {
  test('trips a breaker, waits, and tries the plugin again, all by the clock', async () => {
    const clock = createTestClock();
    const plugin = fakePlugin<KitHooks>({
      hooks: {
        greet: ({ name }) => {
          if (name === 'bad') throw new Error('bad');
          return name;
        },
      },
    });
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      clock,
      plugins: [plugin],
      health: { errors: 2, windowMs: 1000, cooldownMs: 60_000 },
    });
    const state = (): unknown => host.manager.get('test.plugin')!.state;
    await host.execute('greet', { name: 'bad' });
    await clock.advance(1000);
    await host.execute('greet', { name: 'bad' });
    expect(state()).toBe('active');
    await host.execute('greet', { name: 'bad' });
    expect([state(), host.manager.get('test.plugin')!.health.trippedAt]).toEqual(['tripped', clock.date()]);
    const { report } = await host.executeWithReport('greet', { name: 'good' });
    expect(report.entries[0]!.reason).toBe(
      'tripped since 2026-01-01T00:00:01.000Z; it is tried again at 2026-01-01T00:01:01.000Z',
    );
    await clock.advance(59_999);
    expect(await host.execute('greet', { name: 'good' })).toEqual([]);
    await clock.advance(1);
    expect(await host.execute('greet', { name: 'good' })).toEqual(['good']);
    await until(() => state() === 'active');
  });

  test('lets releases age, and dates trust', async () => {
    const clock = createTestClock('2026-03-01');
    const plugin = fakePlugin({
      manifest: { released: '2026-02-25', hooks: { greet: {} } },
      code: "{ hooks: { greet: () => 'old enough' } }",
    });
    await using host = await createTestManager<KitHooks>({
      hookspecs,
      clock,
      plugins: [plugin],
      policy: { minimumReleaseAgeDays: 7 },
      allowFailures: true,
    });
    expect(host.manager.get('test.plugin')!.state).toBe('untrusted');
    await clock.advanceTo('2026-03-04');
    await host.manager.rescan();
    expect(host.manager.get('test.plugin')!.state).toBe('active');
  });

  test.each(['worker', 'process'] as const)(
    'starts a %s again when the clock says so',
    { timeout: 30_000 },
    async (runner) => {
      const clock = createTestClock();
      await using host = await createTestManager<KitHooks>({
        hookspecs,
        runner,
        clock,
        plugins: [faultPlugin('exits', { hook: 'greet' })],
      });
      const state = (): unknown => host.manager.get('test.exits')!.state;
      await host.execute('greet', { name: 'x' });
      await until(() => state() === 'failed');
      await clock.advance(99);
      expect(state()).toBe('failed');
      await clock.advance(1);
      await until(() => state() === 'active');
    },
  );
});

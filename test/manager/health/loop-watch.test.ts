import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LoopWatch, type Blocking, type Suspect } from '../../../src/manager/health/loop-watch.ts';

/** A watch whose time is told by hand. */
class ManualWatch {
  readonly found: Blocking[] = [];
  readonly watch: LoopWatch;
  #now = 0;
  #busyMs = 0;

  constructor() {
    this.watch = new LoopWatch({
      blockMs: 100,
      onBlocked: (blocking) => this.found.push(blocking),
      clock: () => this.#now,
      busyMs: () => this.#busyMs,
    });
    this.watch.start();
    onTestFinished(() => this.watch.stop());
  }

  /** Lets time go by up to the next tick; the loop is at work all the time unless told otherwise. */
  tickAt(now: number, busyMs = now - this.#now): void {
    this.#busyMs += busyMs;
    this.#now = now;
    this.watch.tick();
  }

  ended(plugin: string, startedAt: number, endedAt: number, isSync = false): void {
    this.watch.suspect({ plugin, hook: 'render', callId: 1, startedAt, endedAt, isSync });
  }
}

const named = (plugin: string, blockedMs: number, certain = true): Blocking => ({
  plugin,
  hook: 'render',
  callId: 1,
  blockedMs,
  certain,
});

describe('a hookimpl that gave its answer without waiting', () => {
  test('is named at once', () => {
    const manual = new ManualWatch();
    manual.ended('acme.one', 10, 260, true);
    expect(manual.found).toEqual([named('acme.one', 250)]);
  });

  test('is named even if the watch was not started', () => {
    const manual = new ManualWatch();
    manual.watch.stop();
    manual.ended('acme.one', 10, 260, true);
    expect(manual.found).toEqual([named('acme.one', 250)]);
  });

  test('is not named if it was quick enough', () => {
    const manual = new ManualWatch();
    manual.ended('acme.one', 0, 100, true);
    manual.tickAt(100);
    expect(manual.found).toEqual([]);
  });

  test('clears those that waited meanwhile', () => {
    const manual = new ManualWatch();
    manual.ended('acme.one', 10, 260, true);
    manual.ended('acme.two', 0, 265);
    manual.tickAt(270);
    expect(manual.found).toEqual([named('acme.one', 250)]);
  });
});

describe('a hookimpl that waited', () => {
  test('is named at the next tick if the loop stood still within its time', () => {
    const manual = new ManualWatch();
    manual.tickAt(50, 0);
    manual.ended('acme.one', 60, 330);
    expect(manual.found).toEqual([]);
    manual.tickAt(340);
    expect(manual.found).toEqual([named('acme.one', 270)]);
    manual.tickAt(390, 0);
    expect(manual.found.length).toBe(1);
  });

  test('is not named if the loop went on', () => {
    const manual = new ManualWatch();
    for (const now of [50, 100, 150, 200]) manual.tickAt(now);
    manual.ended('acme.one', 0, 200);
    manual.tickAt(250);
    expect(manual.found).toEqual([]);
  });

  test('is not named if it shares too little of the time', () => {
    const manual = new ManualWatch();
    manual.tickAt(300);
    manual.ended('acme.one', 200, 400);
    manual.tickAt(350);
    expect(manual.found).toEqual([]);
  });

  test('is named however long ago that was', () => {
    const manual = new ManualWatch();
    manual.tickAt(300);
    for (let now = 350; now <= 5000; now += 50) manual.tickAt(now, 1);
    manual.ended('acme.one', 10, 5000);
    manual.tickAt(5050, 1);
    expect(manual.found).toEqual([named('acme.one', 290)]);
  });

  test('is named for the longest of several times', () => {
    const manual = new ManualWatch();
    for (const now of [200, 600, 750]) manual.tickAt(now);
    manual.ended('acme.one', 0, 750);
    manual.tickAt(800);
    expect(manual.found).toEqual([named('acme.one', 400)]);
  });

  test('is one of several that may have done it', () => {
    const manual = new ManualWatch();
    manual.ended('acme.one', 0, 290);
    manual.ended('acme.two', 100, 280);
    manual.ended('acme.three', 250, 360);
    manual.tickAt(300);
    expect(manual.found).toEqual([named('acme.one', 290, false), named('acme.two', 180, false)]);
    manual.tickAt(350);
    manual.ended('acme.four', 20, 351);
    manual.tickAt(400);
    expect(manual.found.slice(2)).toEqual([named('acme.four', 280, false)]);
  });

  test('is not named because the machine slept', () => {
    const manual = new ManualWatch();
    manual.tickAt(50, 0);
    manual.ended('acme.one', 40, 3_600_040);
    manual.tickAt(3_600_050, 3);
    expect(manual.found).toEqual([]);
  });
});

test('a long gap while nobody was under way is nothing', () => {
  const manual = new ManualWatch();
  manual.tickAt(120_000);
  manual.tickAt(120_050);
  manual.ended('acme.one', 120_001, 120_110);
  manual.tickAt(120_100);
  manual.tickAt(120_150);
  expect(manual.found).toEqual([]);
});

test('a watch that is switched off names nobody that waited, and has no timer', () => {
  const found: Blocking[] = [];
  const watch = new LoopWatch({ blockMs: Infinity, onBlocked: (blocking) => found.push(blocking) });
  watch.start();
  watch.suspect({ plugin: 'acme.one', hook: 'render', callId: 1, startedAt: 0, endedAt: 1e9, isSync: true });
  watch.tick();
  expect(found).toEqual([]);
});

describe('in the real event loop', () => {
  function keepBusy(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }

  async function run(work: () => Promise<void>): Promise<Suspect> {
    const startedAt = performance.now();
    await work();
    return { plugin: 'acme.one', hook: 'render', callId: 1, startedAt, endedAt: performance.now(), isSync: false };
  }

  test('who kept it busy is named with about the time that it took', async () => {
    const emitter = new EventEmitter();
    const watch = new LoopWatch({ blockMs: 40, onBlocked: (blocking) => emitter.emit('blocked', blocking) });
    watch.start();
    onTestFinished(() => watch.stop());
    await nextTurn();
    const suspect = await run(async () => {
      await nextTurn();
      keepBusy(120);
      await nextTurn();
    });
    watch.suspect(suspect);
    const [{ blockedMs, ...rest }] = (await once(emitter, 'blocked')) as [Blocking];
    expect(rest).toEqual({ plugin: 'acme.one', hook: 'render', callId: 1, certain: true });
    expect(blockedMs).toBeGreaterThanOrEqual(100);
  });

  test('who waited for a timer is not named', async () => {
    const found: Blocking[] = [];
    const watch = new LoopWatch({ blockMs: 200, onBlocked: (blocking) => found.push(blocking) });
    watch.start();
    onTestFinished(() => watch.stop());
    watch.suspect(await run(() => sleep(450)));
    watch.tick();
    expect(found).toEqual([]);
  });

  test('no handle is left', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const watch = new LoopWatch({ blockMs: 10, onBlocked: () => {} });
    watch.start();
    watch.start();
    watch.stop();
    watch.stop();
    expect(timers()).toBe(before);
    await once(AbortSignal.timeout(1), 'abort');
  });
});

import { setImmediate } from 'node:timers/promises';
import { describeValue } from '../errors/describe-value.ts';
import type { Clock } from '../manager/clock.ts';
import { testMisused } from './test-misused.ts';

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  /** Moves on by so many milliseconds. Timers that come due run in their order, and what follows from each settles before the next. */
  advance(ms: number): Promise<void>;
  /** Moves on to a later date. */
  advanceTo(date: Date | string | number): Promise<void>;
  /** How many timers wait. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Turns of the event loop that are given to what a timer has set off. */
const TURNS = 3;

/**
 * Makes a clock for the option `clock` of a manager.
 *
 * @param start the date that it shows at first. Default 2026-01-01, midnight UTC.
 * @throws TEST_MISUSED
 */
export function createTestClock(start: Date | string | number = '2026-01-01T00:00:00Z'): TestClock {
  const origin = parseDate(start, 'createTestClock');
  const timers = new Set<Timer>();
  let now = 0;
  const nextTimer = (until: number): Timer | undefined => {
    // A set keeps its order, and so do timers of one moment.
    const due = [...timers].filter(({ at }) => at <= until);
    return due.reduce<Timer | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    );
  };
  const moveTo = async (until: number): Promise<void> => {
    await settle();
    for (let timer = nextTimer(until); timer !== undefined; timer = nextTimer(until)) {
      timers.delete(timer);
      now = Math.max(now, timer.at);
      timer.run();
      await settle();
    }
    now = until;
  };
  // Whoever moves the clock while it moves, moves it on from there.
  let moved = Promise.resolve();
  const move = (target: () => number): Promise<void> => {
    const next = moved.then(() => moveTo(target()));
    moved = next.catch(() => {});
    return next;
  };
  return {
    date: () => origin + now,
    now: () => now,
    setTimeout: (run, ms) => {
      const timer: Timer = { at: now + (ms > 0 ? ms : 0), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms) => {
      if (typeof ms !== 'number' || !(ms >= 0 && ms < Infinity)) {
        throw testMisused('clock.advance', `it takes milliseconds from 0 on, not ${describeValue(ms)}`);
      }
      await move(() => now + ms);
    },
    advanceTo: async (date) => {
      const until = parseDate(date, 'clock.advanceTo') - origin;
      if (until < now) throw testMisused('clock.advanceTo', `it takes a later date than that of the clock`);
      await move(() => Math.max(now, until));
    },
    get pending() {
      return timers.size;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

function parseDate(date: Date | string | number, used: string): number {
  const time = new Date(date).getTime();
  if (Number.isNaN(time)) throw testMisused(used, `it takes a date, not ${describeValue(date)}`);
  return time;
}

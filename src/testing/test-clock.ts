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
  const next = (until: number): Timer | undefined => {
    // A set keeps its order, and so do timers of one moment.
    const due = [...timers].filter(({ at }) => at <= until);
    return due.reduce<Timer | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    );
  };
  const advance = async (ms: number): Promise<void> => {
    if (typeof ms !== 'number' || !(ms >= 0)) {
      throw testMisused('clock.advance', `it takes milliseconds from 0 on, not ${describeValue(ms)}`);
    }
    const until = now + ms;
    await settle();
    for (let timer = next(until); timer !== undefined; timer = next(until)) {
      timers.delete(timer);
      now = Math.max(now, timer.at);
      timer.run();
      await settle();
    }
    now = until;
  };
  return {
    date: () => origin + now,
    now: () => now,
    setTimeout: (run, ms) => {
      const timer: Timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance,
    advanceTo: (date) => advance(parseDate(date, 'clock.advanceTo') - origin - now),
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

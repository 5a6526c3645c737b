/** Where a manager takes time from, for what lasts longer than a call. Tests give one that they move themselves. */
export interface Clock {
  /** Milliseconds since 1970, for dates. */
  date(): number;
  /** Milliseconds that only grow, for durations. */
  now(): number;
  /** Calls `run` once, after so many milliseconds, and gives the undo. The wait does not keep the process alive. */
  setTimeout(run: () => void, ms: number): () => void;
}

/** In milliseconds; a longer timer of Node fires at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of the computer. */
export const systemClock: Clock = Object.freeze({
  date: () => Date.now(),
  now: () => performance.now(),
  setTimeout: (run: () => void, ms: number) => {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER)).unref();
    return () => clearTimeout(timer);
  },
});

/** Whether a value can be a clock; one whose members cannot be read is none. */
export function isClock(value: unknown): value is Clock {
  try {
    const { date, now, setTimeout: start } = value as Partial<Clock>;
    return [date, now, start].every((member) => typeof member === 'function');
  } catch {
    return false;
  }
}

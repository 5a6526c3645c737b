import { Histogram } from './histogram.ts';

/** What one hook, or one plugin in one hook, has cost so far. Times are in milliseconds, `NaN` as long as none was taken. */
export interface StatsRow {
  readonly hook: string;
  /** Absent in the row of the whole hook. */
  readonly plugin?: string;
  readonly calls: number;
  readonly errors: number;
  /** How many of the errors were time limits. */
  readonly timeouts: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** The counters behind one row. Every call counts; how many of them are timed depends on `timing`. */
export class Counters {
  calls = 0;
  errors = 0;
  timeouts = 0;
  #histogram: Histogram | undefined;

  record(ms: number): void {
    (this.#histogram ??= new Histogram()).record(ms);
  }

  toRow(hook: string, plugin?: string): StatsRow {
    const histogram = this.#histogram;
    return {
      hook,
      ...(plugin === undefined ? {} : { plugin }),
      calls: this.calls,
      errors: this.errors,
      timeouts: this.timeouts,
      mean: histogram === undefined ? NaN : histogram.sum / histogram.count,
      p50: histogram?.percentile(0.5) ?? NaN,
      p95: histogram?.percentile(0.95) ?? NaN,
      p99: histogram?.percentile(0.99) ?? NaN,
      max: histogram?.max ?? NaN,
    };
  }
}

import type { JsonValue } from './json-safe.ts';
import type { WireError } from './wire-error.ts';

/** How one hookimpl fared in one call. */
export type EntryStatus = 'ok' | 'error' | 'timeout' | 'skipped' | 'filtered';

/** What one hookimpl did in one call. */
export interface ReportEntryOf<Failure> {
  readonly plugin: string;
  readonly version: string;
  /** Tells several hookimpls of one plugin in one hook apart. */
  readonly id: string;
  readonly wrapper: boolean;
  readonly status: EntryStatus;
  /** Why the hookimpl did not run; there for `skipped` and `filtered`. */
  readonly reason?: string;
  /** Milliseconds; of a wrapper without what it wrapped. */
  readonly durationMs: number;
  /** Whether it gave an answer that was accepted. */
  readonly answered: boolean;
  /** The answer. */
  readonly value?: unknown;
  readonly error?: Failure;
}

/** What happened in one hook call. */
export interface ReportOf<Failure> {
  readonly hook: string;
  readonly callId: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** `ok`: no errors. `partial`: some hookimpls failed, the call gave a value. `failed`: the call threw. */
  readonly status: 'ok' | 'partial' | 'failed';
  /** In call order; behind them, in plan order, those that did not run. */
  readonly entries: readonly ReportEntryOf<Failure>[];
  /** The report as plain JSON: errors in their wire form, values as far as JSON can hold them. */
  toJSON(): JsonReport;
}

/** What one hookimpl did, as plain JSON. */
export interface JsonReportEntry extends Omit<ReportEntryOf<never>, 'value' | 'error'> {
  readonly value?: JsonValue;
  readonly error?: WireError;
}

/** A report as plain JSON, as `report.toJSON()` gives it. */
export interface JsonReport extends Omit<ReportOf<never>, 'entries' | 'toJSON'> {
  readonly entries: readonly JsonReportEntry[];
}

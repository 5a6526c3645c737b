import type { HooklineError } from '../errors/hookline-error.ts';
import { toJsonSafe } from '../errors/json-safe.ts';
import type { JsonReport, JsonReportEntry, ReportEntryOf, ReportOf } from '../errors/report.ts';
import { toWire } from '../errors/to-wire.ts';

/** What happened in one hook call. */
export type Report = ReportOf<HooklineError>;
/** What one hookimpl did in one call. */
export type ReportEntry = ReportEntryOf<HooklineError>;

/** What `executeWithReport` gives. */
export interface Reported<Value> {
  readonly value: Value;
  readonly report: Report;
}

export class CallReport implements Report {
  readonly hook: string;
  readonly callId: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly status: Report['status'];
  readonly entries: readonly ReportEntry[];

  constructor(facts: Omit<Report, 'toJSON'>) {
    this.hook = facts.hook;
    this.callId = facts.callId;
    this.startedAt = facts.startedAt;
    this.durationMs = facts.durationMs;
    this.status = facts.status;
    this.entries = facts.entries;
  }

  toJSON(): JsonReport {
    const { hook, callId, startedAt, durationMs, status } = this;
    return { hook, callId, startedAt, durationMs, status, entries: this.entries.map(toJsonEntry) };
  }
}

function toJsonEntry({ value, error, ...facts }: ReportEntry): JsonReportEntry {
  return {
    ...facts,
    ...(value === undefined ? {} : { value: toJsonSafe(value) }),
    ...(error === undefined ? {} : { error: toWire(error) }),
  };
}

import {
  isHooklineError,
  type EntryStatus,
  type HookEvents,
  type HooklineError,
  type JsonReport,
  type JsonValue,
  type PlanEntry,
  type Report,
  type ReportEntry,
  type Reported,
  type StatsRow,
  type WireError,
} from 'hookline';
import { expectAssignable, expectError, expectType } from 'tsd';
import { hooks, type Page } from './demo-hooks.js';

// `executeWithReport` gives the value of the call beside the report, for every kind.
expectType<Promise<Reported<void>>>(hooks.executeWithReport('before_load', { file: 'a' }));
expectType<Promise<Reported<string[]>>>(hooks.executeWithReport('widgets'));
expectType<Promise<Reported<Page | undefined>>>(hooks.executeWithReport('resolve', { url: '/' }));
expectType<Promise<Reported<number[]>>>(hooks.executeWithReport('check', { depth: 1 }));
expectType<Promise<Reported<void>>>(hooks.executeWithReport('settle'));
expectType<Reported<string>>(hooks.executeWithReport('slugify', { slug: 'a' }));
expectType<Reported<string | undefined>>(hooks.executeWithReport('pick', { from: [] }));
expectType<Reported<void>>(hooks.executeWithReport('note', { text: 'a' }));
expectError(hooks.executeWithReport('before_load'));
expectError(hooks.executeWithReport('before_load', { flie: 'a' }));
expectError(hooks.executeWithReport('before_lod', { file: 'a' }));

// The report and its entries.
const { report } = hooks.executeWithReport('names');
expectType<string>(report.hook);
expectType<number>(report.callId);
expectType<number>(report.startedAt);
expectType<number>(report.durationMs);
expectType<'ok' | 'partial' | 'failed'>(report.status);
expectType<readonly ReportEntry[]>(report.entries);
const [entry] = report.entries;
if (entry !== undefined) {
  expectType<string>(entry.plugin);
  expectType<string>(entry.version);
  expectType<string>(entry.id);
  expectType<boolean>(entry.wrapper);
  expectType<'ok' | 'error' | 'timeout' | 'skipped' | 'filtered'>(entry.status);
  expectType<EntryStatus>(entry.status);
  expectType<string | undefined>(entry.reason);
  expectType<number>(entry.durationMs);
  expectType<boolean>(entry.answered);
  expectType<unknown>(entry.value);
  expectType<HooklineError | undefined>(entry.error);
  expectError((entry.status = 'ok'));
  expectError((entry.answered = true));
}
expectError((report.status = 'ok'));
expectError(report.entries.push());
expectError(report.entry);

// As JSON, errors are in their wire form and values are what JSON can hold.
expectType<JsonReport>(report.toJSON());
expectType<WireError | undefined>(report.toJSON().entries[0]?.error);
expectType<JsonValue | undefined>(report.toJSON().entries[0]?.value);

// Statistics and plans.
expectType<readonly StatsRow[]>(hooks.stats());
const [row] = hooks.stats();
if (row !== undefined) {
  expectType<string>(row.hook);
  expectType<string | undefined>(row.plugin);
  for (const figure of ['calls', 'errors', 'timeouts', 'mean', 'p50', 'p95', 'p99', 'max'] as const) {
    expectType<number>(row[figure]);
  }
  expectError((row.calls = 0));
  expectError(row.p90);
}
expectType<readonly PlanEntry[]>(hooks.plan('render'));

// Events.
hooks.on('hook:error', (event) => {
  expectType<HookEvents['hook:error']>(event);
  expectType<HooklineError>(event.error);
  expectError((event.plugin = ''));
});
hooks.on('hook:slow', ({ hook, plugin, callId, durationMs }) => {
  expectType<[string, string, number, number]>([hook, plugin, callId, durationMs]);
});
hooks.on('hook:report', (each) => expectType<Report>(each));
expectError(hooks.on('hook:slow', ({ error }) => error));

// What a call throws holds its report.
try {
  await hooks.execute('settle');
} catch (error) {
  if (isHooklineError(error)) {
    expectAssignable<Report | undefined>(error.report);
    expectType<string | undefined>(error.report?.entries.find(({ error: failure }) => failure !== undefined)?.plugin);
    expectError((error.report = report));
    if (error.code === 'HOOK_TIMEOUT') expectType<'HOOK_TIMEOUT'>(error.code);
  }
}

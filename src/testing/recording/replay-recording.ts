import { isDeepStrictEqual } from 'node:util';
import { describeThrown, describeValue } from '../../errors/describe-value.ts';
import { isHooklineError } from '../../errors/hookline-error.ts';
import type { Hooks } from '../../hooks/hooks.ts';
import type { Report, Reported } from '../../hooks/report.ts';
import { toRecordedEntry, toRecordedError, type RecordedEntry, type RecordedError } from './recorded-call.ts';
import { loadRecording, parseRecording, toStored, type PlayableCall, type Recording } from './recording.ts';

/** One thing that is not as it was recorded. */
export interface Difference {
  /** The position of the call in the recording, from 0. */
  readonly call: number;
  readonly hook: string;
  /** The plugin whose part it is; absent for the call as a whole. */
  readonly plugin?: string;
  /** `result` and `error` of the call or of a plugin's hookimpl; `order` of the hookimpls that ran. */
  readonly what: 'result' | 'error' | 'order';
  readonly recorded: unknown;
  readonly now: unknown;
}

/** What came of a replay. Prints as text. */
export interface ReplayResult {
  /** How many calls were repeated. */
  readonly calls: number;
  readonly differences: readonly Difference[];
  /** Calls that could not be repeated, and why. */
  readonly skipped: readonly { readonly call: number; readonly hook: string; readonly reason: string }[];
  toString(): string;
}

/** Whoever has hooks that can be called. */
export interface Callable {
  readonly hooks: object;
}

/**
 * Repeats recorded calls one after another, and says what is not as it was: results, errors, and the order of the hookimpls.
 * Times and versions are not compared.
 *
 * @param recording what a recorder gave, or the file that it saved
 * @throws TEST_FIXTURE_INVALID
 */
export async function replay(recording: Recording | string | URL, { hooks }: Callable): Promise<ReplayResult> {
  const { calls } = isFile(recording) ? await loadRecording(recording) : parseRecording(recording, 'that was given');
  const differences: Difference[] = [];
  const skipped: { call: number; hook: string; reason: string }[] = [];
  for (const [call, recorded] of calls.entries()) {
    const reason = whySkipped(recorded, hooks as Hooks<{}>);
    if (reason !== undefined) skipped.push({ call, hook: recorded.hook, reason });
    else differences.push(...compare(call, recorded, await repeat(recorded, hooks as UntypedHooks)));
  }
  const result = { calls: calls.length - skipped.length, differences, skipped };
  return { ...result, toString: () => print(result) };
}

function isFile(recording: Recording | string | URL): recording is string | URL {
  return typeof recording === 'string' || recording instanceof URL;
}

function whySkipped({ hook, args, playable }: PlayableCall, hooks: Hooks<{}>): string | undefined {
  if (args === undefined) return 'its arguments were refused when it was recorded';
  if (!playable) return 'JSON cannot hold its arguments';
  return hooks.specs.some(({ name }) => name === hook) ? undefined : `there is no hook "${hook}" any more`;
}

interface UntypedHooks {
  executeWithReport(hook: string, args: unknown): Reported<unknown> | Promise<Reported<unknown>>;
}

interface Outcome {
  readonly value: unknown;
  readonly error?: RecordedError;
  readonly entries: readonly RecordedEntry[];
}

async function repeat({ hook, args }: PlayableCall, hooks: UntypedHooks): Promise<Outcome> {
  try {
    const { value, report } = await hooks.executeWithReport(hook, args);
    return { value: toStored(value).value, entries: entriesOf(report) };
  } catch (thrown) {
    const report = isHooklineError(thrown) ? thrown.report : undefined;
    return { value: undefined, error: toRecordedError(thrown), entries: report === undefined ? [] : entriesOf(report) };
  }
}

function entriesOf(report: Report): readonly RecordedEntry[] {
  return report.entries.map((entry) => {
    const recorded = toRecordedEntry(entry);
    const { value } = toStored(recorded.value);
    return value === undefined ? recorded : { ...recorded, value };
  });
}

function compare(call: number, recorded: PlayableCall, now: Outcome): readonly Difference[] {
  const { hook } = recorded;
  const differences: Difference[] = [];
  const note = (what: Difference['what'], before: unknown, after: unknown, plugin?: string): void => {
    if (isDeepStrictEqual(before, after)) return;
    differences.push({ call, hook, ...(plugin === undefined ? {} : { plugin }), what, recorded: before, now: after });
  };
  note(
    'order',
    recorded.entries.filter(hasRun).map(({ plugin }) => plugin),
    now.entries.filter(hasRun).map(({ plugin }) => plugin),
  );
  for (const before of recorded.entries) {
    const after = now.entries.find(({ plugin, id }) => plugin === before.plugin && id === before.id);
    if (after === undefined || !hasRun(before) || !hasRun(after)) continue;
    note('result', before.value, after.value, before.plugin);
    note('error', before.error, after.error, before.plugin);
  }
  note('result', recorded.value, now.value);
  note('error', recorded.error, now.error);
  return differences;
}

function hasRun({ status }: Pick<RecordedEntry, 'status'>): boolean {
  return status !== 'skipped' && status !== 'filtered';
}

function print({ calls, differences, skipped }: Omit<ReplayResult, 'toString'>): string {
  const count = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  return [
    `${calls} calls repeated, ${count}`,
    ...differences.map(({ call, hook, plugin, what, recorded, now }) => {
      const whose = plugin === undefined ? '' : ` of the plugin "${plugin}"`;
      return `call ${call}, hook "${hook}": another ${what}${whose}: ${show(recorded)} before, ${show(now)} now`;
    }),
    ...skipped.map(({ call, hook, reason }) => `call ${call}, hook "${hook}": not repeated, ${reason}`),
  ].join('\n');
}

function show(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
  } catch (thrown) {
    return describeThrown(thrown);
  }
  return describeValue(value);
}

import { describeValue } from '../../errors/describe-value.ts';
import { isErrorLike } from '../../errors/error-like.ts';
import { readProperty, readText } from '../../errors/read-property.ts';
import { toJsonSafe } from '../../errors/json-safe.ts';
import type { ReportEntry } from '../../hooks/report.ts';

/** An error as a recording keeps it: what a later version of a plugin should throw as well. */
export interface RecordedError {
  /** Of the error that the call or hookimpl ended with. */
  readonly code?: string;
  /** Of what was thrown in the first place. */
  readonly message: string;
}

/** What one hookimpl did in a call. */
export interface RecordedEntry {
  readonly plugin: string;
  readonly version: string;
  /** Tells several hookimpls of one plugin in one hook apart. */
  readonly id: string;
  readonly status: ReportEntry['status'];
  readonly answered: boolean;
  readonly value?: unknown;
  readonly error?: RecordedError;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** One call of a hook, with copies of what went in and came out. */
export interface RecordedCall {
  readonly hook: string;
  readonly callId: number;
  /** Absent if they were refused. */
  readonly args?: unknown;
  /** What the caller got; absent if the call threw. */
  readonly value?: unknown;
  /** What the call threw. */
  readonly error?: RecordedError;
  /** Milliseconds. */
  readonly durationMs: number;
  /** In call order; behind them those that did not run. */
  readonly entries: readonly RecordedEntry[];
}

export function toRecordedEntry({
  plugin,
  version,
  id,
  status,
  answered,
  durationMs,
  ...rest
}: ReportEntry): RecordedEntry {
  return {
    plugin,
    version,
    id,
    status,
    answered,
    ...(answered ? { value: copyOf(rest.value) } : {}),
    ...(rest.error === undefined ? {} : { error: toRecordedError(rest.error) }),
    durationMs,
  };
}

/** A message of ours names the version of the plugin, so the message is that of the first cause. */
export function toRecordedError(thrown: unknown): RecordedError {
  const code = isErrorLike(thrown) ? readText(thrown, 'code') : undefined;
  return { ...(code === undefined ? {} : { code }), message: messageOf(thrown) };
}

/** A chain of causes may be a circle. */
function messageOf(thrown: unknown, left = 16): string {
  const cause = isErrorLike(thrown) ? readProperty(thrown, 'cause') : undefined;
  if (cause !== undefined && left > 0) return messageOf(cause, left - 1);
  return isErrorLike(thrown) ? (readText(thrown, 'message') ?? '') : describeValue(thrown);
}

/** A copy that later changes do not reach; in words where there is none. */
export function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return toJsonSafe(value);
  }
}

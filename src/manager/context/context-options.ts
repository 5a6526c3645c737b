import { describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isAbortSignal } from '../../hooks/abort-signal.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { LockOptions, OffloadOptions } from '../../plugin/plugin-context.ts';
import { contextMisused } from './context-errors.ts';

/** A function of the context that a plugin called, for messages. */
export interface Usage {
  readonly plugin: PluginIdentity;
  /** `ctx.locks.acquire`. */
  readonly used: string;
}

/** Throws `CONTEXT_MISUSED`. */
export function parseLockOptions(
  usage: Usage,
  options: unknown,
): Required<Omit<LockOptions, 'signal'>> & OffloadOptions {
  const {
    timeoutMs = 10_000,
    mode = 'exclusive',
    signal,
  } = readOptions(usage, options, ['timeoutMs', 'mode', 'signal']);
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0)) {
    throw misused(usage, `"timeoutMs" must be a number from 0, not ${describeValue(timeoutMs)}`);
  }
  if (mode !== 'exclusive' && mode !== 'shared') {
    throw misused(usage, `"mode" must be "exclusive" or "shared", not ${describeValue(mode)}`);
  }
  return { timeoutMs, mode, ...parseSignal(usage, signal) };
}

/** Throws `CONTEXT_MISUSED`. */
export function parseOffloadOptions(usage: Usage, options: unknown): OffloadOptions {
  return parseSignal(usage, readOptions(usage, options, ['signal'])['signal']);
}

function readOptions(usage: Usage, options: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw misused(usage, `the options must be an object, not ${describeValue(options)}`);
  }
  const unknown = Object.keys(options).find((option) => !known.includes(option));
  if (unknown !== undefined) {
    throw misused(usage, `there is no option "${unknown}"${nearestInParentheses(unknown, known)}`);
  }
  return options as Readonly<Record<string, unknown>>;
}

function parseSignal(usage: Usage, signal: unknown): OffloadOptions {
  if (signal === undefined) return {};
  if (!isAbortSignal(signal)) throw misused(usage, `"signal" must be an AbortSignal, not ${describeValue(signal)}`);
  return { signal };
}

function misused({ plugin, used }: Usage, problem: string): Error {
  return contextMisused(plugin, used, problem);
}

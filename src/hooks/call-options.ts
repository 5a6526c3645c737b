import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { didYouMean } from '../errors/nearest-name.ts';
import { isAbortSignal } from './abort-signal.ts';
import type { HookState } from './hook-state.ts';

/** The options of a call, checked: `extra` only as far as it can be without its hook. */
export interface ParsedCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly extra?: unknown;
}

const OPTIONS = ['signal', 'extra'];
const NO_OPTIONS: ParsedCallOptions = {};

/** Throws `OPTIONS_INVALID`. */
export function parseCallOptions(hook: HookState, options: unknown): ParsedCallOptions {
  if (options === undefined) return NO_OPTIONS;
  if (typeof options !== 'object' || options === null) {
    throw invalid(hook, `they must be an object, not ${describeValue(options)}`);
  }
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) throw invalid(hook, `there is no option "${unknown}".${didYouMean(unknown, OPTIONS)}`);
  const { signal, extra } = options as ParsedCallOptions;
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw invalid(hook, `"signal" must be an AbortSignal, not ${describeValue(signal)}`);
  }
  return { signal, extra };
}

function invalid(hook: HookState, problem: string): HooklineError {
  const message = `The options of the call of the hook "${hook.name}" are not valid: ${problem}`;
  return new HooklineError('OPTIONS_INVALID', message, { data: { hook: hook.name, problem } });
}

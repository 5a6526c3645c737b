import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { Blocking } from './loop-watch.ts';
import type { ResourceLeak } from './resource-report.ts';
import type { StrayError } from './process-errors.ts';

/** How a plugin came to be left out. */
export interface Tripping {
  readonly plugin: string;
  /** How many errors within the window. */
  readonly errors: number;
  readonly windowMs: number;
  /** How long it is left out now. */
  readonly cooldownMs: number;
  /** Whether it failed when it was tried again. */
  readonly isAgain: boolean;
  /** The last of its errors. */
  readonly error: unknown;
}

export function pluginTripped({ plugin, errors, windowMs, cooldownMs, isAgain, error }: Tripping): HooklineError {
  const times = `${errors} ${errors === 1 ? 'time' : 'times'}${windowMs === Infinity ? '' : ` within ${toSeconds(windowMs)}`}`;
  const failed = isAgain ? 'failed again when it was tried' : `failed ${times}`;
  const message = `The plugin "${plugin}" ${failed}, and is left out for ${toSeconds(cooldownMs)}: ${describeThrown(error)}`;
  const again = cooldownMs === Infinity ? 'it is not tried again by itself' : 'it is tried again by itself';
  return new HooklineError('PLUGIN_TRIPPED', message, {
    hint: `Look at its errors; ${again}. Enable "${plugin}" to try it at once.`,
    data: { plugin, errors, windowMs: toJson(windowMs), cooldownMs: toJson(cooldownMs), isAgain },
    cause: error,
  });
}

export function pluginBlockedLoop({ plugin, hook, callId, blockedMs, certain }: Blocking): HooklineError {
  const ms = Math.round(blockedMs);
  const message = certain
    ? `The plugin "${plugin}" kept the event loop busy for ${ms} ms in the hook "${hook}".`
    : `The plugin "${plugin}" may have kept the event loop busy for ${ms} ms in the hook "${hook}": others ran at the same time.`;
  return new HooklineError('PLUGIN_BLOCKED_LOOP', message, {
    data: { plugin, hook, callId, blockedMs: ms, certain },
  });
}

export function pluginErrorLate(plugin: string, { error, origin }: StrayError): HooklineError {
  const what = origin === 'unhandledRejection' ? 'A rejection' : 'An error';
  const message = `${what} that nobody handled comes from the plugin "${plugin}": ${describeThrown(error)}`;
  return new HooklineError('PLUGIN_ERROR_LATE', message, { data: { plugin, origin }, cause: error });
}

/** `copies` counts those that are no longer used. */
export function reloadKeptCopy(plugin: string, copies: number): HooklineError {
  const kept = copies === 1 ? '1 earlier copy of its modules stays' : `${copies} earlier copies of its modules stay`;
  return new HooklineError('RELOAD_KEPT_COPY', `The plugin "${plugin}" was reloaded: ${kept} in memory.`, {
    data: { plugin, copies },
  });
}

export function pluginLeak(
  { id, version }: { readonly id: string; readonly version: string },
  leaks: readonly ResourceLeak[],
): HooklineError {
  const list = leaks.map(({ what, count, at }) => `${count} × ${what}${at === undefined ? '' : ` made at ${at}`}`);
  const message = `The plugin "${id}" ${version} has stopped and left behind: ${list.join('; ')}.`;
  return new HooklineError('PLUGIN_LEAK', message, { data: { plugin: id, version, leaks } });
}

export interface DataExcess {
  readonly folder: string;
  readonly limitMb: number;
}

export function pluginDataQuota(
  { id, version }: { readonly id: string; readonly version: string },
  { folder, limitMb }: DataExcess,
): HooklineError {
  const message = `The plugin "${id}" ${version} was stopped: there is more than ${limitMb} MB in its data folder.`;
  return new HooklineError('PLUGIN_DATA_QUOTA', message, {
    hint: `Make room in "${folder}", or raise "dataMb", then enable "${id}".`,
    data: { plugin: id, version, folder, limitMb },
  });
}

function toSeconds(ms: number): string {
  if (ms === Infinity) return 'ever';
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}

/** JSON has no Infinity. */
function toJson(ms: number): number | string {
  return Number.isFinite(ms) ? ms : String(ms);
}

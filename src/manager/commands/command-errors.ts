import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError, isHooklineError } from '../../errors/hookline-error.ts';
import { didYouMean } from '../../errors/nearest-name.ts';
import { quoteNames } from '../../errors/quote-names.ts';
import type { PluginStatus } from '../plugin-status.ts';
import type { CommandInfo } from './command-info.ts';

/** How many names a message has. */
const MOST_NAMES = 10;

export function commandUnknown(name: string, known: readonly CommandInfo[]): HooklineError {
  const qualified = known.map(({ qualifiedName }) => qualifiedName);
  const short = known.filter(({ isShort }) => isShort).map((command) => command.name);
  const suggestion = didYouMean(name, name.includes('/') ? qualified : [...short, ...qualified]);
  const message = `No plugin contributes a command "${name}".${suggestion}`;
  return new HooklineError('COMMAND_UNKNOWN', message, { data: { command: name } });
}

export function commandAmbiguous(name: string, candidates: readonly string[]): HooklineError {
  const shown = candidates.slice(0, MOST_NAMES);
  const more = candidates.length > shown.length ? ` and ${candidates.length - shown.length} more` : '';
  const message = `The command "${name}" can be any of ${quoteNames(shown)}${more}.`;
  return new HooklineError('COMMAND_AMBIGUOUS', message, { data: { command: name, candidates: shown } });
}

export function argumentsInvalid({ plugin, qualifiedName }: CommandInfo, problems: readonly string[]): HooklineError {
  const message = `The command "${qualifiedName}" was called wrongly: ${problems.join('; ')}.`;
  return new HooklineError('COMMAND_ARGUMENTS_INVALID', message, {
    data: { command: qualifiedName, plugin, problems },
  });
}

/** `reason` is a whole sentence. */
export function commandUnavailable(
  qualifiedName: string,
  plugin: string,
  { reason, hint, cause }: { readonly reason: string; readonly hint?: string | undefined; readonly cause?: unknown },
): HooklineError {
  const message = `The command "${qualifiedName}" cannot run: ${reason}`;
  return new HooklineError('COMMAND_UNAVAILABLE', message, {
    ...(hint === undefined ? {} : { hint }),
    data: { command: qualifiedName, plugin },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Nobody has looked for plugins yet. */
export function managerNotStarted(name: string): HooklineError {
  const message = `The command "${name}" cannot run: the manager has not been started.`;
  return new HooklineError('COMMAND_UNAVAILABLE', message, { hint: 'Start the manager.', data: { command: name } });
}

/** The plugin could run, and does not: `status` says why. */
export function commandNotRunning(
  { qualifiedName, plugin }: CommandInfo,
  status: PluginStatus | undefined,
): HooklineError {
  const { reason = 'The manager does not run.', remedy = 'Start the manager.' } = status ?? {};
  return commandUnavailable(qualifiedName, plugin, { reason, hint: remedy });
}

/** The plugin could not be activated for the command. */
export function commandNotActivated({ qualifiedName, plugin }: CommandInfo, thrown: unknown): HooklineError {
  const hint = isHooklineError(thrown) ? thrown.hint : undefined;
  return commandUnavailable(qualifiedName, plugin, { reason: describeThrown(thrown), hint, cause: thrown });
}

export function commandFailed({ qualifiedName, plugin, version }: CommandInfo, thrown: unknown): HooklineError {
  const message = `The command "${qualifiedName}" failed: ${describeThrown(thrown)}`;
  return new HooklineError('COMMAND_FAILED', message, {
    data: { command: qualifiedName, plugin, version },
    cause: thrown,
  });
}

export function commandTooSlow({ qualifiedName, plugin }: CommandInfo, timeoutMs: number): HooklineError {
  const message = `The command "${qualifiedName}" did not settle within ${timeoutMs} ms.`;
  return new HooklineError('COMMAND_TIMEOUT', message, { data: { command: qualifiedName, plugin, timeoutMs } });
}

export function commandAborted({ qualifiedName, plugin }: CommandInfo, reason: unknown): HooklineError {
  const message = `The command "${qualifiedName}" was aborted: ${describeThrown(reason)}`;
  return new HooklineError('COMMAND_ABORTED', message, { data: { command: qualifiedName, plugin }, cause: reason });
}

import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';

/** A step of the life of a plugin threw or rejected. `step` is what messages call it, such as `activate`. */
export function stepFailed(
  plugin: PluginIdentity,
  code: 'ACTIVATE_FAILED' | 'DEACTIVATE_FAILED' | 'ENTRY_IMPORT_FAILED',
  step: string,
  thrown: unknown,
): HooklineError {
  return new HooklineError(code, `${inPlugin(plugin, step)} failed: ${describeThrown(thrown)}`, {
    data: facts(plugin),
    cause: thrown,
  });
}

export function stepTooSlow(
  plugin: PluginIdentity,
  code: 'ACTIVATE_TIMEOUT' | 'DEACTIVATE_TIMEOUT',
  step: string,
  timeoutMs: number,
): HooklineError {
  return new HooklineError(code, `${inPlugin(plugin, step)} did not settle within ${timeoutMs} ms.`, {
    data: { ...facts(plugin), timeoutMs },
  });
}

/** The plugin cannot be activated for the call that asks. `what` completes "The plugin ...". */
export function notActivated(plugin: PluginIdentity, what: string, reason?: string): HooklineError {
  const { id, version } = plugin;
  const message = `The plugin "${id}" ${version} ${what}${reason === undefined ? '.' : `: ${reason}`}`;
  return new HooklineError('OPERATION_REFUSED', message, { data: facts(plugin) });
}

function inPlugin({ id, version }: PluginIdentity, step: string): string {
  return `In the plugin "${id}" ${version}, ${step}`;
}

function facts({ id, version }: PluginIdentity): Readonly<Record<string, unknown>> {
  return { plugin: id, version };
}

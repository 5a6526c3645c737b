import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { didYouMean } from '../../errors/nearest-name.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';

/** The host among those who ask for services; no plugin has such an id. */
export const HOST_ID = '(host)';

/** `the plugin "acme.store" 1.2.0`, for the midst of a sentence. */
export function namePlugin({ id, version }: PluginIdentity): string {
  return `the plugin "${id}" ${version}`;
}

/** The same for the beginning of one. */
function subject({ id, version }: PluginIdentity): string {
  return id === HOST_ID ? 'The host' : `The plugin "${id}" ${version}`;
}

/** Who is to blame, for `data`. */
function facts({ id, version }: PluginIdentity): { readonly plugin: string; readonly version: string } {
  return { plugin: id, version };
}

/** `used` is what the plugin used too late, such as `ctx.offload`. */
export function contextClosed(plugin: PluginIdentity, used: string): HooklineError {
  return new HooklineError('CONTEXT_CLOSED', `${subject(plugin)} used ${used} after it had been stopped.`, {
    data: { ...facts(plugin), used },
  });
}

/** `doing` is what the plugin was still at, such as `it waited for the lock "db"`. */
export function stoppedWhile(plugin: PluginIdentity, doing: string): HooklineError {
  return new HooklineError('CONTEXT_CLOSED', `${subject(plugin)} was stopped while ${doing}.`, { data: facts(plugin) });
}

export function pluginStopped(plugin: PluginIdentity): HooklineError {
  return new HooklineError('CONTEXT_CLOSED', `${subject(plugin)} was stopped.`, { data: facts(plugin) });
}

/** `problem` says what is wrong with what `used` was given. */
export function contextMisused(plugin: PluginIdentity, used: string, problem: string): HooklineError {
  return new HooklineError('CONTEXT_MISUSED', `${subject(plugin)} called ${used} wrongly: ${problem}.`, {
    data: { ...facts(plugin), used, problem },
  });
}

export function secretUndeclared(plugin: PluginIdentity, key: string, declared: readonly string[]): HooklineError {
  const message = `${subject(plugin)} asked for the secret "${key}", which its manifest does not declare.`;
  return new HooklineError('SECRET_UNDECLARED', message + didYouMean(key, declared), {
    data: { ...facts(plugin), key, declared },
  });
}

export function serviceUndeclared(plugin: PluginIdentity, service: string, required: readonly string[]): HooklineError {
  const message = `${subject(plugin)} asked for the service "${service}", which its manifest does not require.`;
  return new HooklineError('SERVICE_UNDECLARED', message + didYouMean(service, required), {
    data: { ...facts(plugin), service, required },
  });
}

export function serviceRefused(plugin: PluginIdentity, service: string, permission: string): HooklineError {
  const message = `${subject(plugin)} may not use the service "${service}": its manifest does not ask for the permission "${permission}"`;
  const isForServices = permission === 'service';
  return new HooklineError('SERVICE_REFUSED', `${message}${isForServices ? ' for it' : ''}.`, {
    hint: isForServices ? `Add { "name": "service", "services": ["${service}"] } to its permissions.` : undefined,
    data: { ...facts(plugin), service, permission },
  });
}

/** The manifest asks for the permission, and the operator does not grant it. */
export function serviceNotGranted(plugin: PluginIdentity, service: string, permission: string): HooklineError {
  const isForServices = permission === 'service';
  const text = isForServices ? `service:${service}` : permission;
  const message = `${subject(plugin)} may not use the service "${service}": the permission "${text}" is not granted.`;
  return new HooklineError('SERVICE_REFUSED', message, {
    hint: isForServices
      ? `If the plugin may have it: manager.grant("${plugin.id}", "${text}").`
      : `If the plugin may have it, grant one of those that manager.get("${plugin.id}").permissions shows.`,
    data: { ...facts(plugin), service, permission },
  });
}

/** `problem` completes "... could not get the service: ". A cause, if there is one, is what was thrown. */
export function serviceFailed(
  plugin: PluginIdentity,
  service: string,
  problem: string,
  options: { readonly cause?: unknown } = {},
): HooklineError {
  const reason = 'cause' in options ? `${problem}: ${describeThrown(options.cause)}` : `${problem}.`;
  return new HooklineError('SERVICE_FAILED', `${subject(plugin)} could not get the service "${service}": ${reason}`, {
    data: { ...facts(plugin), service },
    ...options,
  });
}

export function serviceVersion(
  plugin: PluginIdentity,
  service: string,
  { range, version, provider }: { readonly range: string; readonly version: string; readonly provider: string },
): HooklineError {
  const message = `${subject(plugin)} requires the service "${service}" in ${range}, but ${provider} provides ${version}.`;
  return new HooklineError('SERVICE_VERSION', message, { data: { ...facts(plugin), service, range, version } });
}

export function dataFolderUnavailable(
  plugin: PluginIdentity,
  problem: string,
  options: { readonly cause?: unknown } = {},
): HooklineError {
  return new HooklineError('DATA_FOLDER_UNAVAILABLE', `${subject(plugin)} has no data folder: ${problem}`, {
    data: facts(plugin),
    ...options,
  });
}

export function offloadModuleInvalid(plugin: PluginIdentity, module: string, problem: string): HooklineError {
  const message = `${subject(plugin)} cannot offload to the module "${module}": ${problem}.`;
  return new HooklineError('OFFLOAD_MODULE_INVALID', message, { data: { ...facts(plugin), module } });
}

/** `problem` completes "The module ... ", such as `failed`; the cause, if there is one, is added. */
export function offloadFailed(
  plugin: PluginIdentity,
  module: string,
  problem: string,
  options: { readonly cause?: unknown; readonly exitCode?: number } = {},
): HooklineError {
  const { exitCode, ...cause } = options;
  const reason = 'cause' in cause ? `${problem}: ${describeThrown(cause.cause)}` : `${problem}.`;
  return new HooklineError(
    'OFFLOAD_FAILED',
    `The module "${module}" that ${namePlugin(plugin)} offloaded to ${reason}`,
    {
      data: { ...facts(plugin), module, ...(exitCode === undefined ? {} : { exitCode }) },
      ...cause,
    },
  );
}

export function disposalFailed(plugin: PluginIdentity, thrown: unknown): HooklineError {
  return new HooklineError(
    'DEACTIVATE_FAILED',
    `A disposal of ${namePlugin(plugin)} failed: ${describeThrown(thrown)}`,
    {
      data: facts(plugin),
      cause: thrown,
    },
  );
}

export function disposalTimeout(plugin: PluginIdentity, timeoutMs: number): HooklineError {
  const message = `A disposal of ${namePlugin(plugin)} did not settle within ${timeoutMs} ms.`;
  return new HooklineError('DEACTIVATE_TIMEOUT', message, { data: { ...facts(plugin), timeoutMs } });
}

import { describeThrown } from '../../../errors/describe-value.ts';
import { HooklineError } from '../../../errors/hookline-error.ts';
import type { PluginIdentity } from '../../../hooks/registered-hookimpl.ts';

/** Who asks which host. The rest of an address may hold secrets, so no message has it. */
export interface AskedHost {
  readonly plugin: PluginIdentity;
  readonly host: string;
  /** The host that redirects to it, if one does. */
  readonly from?: string | undefined;
}

/** `problem` completes "... may not call it: ". */
export function httpRefused({ plugin, host, from }: AskedHost, problem: string, hint: string): HooklineError {
  const after = from === undefined ? '' : `, to which "${from}" redirects`;
  const message = `The plugin "${plugin.id}" ${plugin.version} may not call "${host}"${after}: ${problem}.`;
  return new HooklineError('HTTP_REFUSED', message, { hint, data: toData(plugin, host) });
}

/** A problem, or what was thrown. */
export function httpFailed(
  { plugin, host }: AskedHost,
  failure: { readonly problem: string } | { readonly cause: unknown },
): HooklineError {
  const why = 'problem' in failure ? `${failure.problem}.` : describeThrown(innerCause(failure.cause));
  const message = `The request of the plugin "${plugin.id}" ${plugin.version} to "${host}" failed: ${why}`;
  return new HooklineError('HTTP_FAILED', message, {
    data: toData(plugin, host),
    ...('cause' in failure ? { cause: failure.cause } : {}),
  });
}

export function httpTimeout({ plugin, host }: AskedHost, timeoutMs: number): HooklineError {
  const message = `The request of the plugin "${plugin.id}" ${plugin.version} to "${host}" did not end within ${timeoutMs} ms.`;
  return new HooklineError('HTTP_TIMEOUT', message, { data: { ...toData(plugin, host), timeoutMs } });
}

export function httpTooLarge({ plugin, host }: AskedHost, maxBytes: number): HooklineError {
  const message = `The answer of "${host}" to the plugin "${plugin.id}" ${plugin.version} has more than ${maxBytes} bytes.`;
  return new HooklineError('HTTP_TOO_LARGE', message, {
    hint: 'Ask for less of it, or for more with "maxBytes".',
    data: { ...toData(plugin, host), maxBytes },
  });
}

function toData({ id, version }: PluginIdentity, host: string): Readonly<Record<string, string>> {
  return { plugin: id, version, host };
}

/** `fetch` says that it failed, and its cause why. */
function innerCause(thrown: unknown): unknown {
  return thrown instanceof TypeError && thrown.cause !== undefined ? thrown.cause : thrown;
}

import { describeValue } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { contextMisused } from './context-misused.ts';

/** What `onDispose` was given, as a function. @throws CONTEXT_MISUSED */
export function toDisposal(plugin: PluginIdentity, disposal: unknown): () => unknown {
  const isObject = typeof disposal === 'object' && disposal !== null;
  if (typeof disposal !== 'function' && !isObject) throw notDisposable(plugin, disposal);
  const { [Symbol.asyncDispose]: disposeAsync, [Symbol.dispose]: dispose } = disposal as Partial<
    Disposable & AsyncDisposable
  >;
  const method: unknown = disposeAsync ?? dispose ?? disposal;
  if (typeof method !== 'function') throw notDisposable(plugin, disposal);
  return () => Reflect.apply(method, disposal, []) as unknown;
}

function notDisposable(plugin: PluginIdentity, disposal: unknown): Error {
  const problem = `it takes a function, a Disposable or an AsyncDisposable, not ${describeValue(disposal)}`;
  return contextMisused(plugin, 'ctx.onDispose', problem);
}

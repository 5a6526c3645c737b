import type { HookContext } from '../../hooks/hook-context.ts';
import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import { takesContext } from '../../hooks/takes-context.ts';
import { toCallContext, toOpenCallContext } from '../../plugin/plugin-call-context.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';

/** A handler of a plugin as the dispatcher calls it: with the context of the plugin in that of the call. */
export function bindHandler(handler: AnyHandler, wrapper: boolean, plugin: PluginContext): AnyHandler {
  if (wrapper) return (args, next, call) => handler(args, next, toCallContext(plugin, call as HookContext));
  // Each run gets a context of its own, so that nobody else sees what a handler adds to one that it does not ask for.
  const bound: AnyHandler = takesContext(handler)
    ? (args, call) => handler(args, toCallContext(plugin, call as HookContext))
    : (args, call) => handler(args, toOpenCallContext(plugin, call as HookContext));
  // No plugin gets to see the context of the call itself, so the dispatcher need not freeze it.
  return Object.defineProperty(bound, 'length', { value: 1 });
}

import type { AnyHandler } from '../hooks/registered-hookimpl.ts';
import type { AnyPluginDefinition } from '../plugin/define-plugin.ts';
import type { CommandInput } from '../plugin/plugin-commands.ts';
import type { PluginContext, PluginHookContext } from '../plugin/plugin-context.ts';
import type { CallOptions } from '../rpc/peer-options.ts';
import type { ServingTable } from '../rpc/serving-table.ts';
import { parseRemote } from './parse-remote.ts';
import { toRemoteStub } from './remote-object.ts';
import type { SyncHandlers } from './sync-handlers.ts';
import type { HookimplShape, HookShape, UnitShape } from './unit-shape.ts';
import { UNIT_TARGETS, type UnitTarget } from './unit-targets.ts';

/** The unit, as the stand-in for its plugin sees it. */
export interface UnitLink {
  readonly side: string;
  readonly table: ServingTable;
  /** Calls the hookimpls of synchronous hooks. */
  readonly sync: SyncHandlers | undefined;
  readonly syncHooks: ReadonlySet<string>;
  /** Whether there is nobody left to call. */
  readonly isOver: () => boolean;
  call(target: number, args: readonly unknown[], options?: CallOptions): Promise<unknown>;
  /** Hands the context of the plugin over. */
  activate(context: PluginContext): Promise<unknown>;
}

/** What stands for the default export of a plugin that runs in a unit. */
export function createUnitDefinition(shape: UnitShape, link: UnitLink): AnyPluginDefinition {
  const has = new Set(shape.members);
  const step = (target: UnitTarget, args: readonly unknown[] = []): Promise<unknown> =>
    link.call(UNIT_TARGETS.indexOf(target), args);
  return {
    activate: (context) => link.activate(context),
    ...(has.has('deactivate') && {
      // What has ended needs no end.
      deactivate: () => (link.isOver() ? undefined : step('deactivate')),
    }),
    ...(has.has('onConfigChange') && { onConfigChange: (config: unknown) => step('onConfigChange', [config]) }),
    ...(has.has('healthCheck') && { healthCheck: () => step('healthCheck') }),
    ...(shape.hooks.length > 0 && { hooks: toHooks(shape.hooks, link) }),
    ...(shape.services.length > 0 && { services: toServices(shape.services, link) }),
    ...(shape.commands.length > 0 && { commands: toCommands(shape.commands, link) }),
  };
}

function toServices(ids: readonly string[], link: UnitLink): NonNullable<AnyPluginDefinition['services']> {
  const get = async (id: string): Promise<unknown> => {
    const given = await link.call(UNIT_TARGETS.indexOf('service'), [id], { name: id });
    return toRemoteStub(link, id, parseRemote(given, link.side));
  };
  return Object.fromEntries(ids.map((id) => [id, () => get(id)]));
}

function toCommands(names: readonly string[], link: UnitLink): NonNullable<AnyPluginDefinition['commands']> {
  const run = (name: string, { args, options, signal }: CommandInput): Promise<unknown> =>
    link.call(UNIT_TARGETS.indexOf('command'), [name, { args, options }], { name, signal });
  return Object.fromEntries(names.map((name) => [name, (input: CommandInput) => run(name, input)]));
}

function toHooks(hooks: readonly HookShape[], link: UnitLink): NonNullable<AnyPluginDefinition['hooks']> {
  return Object.fromEntries(
    hooks.map(({ name, isList, hookimpls }) => {
      const entries = hookimpls.map((hookimpl) => toHookimpl(name, hookimpl, link));
      return [name, isList ? entries : entries[0]];
    }),
  );
}

function toHookimpl(hook: string, { target, options, value }: HookimplShape, link: UnitLink): unknown {
  if (target === undefined) return value;
  const isWrapper = options?.['wrapper'] === true;
  const sync = link.syncHooks.has(hook) ? link.sync : undefined;
  const toWrap = (): AnyHandler => sync?.toWrapper(hook, target) ?? toWrapper(hook, target, link);
  const handler = isWrapper ? toWrap() : (sync?.toHandler(hook, target) ?? toHandler(hook, target, link));
  return options === undefined ? handler : { ...options, handler };
}

function toHandler(name: string, target: number, link: UnitLink): AnyHandler {
  return (args, ctx) => {
    const call = ctx as PluginHookContext;
    return link.call(target, [args, originOf(call)], optionsOf(name, call));
  };
}

function toWrapper(name: string, target: number, link: UnitLink): AnyHandler {
  return async (args, next, ctx) => {
    const call = ctx as PluginHookContext;
    let failure: { readonly error: unknown } | undefined;
    const handle = link.table.add(`next of "${name}"`, async () => {
      try {
        return await (next as () => unknown)();
      } catch (error) {
        failure = { error };
        throw error;
      }
    });
    try {
      const answer = await link.call(target, [args, originOf(call), handle], optionsOf(name, call));
      if (Array.isArray(answer) && answer.length > 0) return answer[0] as unknown;
    } finally {
      link.table.release(handle);
    }
    // The wrapper let the error pass: it is the same, not one like it.
    if (failure !== undefined) throw failure.error;
    return undefined;
  };
}

function originOf({ hook, callId }: PluginHookContext): { readonly hook: string; readonly callId: number } {
  return { hook, callId };
}

function optionsOf(name: string, ctx: PluginHookContext): CallOptions {
  return {
    name,
    signal: ctx.signal,
    reports: {
      onLog: (level, text, data) => ctx.log[level](text, data),
      onProgress: (progress) => ctx.progress(progress),
    },
  };
}

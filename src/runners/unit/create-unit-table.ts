import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import { toCallContext } from '../../plugin/plugin-call-context.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';
import type { Peer } from '../../rpc/peer.ts';
import { targetRevoked } from '../../rpc/rpc-errors.ts';
import type { ServedCall } from '../../rpc/served-call.ts';
import { type Handler, ServingTable } from '../../rpc/serving-table.ts';
import { unpackError } from '../../rpc/unpack-error.ts';
import { exposeObject } from '../remote-object.ts';
import {
  UNIT_TARGETS,
  type CommandValues,
  type UnitCall,
  type UnitStart,
  type UnitTarget,
  type WrapperAnswer,
} from '../unit-targets.ts';
import type { ServedHandler } from './describe-shape.ts';
import { RunningCall } from './running-call.ts';
import { createUnitContext, type UnitContext } from './unit-context.ts';

export interface UnitPlugin {
  readonly plugin: PluginContext['plugin'];
  readonly definition: AnyPluginDefinition;
  readonly handlers: readonly ServedHandler[];
}

export interface UnitTable {
  readonly table: ServingTable;
  /** The context of the plugin, once it is activated. */
  readonly contextOf: () => PluginContext | undefined;
}

/** What the host can call: the steps of the plugin's life, and its hookimpls. */
export function createUnitTable(peer: Peer, { plugin, definition, handlers }: UnitPlugin): UnitTable {
  let unit: UnitContext | undefined;
  const use = (target: UnitTarget | 'hook'): UnitContext => {
    if (unit === undefined) throw targetRevoked(target);
    return unit;
  };
  const life: Record<UnitTarget, Handler> = {
    activate: ([start]) => {
      unit = createUnitContext(peer, plugin, start as UnitStart);
      return definition.activate?.(unit.context);
    },
    deactivate: () => definition.deactivate?.(use('deactivate').context),
    onConfigChange: ([config]) => {
      const used = use('onConfigChange');
      used.configure(config);
      return definition.onConfigChange?.(used.context.config, used.context);
    },
    healthCheck: () => definition.healthCheck?.(use('healthCheck').context),
    service: async ([id]) => {
      const { context } = use('service');
      const service: unknown = await definition.services?.[id as string]?.(context);
      return exposeObject(table, id as string, service);
    },
    dispose: ([disposal]) => use('dispose').dispose(disposal as number),
    abort: ([reason]) => use('abort').abort(unpackError(reason)),
    command: ([name, input], { signal }) => {
      const { context } = use('command');
      return definition.commands?.[name as string]?.({ ...(input as CommandValues), signal }, context);
    },
  };
  const entries = UNIT_TARGETS.map((name): [string, Handler] => [name, life[name]]);
  const served = handlers.map(({ name, isWrapper, handler }, index): [string, Handler] => {
    const run: Handler = isWrapper
      ? (args, call) => runWrapper(peer, handler, { args, call, context: use('hook').context })
      : ([args, origin], call) => handler(args, toContext(use('hook').context, origin, call));
    return [`${name} (hookimpl ${index + 1})`, run];
  });
  const table = new ServingTable(Object.fromEntries([...entries, ...served]));
  return { table, contextOf: () => unit?.context };
}

interface WrapperRun {
  readonly args: readonly unknown[];
  readonly call: ServedCall;
  readonly context: PluginContext;
}

async function runWrapper(
  peer: Peer,
  handler: ServedHandler['handler'],
  { args: [args, origin, next], call, context }: WrapperRun,
): Promise<WrapperAnswer> {
  let failure: { readonly error: unknown } | undefined;
  const runNext = (): Promise<unknown> => {
    const inner = peer.call(next as number, [], { name: 'next' });
    // A wrapper may look away from it.
    inner.catch((error: unknown) => {
      failure = { error };
    });
    return inner;
  };
  try {
    return [await handler(args, runNext, toContext(context, origin, call))];
  } catch (thrown) {
    if (failure !== undefined && failure.error === thrown) return [];
    throw thrown;
  }
}

function toContext(context: PluginContext, origin: unknown, call: ServedCall): unknown {
  return toCallContext(context, new RunningCall(origin as UnitCall, call));
}

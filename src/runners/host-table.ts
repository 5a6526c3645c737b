import type { LockOptions, PluginContext } from '../plugin/plugin-context.ts';
import type { HttpRequest } from '../plugin/plugin-http.ts';
import { targetRevoked } from '../rpc/rpc-errors.ts';
import { type Handler, ServingTable } from '../rpc/serving-table.ts';
import { exposeObject, type RemoteObject } from './remote-object.ts';
import { HOST_TARGETS, type HostTarget } from './unit-targets.ts';

/** What the host does for a unit. */
export interface HostSide {
  /** The context of the plugin; `undefined` until it is activated. */
  readonly context: () => PluginContext | undefined;
  /** Runs a disposal of the unit, by its number. */
  readonly dispose: (disposal: unknown) => Promise<unknown>;
}

/** What a unit can call: the functions of the context of its plugin, which are under the rules of the host. */
export function createHostTable(side: HostSide): ServingTable {
  const services = new Map<unknown, Promise<RemoteObject>>();
  const use = (target: HostTarget): PluginContext => {
    const context = side.context();
    if (context === undefined) throw targetRevoked(target);
    return context;
  };
  const handlers: Record<HostTarget, Handler> = {
    service: ([id]) => {
      const given = services.get(id) ?? expose(id);
      services.set(id, given);
      return given;
    },
    lock: async ([name, options], call) => {
      const signal = call.signal;
      const lock = await use('lock').locks.acquire(name as string, { ...(options as LockOptions), signal });
      // Nobody learns of it any more.
      if (signal.aborted) lock.release();
      const handle = table.add(`lock "${lock.name}"`, () => {
        table.release(handle);
        lock.release();
      });
      return handle;
    },
    offload: ([module, args], { signal }) => use('offload').offload(module as string, args, { signal }),
    http: async ([url, request], { signal }) => {
      const options = typeof request === 'object' && request !== null ? { ...request, signal } : request;
      const answer = await use('http').http.fetch(url as string, options as HttpRequest);
      const { status, statusText, headers } = answer;
      return { status, statusText, headers, url: answer.url, body: answer.bytes() };
    },
    onDispose: ([disposal]) => use('onDispose').onDispose(() => side.dispose(disposal)),
  };
  const expose = async (id: unknown): Promise<RemoteObject> => {
    try {
      const service: unknown = await use('service').services.get(id as never);
      return exposeObject(table, id as string, service);
    } catch (thrown) {
      services.delete(id);
      throw thrown;
    }
  };
  const table = new ServingTable(Object.fromEntries(HOST_TARGETS.map((name) => [name, handlers[name]])));
  return table;
}

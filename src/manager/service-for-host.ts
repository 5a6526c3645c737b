import { HooklineError } from '../errors/hookline-error.ts';
import { HOST_ID } from './context/context-errors.ts';
import type { ServiceTable } from './context/service-table.ts';
import type { LivePlugin } from './lifecycle/reconciler.ts';
import { providerOf } from './provider-of.ts';

/** A service of a plugin, for the host itself. Activates the plugin. @throws SERVICE_MISSING, SERVICE_FAILED */
export async function serviceForHost(
  id: string,
  live: ReadonlyMap<string, LivePlugin>,
  services: ServiceTable,
): Promise<unknown> {
  if (providerOf(HOST_ID, id, live) === undefined) {
    const message = `No plugin that runs provides the service "${id}".`;
    throw new HooklineError('SERVICE_MISSING', message, { data: { service: id } });
  }
  return services.get({
    asker: {
      plugin: { id: HOST_ID, version: '' },
      manifest: { requires: { [id]: '*' }, permissions: [] },
      granted: [],
    },
    id,
    activate: (provider) => live.get(provider)!.instance.activate(`service ${id}`),
  });
}

import { HOST_ID } from './context/context-errors.ts';
import type { LivePlugin } from './lifecycle/reconciler.ts';

/** Who provides a service: for the host, the plugin that comes first; for a plugin, the one that the resolution has chosen. */
export function providerOf(asker: string, service: string, live: ReadonlyMap<string, LivePlugin>): string | undefined {
  if (asker !== HOST_ID) return live.get(asker)?.resolved.services.get(service);
  const providers = [...live.values()].filter(({ instance }) => Object.hasOwn(instance.manifest.provides, service));
  return providers.toSorted((left, right) => left.rank - right.rank)[0]?.record.id;
}

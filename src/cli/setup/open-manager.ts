import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { AnyHooks, HostSetup } from './host-setup.ts';

/** A manager of the host that knows its plugins and has run none of them. @throws MANAGER_OPTIONS_INVALID */
export async function openManager({ options }: HostSetup): Promise<PluginManager<AnyHooks>> {
  const manager = createPluginManager<AnyHooks>({ ...options, recordStats: false });
  await manager.rescan();
  return manager;
}

import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { AnyHooks } from './host-setup.ts';

/** A plugin that the manager has found. @throws PLUGIN_UNKNOWN */
export function findPlugin(id: string, manager: PluginManager<AnyHooks>): PluginStatus {
  const status = manager.get(id);
  if (status !== undefined) return status;
  const ids = manager.list().map((plugin) => plugin.id);
  throw new HooklineError('PLUGIN_UNKNOWN', `There is no plugin "${id}"${nearestInParentheses(id, ids)}.`, {
    hint: ids.length === 0 ? 'The host has found no plugins.' : '"hookline list" shows the plugins of the host.',
    data: { plugin: id },
  });
}

import type { HookState } from './hook-state.ts';
import type { PluginIdentity } from './registered-hookimpl.ts';
import { warnProcess } from './warn-process.ts';

/** Warns, once for each plugin, that a hook which it implements is deprecated. */
export function warnOfDeprecation(hook: HookState, plugin: PluginIdentity): void {
  const { deprecated } = hook.spec;
  if (deprecated === undefined || hook.warnedPlugins.has(plugin.id)) return;
  hook.warnedPlugins.add(plugin.id);
  const { since, removeIn, use, message } = deprecated;
  const parts = [
    `The plugin "${plugin.id}" ${plugin.version} implements the hook "${hook.name}", which is deprecated since ${since}`,
    ...(removeIn === undefined ? [] : [` and will be removed in ${removeIn}`]),
    '.',
    ...(use === undefined ? [] : [` Implement "${use}" instead.`]),
    ...(message === undefined ? [] : [` ${message}`]),
  ];
  warnProcess(parts.join(''), 'HOOK_DEPRECATED', 'DeprecationWarning');
}

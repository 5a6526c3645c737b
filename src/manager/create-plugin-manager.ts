import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { HooksLike } from '../hooks/hookspec.ts';
import { isLogThreshold, LOG_LEVELS } from './context/log-levels.ts';
import { ManagerCore } from './manager-core.ts';
import type { PluginManagerOptions } from './manager-options.ts';
import { parseOptions } from './parse-options.ts';
import type { PluginManager } from './plugin-manager.ts';

/**
 * Makes the plugin manager of a host. It does nothing until it is told to.
 *
 * @throws MANAGER_OPTIONS_INVALID, SOURCE_INVALID, HOOKSPEC_INVALID, OPTIONS_INVALID for the options of the hooks
 */
export function createPluginManager<Specs extends HooksLike<Specs>>(
  options: PluginManagerOptions<Specs>,
): PluginManager<Specs> {
  const core = new ManagerCore(parseOptions(options));
  const { runtime } = core;
  return Object.freeze<PluginManager<Specs>>({
    hooks: runtime.hooks,
    start: () => core.start(),
    stop: () => core.stop(),
    list: (filter) => core.list(filter),
    get: (id) => core.get(id),
    enable: (id) => core.changeSettings(id, () => ({ enabled: undefined })),
    disable: (id) => core.changeSettings(id, () => ({ enabled: false })),
    reload: (id) => core.reload(id),
    rescan: () => core.rescan(),
    trust: (id) => core.trust(id),
    untrust: (id) => core.changeSettings(id, () => ({ trust: undefined })),
    choose: (id, folder) => core.choose(id, folder),
    configure: (id, config) => core.configure(id, config),
    check: (id) => core.check(id),
    explain: (id) => core.explain(id),
    service: (id) => core.service(id),
    setLogLevel: (level, id) => {
      if (!isLogThreshold(level)) throw noLevel(level);
      runtime.levels.set(id, level);
    },
    locks: () => runtime.locks.snapshot(),
    on: (event, listener) => runtime.hub.on(event, listener),
    [Symbol.asyncDispose]: () => core.stop(),
  });
}

function noLevel(level: unknown): HooklineError {
  const levels = [...LOG_LEVELS, 'silent'].map((each) => `"${each}"`).join(', ');
  return new HooklineError(
    'MANAGER_OPTIONS_INVALID',
    `The log level must be one of ${levels}, not ${describeValue(level)}.`,
  );
}

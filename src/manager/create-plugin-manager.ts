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
    list: (filter) => core.views.list(filter),
    query: (query) => core.views.query(query),
    get: (id) => core.views.get(id),
    enable: (id) => core.changeSettings(id, () => () => ({ enabled: undefined })),
    disable: (id) => core.changeSettings(id, () => () => ({ enabled: false })),
    reload: (id) => core.reload(id),
    requestReload: async (id) => {
      const status = await core.changeSettings(id, () => () => ({ reload: new Date().toISOString() }));
      return core.isRunning ? core.reload(id) : status;
    },
    rescan: () => core.rescan(),
    trust: (id, trustOptions) => core.changeSettings(id, (plugin) => core.consents.trust(plugin, trustOptions)),
    untrust: (id) => core.changeSettings(id, () => core.consents.untrust()),
    grant: (id, permissions) => core.changeSettings(id, (plugin) => core.consents.grant(plugin, permissions)),
    revoke: (id, permissions) => core.changeSettings(id, (plugin) => core.consents.revoke(plugin, permissions)),
    preview: (request) => core.preview(request),
    choose: (id, folder) => core.choose(id, folder),
    configure: (id, config) => core.configure(id, config),
    config: (id) => core.views.config(id),
    check: (id) => core.check(id),
    commands: () => core.contributions.commands(),
    runCommand: (name, given = {}) => core.contributions.run(name, given),
    templates: () => core.contributions.templates(),
    loaded: () => runtime.loads.all,
    manifest: (id) => core.views.manifest(id),
    explain: (id) => core.views.explain(id),
    lock: () => core.lock(),
    service: (id) => core.service(id),
    setLogLevel: (level, id) => {
      if (!isLogThreshold(level)) throw noLevel(level);
      runtime.levels.set(id, level);
    },
    resources: () => core.views.resources(),
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

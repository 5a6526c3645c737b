import type { FoundPlugin, Source } from '../../discovery/source.ts';
import { isHooklineError, type HooklineError } from '../../errors/hookline-error.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { PluginManager } from '../../manager/plugin-manager.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { RunnerName } from '../../runners/runner.ts';
import { packagesAbove } from '../programs/packages-above.ts';
import type { AnyHooks, HostSetup } from '../setup/host-setup.ts';
import { readPluginAt } from '../validate/validate-plugin.ts';
import type { HostView } from '../validate/host-view.ts';

export interface LivePluginOptions {
  readonly setup: HostSetup;
  readonly view: HostView;
  readonly found: FoundPlugin;
  readonly runner: RunnerName;
  /** What the plugin logs and prints. */
  readonly onLog: (line: string) => void;
}

/** How the plugin is after a change. */
export interface Reloaded {
  readonly found: FoundPlugin;
  /** Absent if the manager does not know it. */
  readonly status: PluginStatus | undefined;
  /** Why it does not run. */
  readonly failure: string | undefined;
  /** What it has thrown meanwhile. */
  readonly errors: readonly HooklineError[];
}

/** A plugin that is being written, in the host. */
export interface LivePlugin extends AsyncDisposable {
  readonly manager: PluginManager<AnyHooks>;
  /** Starts the host. */
  start(): Promise<Reloaded>;
  /** Starts the plugin anew from its files as they are now, in a fresh thread or process. */
  reload(): Promise<Reloaded>;
}

export function createLivePlugin({ setup, view, found, runner, onLog }: LivePluginOptions): LivePlugin {
  const folder = found.folder!;
  const { sources = [], runners = {}, lock: _lock, ...options } = setup.options;
  const place: Place = { folder, view: { ...view, plugins: [] }, current: undefined };
  const manager = createPluginManager<AnyHooks>({
    ...options,
    sources: [liveSource(place), ...sources.map((source) => withoutFolder(source, folder))],
    runners: {
      ...runners,
      plugins: { ...runners.plugins, [found.id]: runner },
      read: [...(runners.read ?? []), ...packagesAbove(folder)],
    },
    recordStats: false,
  });
  let errors: HooklineError[] = [];
  manager.on('plugin:error', ({ error }) => errors.push(error));
  manager.on('plugin:log', ({ plugin, level, message }) => onLog(`${plugin} ${level}: ${message}`));
  manager.on('manager:problem', () => {});
  manager.hooks.on('hook:error', () => {});
  const look = async (change: () => Promise<unknown>): Promise<Reloaded> => {
    errors = [];
    await change();
    const current = place.current!;
    const failure = await failureOf(manager, manager.get(current.id));
    return { found: current, status: manager.get(current.id), failure, errors };
  };
  return {
    manager,
    start: () => look(() => manager.start()),
    reload: () => look(() => reload(manager, place)),
    [Symbol.asyncDispose]: () => manager.stop(),
  };
}

interface Place {
  readonly folder: string;
  /** Without the plugin, so that it is read each time. */
  readonly view: HostView;
  current: FoundPlugin | undefined;
}

/** Finds the plugin in front of all others; whoever works on it trusts it. */
function liveSource(place: Place): Source {
  return {
    name: 'dev',
    trusted: true,
    find: async () => {
      place.current = { ...(await readPluginAt(place.folder, place.view)), trusted: true };
      return { plugins: [place.current], problems: [] };
    },
  };
}

/** The source as it was, but for the plugin itself. */
function withoutFolder(source: Source, folder: string): Source {
  const { name, trusted } = source;
  return {
    name,
    trusted,
    find: async (options) => {
      const { plugins, problems } = await source.find(options);
      return { plugins: plugins.filter((plugin) => plugin.folder !== folder), problems };
    },
  };
}

/** Under another id, such as that of the folder while the manifest cannot be read, it is another plugin. */
async function reload(manager: PluginManager<AnyHooks>, place: Place): Promise<void> {
  const { id } = place.current!;
  await (manager.get(id) === undefined ? manager.rescan() : reloadIfThere(manager, id));
  const { id: now } = place.current!;
  if (now !== id) await reloadIfThere(manager, now);
}

async function reloadIfThere(manager: PluginManager<AnyHooks>, id: string): Promise<void> {
  try {
    await manager.reload(id);
  } catch (thrown) {
    if (!isHooklineError(thrown) || thrown.code !== 'PLUGIN_UNKNOWN') throw thrown;
  }
}

/** Activates it, for its errors to be seen now and not at the next call. */
async function failureOf(
  manager: PluginManager<AnyHooks>,
  status: PluginStatus | undefined,
): Promise<string | undefined> {
  if (status === undefined) return 'The manager does not know it.';
  const { status: health, message } = await manager.check(status.id);
  return health === 'fail' ? (message ?? 'It does not run.') : undefined;
}

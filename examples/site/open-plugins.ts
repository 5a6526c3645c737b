import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { createPluginManager, type BootReport, type Hookimpls, type PluginManager, type Source } from 'hookline';
import { type SiteConfig, type SiteHooks, siteHookspecs } from 'hookline/hookspecs/site';
import type { SiteRunner } from './command-line.ts';
import type { BuildLog } from './build-log.ts';
import { toMessage } from './error-message.ts';
import type { PluginFolder } from './folders.ts';
import { createPluginSources, leaveOut } from './plugin-sources.ts';
import { type PluginSettings, toPluginSettings } from './plugin-settings.ts';
import { SITE_API } from './site-api.ts';
import { SiteError } from './site-error.ts';

/** The packages of this project, three folders above the compiled file. */
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A plugin in code, without a manifest. */
export interface SitePlugin {
  readonly plugin: { readonly id: string; readonly version: string };
  readonly hookimpls: Hookimpls<SiteHooks>;
}

export interface PluginOptions {
  /** Plugins in code beside those that are found. */
  readonly plugins?: readonly SitePlugin[] | undefined;
  /** Default true; without it no plugin takes part at all. */
  readonly usePlugins?: boolean | undefined;
  /** Where plugins run; without it, where their manifests say. */
  readonly runner?: SiteRunner | undefined;
  /** Ids of plugins that the operator has looked at and trusts from now on, as they are. */
  readonly trust?: readonly string[] | undefined;
  /** Takes the place of the folder with the plugins of this project. */
  readonly firstParty?: Source | undefined;
}

export interface OpenPluginsOptions extends PluginOptions {
  readonly config: SiteConfig;
  /** The folder with the user's own plugins. */
  readonly folder: PluginFolder | undefined;
  /** Where trust, and the files of plugins, are kept. */
  readonly stateDir: string | undefined;
  readonly log: BuildLog;
}

/** The plugins of one build, running. */
export interface OpenedPlugins {
  readonly manager: PluginManager<SiteHooks>;
  /** What starting them came to. */
  readonly boot: BootReport;
  /** Goes on with another configuration. @throws SiteError if it names plugins that are not there */
  configure(config: SiteConfig): Promise<void>;
}

/** Finds the plugins and starts them. Throws a `SiteError` if the options name one that is not there. */
export async function openPlugins(options: OpenPluginsOptions): Promise<OpenedPlugins> {
  const { plugins = [], usePlugins = true, trust = [], log } = options;
  let settings = toPluginSettings(options.config);
  const leftOut = new Set<string>();
  const isLeftOut = (id: string): boolean => {
    if (settings.off.has(id)) leftOut.add(id);
    return settings.off.has(id);
  };
  const manager = createManager(options, settings, isLeftOut);
  listen(manager, log);
  const configure = async (config: SiteConfig): Promise<void> => {
    const before = settings;
    settings = toPluginSettings(config);
    if (!usePlugins) return;
    if (!isDeepStrictEqual(before.off, settings.off)) await manager.rescan();
    assertPluginsKnown(settings, manager, leftOut);
    await configurePlugins(manager, before, settings);
  };
  try {
    for (const { plugin, hookimpls } of usePlugins ? plugins : []) manager.hooks.register(plugin, hookimpls);
    await trustPlugins(manager, trust);
    const boot = await manager.start();
    if (usePlugins) assertPluginsKnown(settings, manager, leftOut);
    return { manager, boot, configure };
  } catch (error) {
    await manager.stop();
    throw error;
  }
}

function createManager(
  { folder, firstParty, stateDir, runner, usePlugins = true }: OpenPluginsOptions,
  { configs }: PluginSettings,
  isLeftOut: (id: string) => boolean,
): PluginManager<SiteHooks> {
  return createPluginManager<SiteHooks>({
    host: { name: 'hookline-site', api: SITE_API },
    hookspecs: siteHookspecs,
    enabled: usePlugins,
    sources: createPluginSources({ folder, firstParty }).map((source) => leaveOut(source, isLeftOut)),
    config: configs,
    ...(stateDir === undefined ? {} : { stateDir }),
    // A build has a report of its own, and is over before anybody decides otherwise.
    recordStats: false,
    followState: false,
    // The plugins of this project use the packages of this project.
    ...(runner === undefined ? {} : { runners: { min: runner, read: [PACKAGES] } }),
    // Every hookimpl is timed: the report is to add up.
    hooks: { timing: 'exact' },
    // A large page may well take its time, and how long everything took stands in the report.
    limits: { blockMs: Infinity },
    // A plugin that fails on some pages is to go on with the others; a build has an end.
    health: { errors: Infinity },
  });
}

/** What would be warnings of the process without a listener becomes a part of the report. */
function listen(manager: PluginManager<SiteHooks>, log: BuildLog): void {
  // The build takes these errors out of the reports, where the page is known.
  manager.hooks.on('hook:error', () => {});
  manager.hooks.on('hook:slow', () => {});
  manager.on('plugin:error', ({ plugin, phase, error }) => {
    if (phase !== 'hook') log.addPluginError({ plugin, hook: phase, page: undefined, ...toText(error) });
  });
  manager.on('plugin:log', ({ plugin, level, message }) => log.addPluginNote({ plugin, level, message }));
  manager.on('manager:problem', ({ file, message }) => log.warn(file ?? 'plugins', message));
}

function toText({ code, message }: { readonly code: string; readonly message: string }) {
  return { code, message };
}

function assertPluginsKnown(
  { names }: PluginSettings,
  manager: PluginManager<SiteHooks>,
  leftOut: ReadonlySet<string>,
): void {
  const unknown = [...names].filter(([id]) => !leftOut.has(id) && manager.get(id) === undefined);
  if (unknown.length === 0) return;
  // One of them may be meant whose manifest cannot be read.
  const invalid = manager.list({ state: 'invalid' }).map(({ id, reason = '' }) => `  The plugin "${id}": ${reason}`);
  const lines = [...unknown.map(([id, name]) => `  plugins.${name}: ${whyUnknown(id, manager)}`), ...invalid];
  throw new SiteError(`The configuration of the plugins is not valid:\n${lines.join('\n')}`);
}

/** The manager knows the nearest name. */
function whyUnknown(id: string, manager: PluginManager<SiteHooks>): string {
  try {
    return String(manager.explain(id));
  } catch (error) {
    return toMessage(error);
  }
}

async function trustPlugins(manager: PluginManager<SiteHooks>, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      await manager.trust(id);
    } catch (error) {
      throw new SiteError(toMessage(error), { cause: error });
    }
  }
}

async function configurePlugins(
  manager: PluginManager<SiteHooks>,
  { configs: before }: PluginSettings,
  { configs: after }: PluginSettings,
): Promise<void> {
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const isSame = isDeepStrictEqual(before[id], after[id]);
    if (!isSame && manager.get(id) !== undefined) await manager.configure(id, after[id]);
  }
}

import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { PluginManager } from 'hookline';
import type { SiteConfig, SiteHooks } from 'hookline/hookspecs/site';
import { type BuildLog, createBuildLog, type PluginError } from './build-log.ts';
import { findConfigFile } from './config-file.ts';
import { resolvePluginFolder } from './folders.ts';
import { openPlugins, type PluginOptions } from './open-plugins.ts';
import { toShortName } from './plugin-settings.ts';
import { SiteError } from './site-error.ts';

export interface SaveConfigOptions extends PluginOptions {
  readonly source: string;
  /** A folder with plugins, in place of the one in the source folder. */
  readonly pluginFolder?: string | undefined;
}

export interface SavedConfig {
  readonly file: string;
  readonly pluginErrors: readonly PluginError[];
}

/** Writes a first configuration into a folder that has none. */
export async function saveStarterConfig(options: SaveConfigOptions): Promise<SavedConfig> {
  const { source, pluginFolder } = options;
  const existing = await findConfigFile(source);
  if (existing !== undefined) throw new SiteError(`There is a configuration already: "${existing}".`);

  const file = join(resolve(source), 'site.config.json');
  const log = createBuildLog();
  const folder = await resolvePluginFolder({ plugins: pluginFolder, beside: source });
  // Nothing but the configuration is to be written, so what is known of plugins lasts no longer than this.
  const { manager } = await openPlugins({ ...options, config: {}, folder, stateDir: undefined, log });
  try {
    await writeConfig(file, { manager, log });
  } finally {
    await manager.stop();
  }
  return { file, pluginErrors: log.pluginErrors };
}

interface Writing {
  readonly manager: PluginManager<SiteHooks>;
  readonly log: BuildLog;
}

async function writeConfig(file: string, { manager, log }: Writing): Promise<void> {
  const { hooks } = manager;
  const starter = starterConfig(
    basename(dirname(file)),
    manager.list({ state: ['ready', 'active'] }).map(({ id }) => toShortName(id)),
  );
  const { value: config, report } = await hooks.executeWithReport('before_config_save', { config: starter, file });
  log.addReport(report);
  // "wx": a file that came into being in the meantime is not overwritten.
  await writeFile(file, `${JSON.stringify(config, undefined, 2)}\n`, { flag: 'wx' });
  log.addReport((await hooks.executeWithReport('after_config_save', { config, file })).report);
}

function starterConfig(title: string, plugins: readonly string[]): SiteConfig {
  return {
    title: title || 'Site',
    description: '',
    language: 'en',
    exclude: [],
    plugins: Object.fromEntries(plugins.map((name) => [name, true])),
  };
}

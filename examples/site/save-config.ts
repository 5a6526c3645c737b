import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { SiteConfig } from 'hookline/hookspecs/site';
import { createBuildLog, type PluginError } from './build-log.ts';
import { findConfigFile } from './config-file.ts';
import { createSiteHooks, type SitePlugin } from './site-hooks.ts';
import { SiteError } from './site-error.ts';

export interface SaveConfigOptions {
  readonly source: string;
  readonly plugins?: readonly SitePlugin[];
}

export interface SavedConfig {
  readonly file: string;
  readonly pluginErrors: readonly PluginError[];
}

/** Writes a first configuration into a folder that has none. */
export async function saveStarterConfig({ source, plugins = [] }: SaveConfigOptions): Promise<SavedConfig> {
  const existing = await findConfigFile(source);
  if (existing !== undefined) throw new SiteError(`There is a configuration already: "${existing}".`);

  const file = join(resolve(source), 'site.config.json');
  const hooks = createSiteHooks(plugins);
  const log = createBuildLog();
  const { value: config, report } = await hooks.executeWithReport('before_config_save', {
    config: starterConfig(basename(resolve(source))),
    file,
  });
  log.addReport(report);
  // "wx": a file that came into being in the meantime is not overwritten.
  await writeFile(file, `${JSON.stringify(config, undefined, 2)}\n`, { flag: 'wx' });
  log.addReport((await hooks.executeWithReport('after_config_save', { config, file })).report);
  return { file, pluginErrors: log.pluginErrors };
}

function starterConfig(title: string): SiteConfig {
  return {
    title: title || 'Site',
    description: '',
    language: 'en',
    exclude: [],
    plugins: { markdown: true, highlight: true, toc: true, 'link-check': true, analytics: true },
  };
}

import { basename } from 'node:path';
import type { Hooks } from 'hookline';
import type { SiteConfig, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import { type CompleteConfig, completeConfig } from './complete-config.ts';
import { findConfigFile, readConfigFile } from './config-file.ts';

export interface LoadConfigOptions {
  readonly source: string;
  /** The file to read in place of the one in the source folder. */
  readonly file: string | undefined;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** The configuration of the build: the file, if there is one, then what the plugins make of it. */
export async function loadConfig({ source, file, hooks, log }: LoadConfigOptions): Promise<CompleteConfig> {
  const configFile = file ?? (await findConfigFile(source));
  let written: SiteConfig = {};
  if (configFile !== undefined) {
    const before = await hooks.executeWithReport('before_config_load', { file: configFile });
    log.addReport(before.report);
    written = await readConfigFile(configFile);
  }
  const after = await hooks.executeWithReport('after_config_load', { config: written });
  log.addReport(after.report);
  return completeConfig(after.value, basename(source));
}

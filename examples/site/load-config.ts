import type { Hooks } from 'hookline';
import type { SiteConfig, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import { readConfigFile } from './config-file.ts';

export interface LoadConfigOptions {
  /** Absent if the site has no configuration. */
  readonly file: string | undefined;
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** The configuration of the build as a person writes it: the file, if there is one, then what the plugins make of it. */
export async function loadConfig({ file, hooks, log }: LoadConfigOptions): Promise<SiteConfig> {
  let written: SiteConfig = {};
  if (file !== undefined) {
    const before = await hooks.executeWithReport('before_config_load', { file });
    log.addReport(before.report);
    written = await readConfigFile(file);
  }
  const after = await hooks.executeWithReport('after_config_load', { config: written });
  log.addReport(after.report);
  return after.value;
}

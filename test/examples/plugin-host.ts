import { createPluginManager, type PluginManager } from 'hookline';
import { type SiteHooks, siteHookspecs } from 'hookline/hookspecs/site';
import { onTestFinished } from 'vitest';
import { firstParty, type FirstPartyName } from './first-party.ts';

type Config = Readonly<Record<string, unknown>>;

/** A host with one of the first-party plugins alone, started; it is stopped when the test ends. */
export async function startPlugin(name: FirstPartyName, config?: Config): Promise<PluginManager<SiteHooks>> {
  const manager = createPluginManager<SiteHooks>({
    host: { name: 'test-host', api: '1.0.0' },
    hookspecs: siteHookspecs,
    sources: [firstParty([name])],
    config: config === undefined ? {} : { [`hookline.${name}`]: config },
    // Some pages are made to take long; that is no news.
    limits: { blockMs: Infinity },
  });
  onTestFinished(() => manager.stop());
  manager.hooks.on('hook:slow', () => {});
  await manager.start();
  return manager;
}

import { type SiteHooks, siteHookspecs } from 'hookline/hookspecs/site';
import { createTestManager, type TestManager } from 'hookline/testing';
import { onTestFinished } from 'vitest';
import { type FirstPartyName, firstPartyPlugin } from './first-party.ts';

type Config = Readonly<Record<string, unknown>>;

/** A host with one of the first-party plugins alone, started; it is stopped when the test ends, and nothing may be left behind. */
export async function startPlugin(name: FirstPartyName, config?: Config): Promise<TestManager<SiteHooks>> {
  const host = await createTestManager<SiteHooks>({
    hookspecs: siteHookspecs,
    plugins: [firstPartyPlugin(name)],
    // Some pages are made to take long; that is no news.
    limits: { blockMs: Infinity },
    config: config === undefined ? {} : { [`hookline.${name}`]: config },
  });
  onTestFinished(() => host.dispose());
  return host;
}

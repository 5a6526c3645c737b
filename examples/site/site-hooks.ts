import { createHooks, type Hookimpls, type Hooks } from 'hookline';
import { type SiteHooks, siteHookspecs } from 'hookline/hookspecs/site';

/** A plugin of the site: who it is, and what it brings. */
export interface SitePlugin {
  readonly plugin: { readonly id: string; readonly version: string };
  readonly hookimpls: Hookimpls<SiteHooks>;
}

/** The hooks of one build, with every hookimpl timed: the report is to add up. */
export function createSiteHooks(plugins: readonly SitePlugin[]): Hooks<SiteHooks> {
  const hooks = createHooks<SiteHooks>(siteHookspecs, { timing: 'exact' });
  // The build takes the errors out of the reports, where the page is known; without a listener each would be a warning too.
  hooks.on('hook:error', () => {});
  // How long everything took stands in the report; a large page may well take its time.
  hooks.on('hook:slow', () => {});
  registerPlugins(hooks, plugins);
  return hooks;
}

export function registerPlugins(hooks: Hooks<SiteHooks>, plugins: readonly SitePlugin[]): void {
  for (const { plugin, hookimpls } of plugins) hooks.register(plugin, hookimpls);
}

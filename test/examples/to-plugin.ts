import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import type { SitePlugin } from '../../examples/site/open-plugins.ts';

/** A plugin for one test. */
export function toPlugin(hookimpls: Hookimpls<SiteHooks>): SitePlugin {
  return { plugin: { id: 'acme.test', version: '1.0.0' }, hookimpls };
}

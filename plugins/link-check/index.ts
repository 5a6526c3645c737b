import { definePlugin } from 'hookline/plugin';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { type BrokenLink, findBrokenLinks } from './find-broken-links.ts';
import type { LinkCheckConfig } from './link-check-config.ts';
import { toWidget } from './to-widget.ts';

/** Several hosts in one process share this module, so what belongs to one of them is kept by its `ctx.plugin`. */
const findings = new WeakMap<object, readonly BrokenLink[]>();

/** Reports internal links that lead to no file or no anchor of the site, as a widget of the dashboard. */
export default definePlugin<SiteHooks, { readonly config: LinkCheckConfig; readonly services: {} }>({
  hooks: {
    // Behind all others, as plugin.json says, so that files which another plugin adds can be linked to.
    before_export: ({ pages, files }, { plugin, config }) => {
      findings.set(plugin, findBrokenLinks({ pages, files, ignore: config.ignore }));
    },
    admin_dashboard_stats: (_, { plugin }) => {
      const broken = findings.get(plugin);
      return broken === undefined ? undefined : toWidget(broken);
    },
  },
});

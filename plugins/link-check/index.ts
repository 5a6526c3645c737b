import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { type BrokenLink, findBrokenLinks } from './find-broken-links.ts';
import type { LinkCheckOptions } from './link-check-options.ts';

export { LinkCheckOptions } from './link-check-options.ts';

export const plugin = { id: 'hookline.link-check', version: '1.0.0' } as const;

/** Reports internal links that lead to no file or no anchor of the site, as a widget of the dashboard. */
export function createLinkCheck(options: LinkCheckOptions = {}): Hookimpls<SiteHooks> {
  let broken: readonly BrokenLink[] | undefined;

  return {
    before_export: {
      // Behind all others, so that files which another plugin adds can be linked to.
      order: 'last',
      handler: ({ pages, files }) => {
        broken = findBrokenLinks({ pages, files, ignore: options.ignore ?? [] });
      },
    },
    admin_dashboard_stats: () => {
      if (broken === undefined) return undefined;
      return {
        title: 'Broken links',
        status: broken.length === 0 ? 'ok' : 'warning',
        rows: broken.map(({ page, link, reason }) => ({ label: page, value: `${link} (${reason})` })),
      };
    },
  };
}

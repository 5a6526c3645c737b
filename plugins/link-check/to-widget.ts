import type { Widget } from 'hookline/hookspecs/site';
import type { BrokenLink } from './find-broken-links.ts';

/** Lists the broken links for the dashboard. */
export function toWidget(broken: readonly BrokenLink[]): Widget {
  return {
    title: 'Broken links',
    status: broken.length === 0 ? 'ok' : 'warning',
    rows: broken.map(({ page, link, reason }) => ({ label: page, value: `${link} (${reason})` })),
  };
}

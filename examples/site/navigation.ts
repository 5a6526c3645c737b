import type { RenderedPage } from 'hookline/hookspecs/site';
import { escapeHtml } from './escape-html.ts';
import { toRelativeLink } from './site-address.ts';
import type { Section, SiteMap } from './site-map.ts';

/** The page that lists all others. */
export const ALL_PAGES_OUTPUT = '_site/pages.html';

/** Up to so many pages each page shows all others. Beyond, the navigation would weigh more than the site. */
const SHOW_ALL = 60;
/** How many neighbours a page of a large site shows on either side, and how many folders. */
const NEIGHBOURS = 10;
const FOLDERS = 40;

/** The navigation as seen from the page at `output`. */
export function renderNavigation(siteMap: SiteMap, output: string): string {
  if (siteMap.pages.length <= SHOW_ALL) {
    return siteMap.sections.map((section) => renderSection(section, output)).join('');
  }

  const current = siteMap.sectionOf.get(output);
  const others = siteMap.sections.filter((section) => section !== current).slice(0, FOLDERS);
  const all = `<p><a href="${toHref(output, ALL_PAGES_OUTPUT)}">All ${siteMap.pages.length} pages</a></p>`;
  return `${all}${current === undefined ? '' : renderSection(toNeighbours(current, siteMap, output), output)}${renderFolders(others, output)}`;
}

/** All pages by folder, for the page that lists them. */
export function renderPageList(siteMap: SiteMap, output: string): string {
  return siteMap.sections.map((section) => renderSection(section, output)).join('');
}

/** Links to the pages before and behind, in the order of the navigation. */
export function renderNeighbours(siteMap: SiteMap, output: string): string {
  const position = siteMap.positions.get(output);
  if (position === undefined) return '';
  const link = (rel: 'prev' | 'next', label: string, page: RenderedPage | undefined) =>
    page === undefined
      ? ''
      : `<a rel="${rel}" href="${toHref(output, page.output)}"><span>${label}</span> ${escapeHtml(page.title)}</a>`;
  const links =
    link('prev', 'Previous', siteMap.pages[position - 1]) + link('next', 'Next', siteMap.pages[position + 1]);
  return links === '' ? '' : `<nav class="neighbours" aria-label="Previous and next page">${links}</nav>`;
}

function renderSection({ label, pages }: Section, output: string): string {
  const items = pages.map((page) => {
    const current = page.output === output ? ' aria-current="page"' : '';
    return `<li><a href="${toHref(output, page.output)}"${current}>${escapeHtml(page.title)}</a></li>`;
  });
  return `${label === '' ? '' : `<h2>${escapeHtml(label)}</h2>`}<ul>${items.join('')}</ul>`;
}

function renderFolders(sections: readonly Section[], output: string): string {
  const items = sections.map(({ label, pages }) => {
    const first = pages[0];
    return first === undefined
      ? ''
      : `<li><a href="${toHref(output, first.output)}">${escapeHtml(label || 'Top')}</a></li>`;
  });
  return items.length === 0 ? '' : `<h2>Folders</h2><ul>${items.join('')}</ul>`;
}

function toNeighbours(section: Section, { positions }: SiteMap, output: string): Section {
  const first = positions.get(section.pages[0]?.output ?? '') ?? 0;
  const position = (positions.get(output) ?? 0) - first;
  const start = Math.max(0, Math.min(position - NEIGHBOURS, section.pages.length - 2 * NEIGHBOURS - 1));
  return { ...section, pages: section.pages.slice(start, start + 2 * NEIGHBOURS + 1) };
}

function toHref(from: string, to: string): string {
  return escapeHtml(toRelativeLink(from, to));
}

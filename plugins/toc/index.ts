import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { findHeadings } from './find-headings.ts';
import { renderToc } from './render-toc.ts';
import type { TocOptions } from './toc-options.ts';

export { TocOptions } from './toc-options.ts';

export const plugin = { id: 'hookline.toc', version: '1.0.0' } as const;

/** A page may say itself where the table stands. */
const MARKER = /<p>\[\[toc\]\]<\/p>/i;

/** More lines than this help nobody; a generated page may have 100,000 headings. */
const MAX_HEADINGS = 200;

/** Adds a table of contents behind the title of a page, or where it says `[[toc]]`. `toc: false` in a page turns it off. */
export function createToc(options: TocOptions = {}): Hookimpls<SiteHooks> {
  const { from = 2, to = 3, minHeadings = 2, title = 'On this page' } = options;

  return {
    after_page_render: {
      after: ['hookline.markdown', 'hookline.highlight'],
      handler: ({ html, page }) => {
        if (page.frontMatter['toc'] === false) return undefined;
        const { headings, titleEnd } = findHeadings(html);
        const listed = headings.filter(({ level }) => level >= from && level <= to);
        if (listed.length < minHeadings) return undefined;

        const toc = renderToc(listed.slice(0, MAX_HEADINGS), title);
        if (MARKER.test(html)) return html.replace(MARKER, () => toc);
        return `${html.slice(0, titleEnd)}\n${toc}${html.slice(titleEnd)}`;
      },
    },
  };
}

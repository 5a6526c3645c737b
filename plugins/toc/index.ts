import { definePlugin } from 'hookline/plugin';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { findHeadings } from './find-headings.ts';
import { renderToc } from './render-toc.ts';
import type { TocConfig } from './toc-config.ts';

/** A page may say itself where the table stands. */
const MARKER = /<p>\[\[toc\]\]<\/p>/i;

/** More lines than this help nobody; a generated page may have 100,000 headings. */
const MAX_HEADINGS = 200;

/** Adds a table of contents behind the title of a page, or where it says `[[toc]]`. `toc: false` in a page turns it off. */
export default definePlugin<SiteHooks, { readonly config: TocConfig; readonly services: {} }>({
  hooks: {
    after_page_render: ({ html, page }, { config }) => {
      if (page.frontMatter['toc'] === false) return undefined;
      const { headings, titleEnd } = findHeadings(html);
      const listed = headings.filter(({ level }) => level >= config.from && level <= config.to);
      if (listed.length < config.minHeadings) return undefined;

      const toc = renderToc(listed.slice(0, MAX_HEADINGS), config.title);
      if (MARKER.test(html)) return html.replace(MARKER, () => toc);
      return `${html.slice(0, titleEnd)}\n${toc}${html.slice(titleEnd)}`;
    },
  },
});

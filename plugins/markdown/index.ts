import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { createRenderer } from './create-renderer.ts';
import type { MarkdownOptions } from './markdown-options.ts';

export { MarkdownOptions } from './markdown-options.ts';

export const plugin = { id: 'hookline.markdown', version: '1.0.0' } as const;

/** Renders Markdown pages: tables, footnotes, heading anchors. It runs before whatever refines the HTML. */
export function createMarkdown(options: MarkdownOptions = {}): Hookimpls<SiteHooks> {
  const render = createRenderer(options);
  return {
    after_page_render: {
      order: 'first',
      filter: { 'page.format': 'markdown' },
      handler: ({ page }) => render(page.source),
    },
  };
}

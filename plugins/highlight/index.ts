import { definePlugin } from 'hookline/plugin';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { rewriteCodeBlocks } from './code-blocks.ts';
import { highlight } from './highlight.ts';
import type { HighlightConfig } from './highlight-config.ts';

/** Colours code blocks that name their language. */
export default definePlugin<SiteHooks, { readonly config: HighlightConfig; readonly services: {} }>({
  hooks: {
    after_page_render: ({ html }, { config }) => {
      const highlighted = rewriteCodeBlocks(html, (name, code) => highlight(name, code, config));
      return highlighted === html ? undefined : highlighted;
    },
  },
});

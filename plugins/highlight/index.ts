import hljs from 'highlight.js/lib/common';
import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import { rewriteCodeBlocks } from './code-blocks.ts';
import type { HighlightOptions } from './highlight-options.ts';

export { HighlightOptions } from './highlight-options.ts';

export const plugin = { id: 'hookline.highlight', version: '1.0.0' } as const;

/** Colours code blocks that name their language. The name is only looked up: it never reaches the page. */
export function createHighlight(options: HighlightOptions = {}): Hookimpls<SiteHooks> {
  const { maxLength = 100_000 } = options;
  const aliases = new Map(Object.entries(options.aliases ?? {}));

  function highlight(name: string, code: string): string | undefined {
    const language = aliases.get(name) ?? name;
    if (code.length > maxLength || hljs.getLanguage(language) === undefined) return undefined;
    const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
    return `<pre><code class="hljs">${value}</code></pre>`;
  }

  return {
    after_page_render: {
      after: ['hookline.markdown'],
      handler: ({ html }) => {
        const highlighted = rewriteCodeBlocks(html, highlight);
        return highlighted === html ? undefined : highlighted;
      },
    },
  };
}

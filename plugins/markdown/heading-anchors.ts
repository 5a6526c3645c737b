import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { createHeadingSlugger } from './heading-slug.ts';

/**
 * Gives every heading an `id` and a link to itself. The link holds no text, its sign comes from the stylesheet: so
 * whoever reads the text of a heading reads nothing but the heading.
 */
export function headingAnchors(md: MarkdownIt, options: { readonly permalinkLabel: string }): void {
  md.core.ruler.push('heading_anchors', (state) => {
    const toUniqueSlug = createHeadingSlugger();
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== 'heading_open') continue;
      const inline = state.tokens[index + 1];
      const slug = toUniqueSlug(toPlainText(inline?.children ?? []));
      token.attrSet('id', slug);
      inline?.children?.push(...permalink(state, slug, options.permalinkLabel));
    }
  });
}

function permalink(state: StateCore, slug: string, label: string): Token[] {
  const open = new state.Token('link_open', 'a', 1);
  open.attrs = [
    ['class', 'header-anchor'],
    ['href', `#${encodeURIComponent(slug)}`],
    ['aria-label', label],
  ];
  return [open, new state.Token('link_close', 'a', -1)];
}

/** What a reader sees of the heading; raw HTML is left out. */
function toPlainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'text' || token.type === 'code_inline') return token.content;
      if (token.type === 'image') return toPlainText(token.children ?? []);
      return token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : '';
    })
    .join('');
}

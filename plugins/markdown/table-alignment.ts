import type { MarkdownIt } from 'markdown-it';

const ALIGNMENT = /^text-align:(left|center|right)$/;

/** Columns are aligned by a class instead of a `style` attribute, so that no style from a page is needed in the site. */
export function tableAlignment(md: MarkdownIt): void {
  md.core.ruler.push('table_alignment', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'th_open' && token.type !== 'td_open') continue;
      const side = ALIGNMENT.exec(String(token.attrGet('style') ?? ''))?.[1];
      if (side !== undefined) token.attrs = [['class', `align-${side}`]];
    }
  });
}

/** A renderer escapes the code, so it holds no `<`: the match ends where the block ends, and in linear time. */
const CODE_BLOCK = /<pre><code class="language-([^"<>\s]+)">([^<]*)<\/code><\/pre>/g;

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** What to put in place of a code block; `undefined` leaves it as it is. */
export type BlockRewriter = (language: string, code: string) => string | undefined;

/** Rewrites each `<pre><code class="language-...">` of `html`; the rewriter receives plain text and gives HTML. */
export function rewriteCodeBlocks(html: string, rewrite: BlockRewriter): string {
  return html.replaceAll(CODE_BLOCK, (block, language: string, escaped: string) => {
    return rewrite(unescape(language), unescape(escaped)) ?? block;
  });
}

/** Undoes what renderers escape. Each entity is replaced once, so that `&amp;lt;` becomes `&lt;` and not `<`. */
function unescape(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity, name: string) => CHARACTERS[name] ?? entity);
}

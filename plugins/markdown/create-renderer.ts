import MarkdownItParser, { type MarkdownIt } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { headingAnchors } from './heading-anchors.ts';
import { measureDepth } from './html-depth.ts';
import type { MarkdownConfig } from './markdown-config.ts';
import { sanitizePage } from './sanitize-page.ts';
import { tableAlignment } from './table-alignment.ts';

/** Turns Markdown into the HTML of a page body. */
export type Renderer = (source: string) => string;

/** Parsers of HTML take time by the square of the depth; nobody writes 200 elements into each other by hand. */
const MAX_DEPTH = 200;

/** The footnote plugin takes time by the square of the footnotes: about a second for these. */
const MAX_FOOTNOTE_MARKS = 10_000;

/**
 * The parser understands raw HTML, and the whole result is sanitized afterwards: a filter on the source could be fooled
 * by what Markdown makes of it, and a page may well hold a harmless `<kbd>` or `<details>`.
 */
export function createRenderer(config: MarkdownConfig): Renderer {
  const md = createParser(config, { html: true, footnotes: true });
  const mdWithoutFootnotes = createParser(config, { html: true, footnotes: false });
  const mdWithoutHtml = createParser(config, { html: false, footnotes: false });

  function parse(source: string): string {
    const marks = source.match(/\[\^|\^\[/g)?.length ?? 0;
    return (marks > MAX_FOOTNOTE_MARKS ? mdWithoutFootnotes : md).render(source);
  }

  if (config.allowHtml) return parse;
  return (source) => {
    const html = parse(source);
    return sanitizePage(measureDepth(html) > MAX_DEPTH ? mdWithoutHtml.render(source) : html);
  };
}

interface Features {
  readonly html: boolean;
  readonly footnotes: boolean;
}

function createParser(config: MarkdownConfig, { html, footnotes }: Features): MarkdownIt {
  const md = new MarkdownItParser({
    html,
    breaks: config.breaks,
    linkify: config.linkify,
  });
  if (footnotes) md.use(footnote);
  md.use(headingAnchors, { permalinkLabel: config.permalinkLabel });
  md.use(tableAlignment);
  // A word such as "index.ts" is no address: only what starts with http:// and the like becomes a link.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  return md;
}

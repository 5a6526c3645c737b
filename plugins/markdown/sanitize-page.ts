import sanitizeHtml from 'sanitize-html';

/** Elements that text is made of. None of them loads code, embeds a document, submits anything or styles the site. */
const TEXT_ELEMENTS = [
  'h1 h2 h3 h4 h5 h6 p div section blockquote hr br wbr pre center ul ol li dl dt dd figure figcaption details summary',
  'table caption colgroup col thead tbody tfoot tr th td a img picture abbr b bdi bdo cite code data del dfn em i ins',
  'kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var',
].flatMap((line) => line.split(' '));

/** Elements whose content is not text for readers: it goes with them. */
const OPAQUE_ELEMENTS = [
  'script style textarea option noscript noembed noframes iframe object embed xmp plaintext title template',
  'svg math audio video canvas',
].flatMap((line) => line.split(' '));

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: TEXT_ELEMENTS,
  nonTextTags: OPAQUE_ELEMENTS,
  allowedAttributes: {
    '*': ['id', 'title', 'lang', 'dir', 'align'],
    a: ['href', 'name', 'aria-label'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start', 'reversed', 'type'],
    li: ['value'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
    col: ['span'],
    colgroup: ['span'],
    details: ['open'],
    time: ['datetime'],
    data: ['value'],
  },
  // A page may use the classes that Markdown itself makes, and no others: they belong to the layout.
  allowedClasses: {
    code: ['language-*'],
    a: ['header-anchor', 'footnote-backref'],
    sup: ['footnote-ref'],
    hr: ['footnotes-sep'],
    section: ['footnotes'],
    ol: ['footnotes-list'],
    li: ['footnote-item'],
    th: ['align-*'],
    td: ['align-*'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'ftp'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
  parseStyleAttributes: false,
};

/** Leaves of `html` what cannot become script, and closes what is left open. */
export function sanitizePage(html: string): string {
  return sanitizeHtml(html, OPTIONS);
}

import { Parser } from 'htmlparser2';

/** What a page links to, and what can be linked to in it. */
export interface PageLinks {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

const LINK_ATTRIBUTES: Readonly<Record<string, string>> = { a: 'href', img: 'src' };

/** Reads the links and anchors out of the HTML of a page. */
export function findLinks(html: string): PageLinks {
  const links: string[] = [];
  const anchors = new Set<string>();

  const parser = new Parser({
    onopentag(name, attributes) {
      const link = attributes[LINK_ATTRIBUTES[name] ?? ''];
      if (link !== undefined) links.push(link.trim());
      if (attributes['id'] !== undefined) anchors.add(attributes['id']);
      if (name === 'a' && attributes['name'] !== undefined) anchors.add(attributes['name']);
    },
  });
  parser.end(html);
  return { links, anchors };
}

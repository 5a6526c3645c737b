import type { Heading } from 'hookline/hookspecs/site';
import { Parser } from 'htmlparser2';

const HEADING = /^h[1-6]$/;

/** The headings of a page body, in order, as plain text. */
export function readHeadings(html: string): Heading[] {
  const headings: Heading[] = [];
  let open: { level: number; id: string | undefined; text: string } | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (HEADING.test(name)) open = { level: Number(name.slice(1)), id: attributes['id'], text: '' };
    },
    ontext(text) {
      if (open !== undefined) open.text += text;
    },
    onclosetag(name) {
      if (open === undefined || !HEADING.test(name)) return;
      const { level, id, text } = open;
      headings.push({
        level,
        ...(id === undefined ? {} : { id }),
        text: text.replaceAll(/\s+/g, ' ').trim(),
      });
      open = undefined;
    },
  });
  parser.end(html);
  return headings;
}

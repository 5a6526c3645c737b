import { Parser } from 'htmlparser2';

/** A heading that can be linked to. */
export interface TocHeading {
  readonly level: number;
  readonly id: string;
  /** Plain text. */
  readonly text: string;
}

/** The headings of a page that have an anchor, in order, and where the page's title ends. */
export interface FoundHeadings {
  readonly headings: readonly TocHeading[];
  /** The position behind the first `</h1>`; 0 without one. */
  readonly titleEnd: number;
}

const HEADING = /^h[1-6]$/;

/** A heading can be as long as a file. */
const MAX_TEXT = 200;

/** Reads the headings out of the HTML of a page. */
export function findHeadings(html: string): FoundHeadings {
  const headings: TocHeading[] = [];
  let titleEnd = 0;
  let open: { name: string; id: string; text: string } | undefined;

  const parser = new Parser({
    onopentag(name, attributes) {
      if (HEADING.test(name)) open = { name, id: attributes['id'] ?? '', text: '' };
    },
    ontext(text) {
      if (open !== undefined) open.text += text;
    },
    onclosetag(name) {
      if (open === undefined || name !== open.name) return;
      if (name === 'h1' && titleEnd === 0) titleEnd = parser.endIndex + 1;
      const text = open.text.slice(0, MAX_TEXT).trim();
      if (open.id !== '' && text !== '') headings.push({ level: Number(name.slice(1)), id: open.id, text });
      open = undefined;
    },
  });
  parser.end(html);
  return { headings, titleEnd };
}

import { listCodeFences } from './code-fences.ts';
import type { MarkdownDocument } from './documents.ts';

/** A link from a document to a file or a heading of this repository. */
export interface RelativeLink {
  readonly line: number;
  /** Relative to the folder of the document; empty for the document itself. */
  readonly path: string;
  /** What follows the `#`; empty for a whole file. */
  readonly anchor: string;
}

/** The links and images of a document, except those with a scheme. */
export function listRelativeLinks(document: MarkdownDocument): RelativeLink[] {
  return linesOutsideFences(document).flatMap((line, index) =>
    [...line.replaceAll(/`[^`]*`/g, '').matchAll(/(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)([^)\s>]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z][a-z\d+.-]*:/i.test(target))
      .map((target) => toRelativeLink(target, index + 1)),
  );
}

/** The anchors of a document's headings, made as GitHub makes them, and those that it sets itself. */
export function listAnchors(document: MarkdownDocument): Set<string> {
  const anchors = new Set<string>();
  for (const line of linesOutsideFences(document)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) anchors.add(unused(toSlug(heading), anchors));
    for (const [, id = ''] of line.matchAll(/<a\s[^>]*\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
  }
  return anchors;
}

function toRelativeLink(target: string, line: number): RelativeLink {
  const [path = '', anchor = ''] = decodeURIComponent(target).split('#');
  return { line, path, anchor };
}

function toSlug(heading: string): string {
  const text = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
}

/** A second heading of the same text gets `-1`, a third `-2`. */
function unused(slug: string, anchors: ReadonlySet<string>): string {
  let candidate = slug;
  for (let count = 1; anchors.has(candidate); count += 1) candidate = `${slug}-${count}`;
  return candidate;
}

/** All lines in their places, those of fenced blocks emptied. */
function linesOutsideFences(document: MarkdownDocument): string[] {
  const fences = listCodeFences(document);
  return document.text
    .split('\n')
    .map((line, index) => (fences.some((fence) => fence.line <= index + 1 && index + 1 <= fence.endLine) ? '' : line));
}

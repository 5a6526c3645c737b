import type { TocHeading } from './find-headings.ts';

/** The table as nested lists. A level that is left out, as from `h2` to `h4`, nests once. */
export function renderToc(headings: readonly TocHeading[], title: string): string {
  const lists = renderLists(headings);
  return `<nav class="toc" aria-label="${escape(title)}"><p class="toc-title">${escape(title)}</p>${lists}</nav>\n`;
}

function renderLists(headings: readonly TocHeading[]): string {
  const parts: string[] = [];
  // The level of the latest entry of each list that is open, the outermost first.
  const open: number[] = [];
  for (const { level, id, text } of headings) {
    while (level <= (open.at(-2) ?? 0)) {
      parts.push('</li></ul>');
      open.pop();
    }
    if (level <= (open.at(-1) ?? 0)) {
      parts.push('</li>');
      open.pop();
    } else {
      parts.push('<ul>');
    }
    open.push(level);
    parts.push(`<li><a href="#${encodeURIComponent(id)}">${escape(text)}</a>`);
  }
  return parts.join('') + '</li></ul>'.repeat(open.length);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

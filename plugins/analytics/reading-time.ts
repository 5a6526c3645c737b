/** Whole minutes, and never less than one: "0 min read" helps nobody. */
export function toReadingMinutes(words: number, wordsPerMinute: number): number {
  return Math.max(1, Math.round(words / wordsPerMinute));
}

/** Puts `text` under the title of the page, or at its start if it has none. */
export function insertReadingTime(html: string, text: string): string {
  const end = html.indexOf('</h1>');
  const position = end === -1 ? 0 : end + '</h1>'.length;
  return `${html.slice(0, position)}\n<p class="reading-time">${escape(text)}</p>\n${html.slice(position)}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import type { Widget } from 'hookline/hookspecs/site';
import { toReadingMinutes } from './reading-time.ts';

/** How long a page is. */
export interface PageLength {
  /** The file of the page, or its address if it has no file. */
  readonly page: string;
  readonly words: number;
}

/** Sums up the pages for the dashboard. */
export function toWidget(pages: readonly PageLength[], wordsPerMinute: number): Widget {
  const words = pages.reduce((sum, page) => sum + page.words, 0);
  const longest = pages.reduce<PageLength | undefined>(
    (most, page) => (most === undefined || page.words > most.words ? page : most),
    undefined,
  );
  const empty = pages.filter((page) => page.words === 0).length;
  return {
    title: 'Pages and words',
    rows: [
      { label: 'Pages', value: pages.length },
      { label: 'Words', value: words },
      { label: 'Reading time', value: `${toReadingMinutes(words, wordsPerMinute)} min` },
      ...(longest === undefined ? [] : [{ label: 'Longest page', value: `${longest.page} (${longest.words} words)` }]),
      ...(empty === 0 ? [] : [{ label: 'Pages without words', value: empty }]),
    ],
  };
}

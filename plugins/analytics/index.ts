import type { Hookimpls } from 'hookline';
import type { SiteHooks } from 'hookline/hookspecs/site';
import type { AnalyticsOptions } from './analytics-options.ts';
import { countWords } from './count-words.ts';
import { insertReadingTime, toReadingMinutes } from './reading-time.ts';
import { type PageLength, toWidget } from './to-widget.ts';

export { AnalyticsOptions } from './analytics-options.ts';

export const plugin = { id: 'hookline.analytics', version: '1.0.0' } as const;

/** Counts pages and words, and shows the reading time of each page. */
export function createAnalytics(options: AnalyticsOptions = {}): Hookimpls<SiteHooks> {
  const { wordsPerMinute = 220, showReadingTime = true, readingTimeText = '{minutes} min read' } = options;
  let lengths: readonly PageLength[] | undefined;

  return {
    after_page_render: {
      after: ['hookline.markdown', 'hookline.toc'],
      handler: ({ html }) => {
        const words = showReadingTime ? countWords(html) : 0;
        if (words === 0) return undefined;
        const minutes = toReadingMinutes(words, wordsPerMinute);
        return insertReadingTime(
          html,
          readingTimeText.replace('{minutes}', () => String(minutes)),
        );
      },
    },
    // The totals are taken here and not in after_page_render, which is not called for pages from the cache.
    before_export: ({ pages }) => {
      lengths = pages.map((page) => ({ page: page.file ?? page.url, words: countWords(page.html) }));
    },
    admin_dashboard_stats: () => (lengths === undefined ? undefined : toWidget(lengths, wordsPerMinute)),
  };
}

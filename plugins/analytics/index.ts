import { definePlugin } from 'hookline/plugin';
import type { SiteHooks } from 'hookline/hookspecs/site';
import type { AnalyticsConfig } from './analytics-config.ts';
import { countWords } from './count-words.ts';
import { insertReadingTime, toReadingMinutes } from './reading-time.ts';
import { type PageLength, toWidget } from './to-widget.ts';

/** Several hosts in one process share this module, so what belongs to one of them is kept by its `ctx.plugin`. */
const lengths = new WeakMap<object, readonly PageLength[]>();

/** Counts pages and words, and shows the reading time of each page. */
export default definePlugin<SiteHooks, { readonly config: AnalyticsConfig; readonly services: {} }>({
  hooks: {
    after_page_render: ({ html }, { config }) => {
      const words = config.showReadingTime ? countWords(html) : 0;
      if (words === 0) return undefined;
      const minutes = toReadingMinutes(words, config.wordsPerMinute);
      return insertReadingTime(
        html,
        config.readingTimeText.replace('{minutes}', () => String(minutes)),
      );
    },
    // The totals are taken here and not in after_page_render, which is not called for pages from the cache.
    before_export: ({ pages }, { plugin }) => {
      lengths.set(
        plugin,
        pages.map((page) => ({ page: page.file ?? page.url, words: countWords(page.html) })),
      );
    },
    admin_dashboard_stats: (_, { plugin, config }) => {
      const known = lengths.get(plugin);
      return known === undefined ? undefined : toWidget(known, config.wordsPerMinute);
    },
  },
});

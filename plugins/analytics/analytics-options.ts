import { z } from 'zod';

/** The options of the analytics plugin. */
export const AnalyticsOptions = z.strictObject({
  /** How fast people read. Default 220. */
  wordsPerMinute: z.number().positive().optional(),
  /** Puts the reading time under the title of each page. Default true. */
  showReadingTime: z.boolean().optional(),
  /** The text for it; `{minutes}` is replaced. Default "{minutes} min read". */
  readingTimeText: z.string().optional(),
});
export type AnalyticsOptions = z.input<typeof AnalyticsOptions>;

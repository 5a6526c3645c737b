/** The configuration as the schema in plugin.json describes it, defaults filled in. */
export interface AnalyticsConfig {
  readonly wordsPerMinute: number;
  readonly showReadingTime: boolean;
  readonly readingTimeText: string;
}

/** The configuration as the schema in plugin.json describes it, defaults filled in. */
export interface TocConfig {
  readonly from: number;
  readonly to: number;
  readonly minHeadings: number;
  readonly title: string;
}

/** The configuration as the schema in plugin.json describes it, defaults filled in. */
export interface HighlightConfig {
  readonly maxLength: number;
  readonly aliases: Readonly<Record<string, string>>;
}

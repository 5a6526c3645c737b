/** The configuration as the schema in plugin.json describes it, defaults filled in. */
export interface LinkCheckConfig {
  readonly ignore: readonly string[];
}

/** The configuration as the schema in plugin.json describes it, defaults filled in. */
export interface MarkdownConfig {
  readonly allowHtml: boolean;
  readonly breaks: boolean;
  readonly linkify: boolean;
  readonly permalinkLabel: string;
}

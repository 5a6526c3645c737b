import { z } from 'zod';

/** The options of the Markdown plugin. */
export const MarkdownOptions = z.strictObject({
  /** Raw HTML reaches the site as it is, scripts included. Default false: only harmless elements are left of it. */
  allowHtml: z.boolean().optional(),
  /** A line break in a paragraph stays a line break. Default false. */
  breaks: z.boolean().optional(),
  /** Bare addresses become links. Default true. */
  linkify: z.boolean().optional(),
  /** What a screen reader says for the link beside a heading. Default "Link to this section". */
  permalinkLabel: z.string().min(1).optional(),
});
export type MarkdownOptions = z.input<typeof MarkdownOptions>;

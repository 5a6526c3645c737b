import { z } from 'zod';

/** The options of the highlight plugin. */
export const HighlightOptions = z.strictObject({
  /** Longer blocks, in characters, stay as they are. Default 100,000. */
  maxLength: z.int().min(0).optional(),
  /** More names for languages: `{ "console": "bash" }`. */
  aliases: z.record(z.string(), z.string()).optional(),
});
export type HighlightOptions = z.input<typeof HighlightOptions>;

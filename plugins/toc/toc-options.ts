import { z } from 'zod';

/** The options of the table of contents. */
export const TocOptions = z.strictObject({
  /** The highest level that is listed. Default 2. */
  from: z.int().min(1).max(6).optional(),
  /** The deepest level that is listed. Default 3. */
  to: z.int().min(1).max(6).optional(),
  /** Pages with fewer headings get no table. Default 2. */
  minHeadings: z.int().min(1).optional(),
  /** The heading of the table, and its name for screen readers. Default "On this page". */
  title: z.string().min(1).optional(),
});
export type TocOptions = z.input<typeof TocOptions>;

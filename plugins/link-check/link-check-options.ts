import { z } from 'zod';

/** The options of the link checker. */
export const LinkCheckOptions = z.strictObject({
  /** Links that start with one of these are not checked. */
  ignore: z.array(z.string().min(1)).optional(),
});
export type LinkCheckOptions = z.input<typeof LinkCheckOptions>;

import type { z } from 'zod';

/** The problems that a schema found, one a line: `  plugins.toc.from: Too big`. */
export function listIssues(error: z.core.$ZodError, prefix: readonly string[] = []): string {
  return error.issues
    .map(({ path, message }) => {
      const where = [...prefix, ...path].map(String).join('.');
      return where === '' ? `  ${message}` : `  ${where}: ${message}`;
    })
    .join('\n');
}

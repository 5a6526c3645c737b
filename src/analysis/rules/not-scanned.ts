import type { Rule } from '../rule.ts';

export const notScanned: Rule = {
  id: 'not-scanned',
  severity: 'warning',
  summary: 'A file that the plugin imports was not looked at.',
  docs: 'Files that are not text, cannot be read, or have more than 8 MiB; all beyond 10,000 files or 64 MiB together.',
  remedy: 'Look at it yourself, or split it.',
  *inPlugin({ skipped }) {
    for (const { file, reason } of skipped) yield { file, message: `The file was not looked at: ${reason}.` };
  },
};

import type { Rule } from '../rule.ts';

export const computedImport: Rule = {
  id: 'computed-import',
  severity: 'warning',
  summary: 'A module is imported whose name is computed.',
  docs: 'What it loads is not looked at, so that no other rule can say anything about it.',
  remedy: 'Import by a literal: a table of functions such as { de: () => import("./de.js") } does the same.',
  *inFile({ imports }) {
    for (const { specifier, kind, place } of imports) {
      if (specifier !== undefined) continue;
      yield {
        node: place.node,
        message: `The name that this ${kind} loads is computed, so what it loads was not looked at.`,
      };
    }
  },
};

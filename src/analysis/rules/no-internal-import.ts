import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { Rule } from '../rule.ts';

/** What package.json exports; a test compares. */
const ENTRY_POINTS: readonly string[] = ['hookline', 'hookline/plugin', 'hookline/typescript', 'hookline/package.json'];
const FAMILIES = /^hookline\/(?:hookspecs|schema|testing)(?:\/[\w.-]+)?$/;
const INSIDE = /(?:^|\/)node_modules\/hookline\//;

export const noInternalImport: Rule = {
  id: 'no-internal-import',
  severity: 'error',
  summary: 'A file of the framework is imported that is not one of its entry points.',
  docs: 'Inner files change without notice, and with a plugin in a process of its own there may be other ones. Types count too.',
  remedy: 'Import from "hookline/plugin", or ask for what is missing there.',
  *inFile({ imports }) {
    for (const { specifier, place } of imports) {
      if (specifier === undefined || !isInternal(specifier)) continue;
      const nearest = nearestInParentheses(specifier, ENTRY_POINTS);
      yield {
        node: place.node,
        message: `"${specifier}" is a part of the framework that plugins may not import${nearest}.`,
      };
    }
  },
};

function isInternal(specifier: string): boolean {
  if (INSIDE.test(specifier)) return true;
  return specifier.startsWith('hookline/') && !ENTRY_POINTS.includes(specifier) && !FAMILIES.test(specifier);
}

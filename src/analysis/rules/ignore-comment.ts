import type { Rule } from '../rule.ts';
import { readSuppressions } from '../suppressions.ts';

export const ignoreComment: Rule = {
  id: 'ignore-comment',
  severity: 'warning',
  summary: 'A comment `hookline-ignore` has no effect: it names no rule, one that does not exist, or gives no reason.',
  docs: 'The comment stands in the line of the finding or in the one above. Each names one rule and says why the finding is meant.',
  remedy: 'Write "// hookline-ignore <rule>: <reason>".',
  *inFile(file, { ruleIds }) {
    for (const { line, problem } of readSuppressions(file, ruleIds).flaws) {
      yield { line, message: `The comment "hookline-ignore" ${problem}, so it hides nothing.` };
    }
  },
};

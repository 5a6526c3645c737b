import type { Rule } from '../rule.ts';

/** One flaw most often leads to more behind it. */
const MOST_TOLD = 5;

export const syntaxError: Rule = {
  id: 'syntax-error',
  severity: 'error',
  summary: 'The file is not valid JavaScript or TypeScript.',
  docs: 'What can be parsed around the error is checked all the same.',
  remedy: 'Mend the syntax.',
  *inFile({ errors }) {
    for (const { message, line, column } of errors.slice(0, MOST_TOLD)) {
      yield { message: `The file is not valid: ${message.replace(/\.$/, '')}.`, line, column };
    }
  },
};

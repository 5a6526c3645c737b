import { callsOf } from '../calls-of.ts';
import type { Rule } from '../rule.ts';

const PRINTS = /^global:(?:console\.(?:log|info|warn|error|debug|trace|dir|table)|process\.(?:stdout|stderr)\.write)$/;

export const consoleOutput: Rule = {
  id: 'console-output',
  severity: 'info',
  summary: 'The code prints.',
  docs: 'What a plugin prints mixes with what the host prints, without its name and its level.',
  remedy: 'Use ctx.log.',
  *inFile(file) {
    for (const { callee, node } of callsOf(file)) {
      if (PRINTS.test(callee)) {
        yield { node, message: `"${callee.slice('global:'.length)}" prints past the log of the plugin.` };
      }
    }
  },
};

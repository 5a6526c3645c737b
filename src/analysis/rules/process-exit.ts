import { callsOf, type KnownCall } from '../calls-of.ts';
import { globalName } from '../origin.ts';
import type { Rule } from '../rule.ts';

export const processExit: Rule = {
  id: 'process-exit',
  severity: 'error',
  summary: 'The process is ended: `process.exit`, `process.abort`, `process.kill` of itself.',
  docs: 'It is the process of the host, with all its other plugins. `process.exitCode` is the business of the host too, but ends nothing, and is left alone.',
  remedy: 'Throw an error: the host decides what becomes of it.',
  *inFile(file) {
    for (const call of callsOf(file)) {
      if (ends(call)) {
        yield { node: call.node, message: `"${call.callee.slice('global:'.length)}" ends the process of the host.` };
      }
    }
  },
};

function ends({ callee, given, scope }: KnownCall): boolean {
  if (/^global:process\.(?:exit|abort|reallyExit|_exit)$/.test(callee)) return true;
  return callee === 'global:process.kill' && globalName(given[0], scope) === 'process.pid';
}

import type { Node } from '../ast.ts';
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
    const ending = new Set<Node>();
    for (const call of callsOf(file)) {
      if (ends(call)) {
        ending.add(call.node);
        yield { node: call.node, message: `"${call.callee.slice('global:'.length)}" ends the process of the host.` };
      }
    }
    // `setTimeout(process.exit, 10)`
    for (const { node, parent, key, scope } of file.places('MemberExpression', 'Identifier')) {
      const name = key === 'arguments' && !ending.has(parent!.node) ? globalName(node, scope) : undefined;
      if (name !== undefined && ENDS.test(`global:${name}`)) {
        yield { node, message: `"${name}" is handed on, which ends the process of the host.` };
      }
    }
  },
};

const ENDS = /^global:process\.(?:exit|abort|reallyExit|_exit)$/;

function ends({ callee, given, scope }: KnownCall): boolean {
  if (ENDS.test(callee)) return true;
  return callee === 'global:process.kill' && globalName(given[0], scope) === 'process.pid';
}

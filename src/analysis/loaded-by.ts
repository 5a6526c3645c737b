import type { Node } from './ast.ts';
import { calleeOf } from './callee-of.ts';
import { isLoader } from './origin.ts';
import type { Scope } from './scope.ts';

/** The specifier that a call loads: `require('x')`, `import('x')`, `process.getBuiltinModule('x')`. */
export function loadedBy(node: Node, scope: Scope): Node | undefined {
  if (node.type === 'ImportExpression') return node.source;
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return undefined;
  if (node.callee.type === 'Import') return node.arguments[0];
  const callee = calleeOf(node, scope);
  return isLoader(callee?.origin) ? callee?.given[0] : undefined;
}

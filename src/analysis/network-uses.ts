import type { Node } from './ast.ts';
import { callsOf, type KnownCall } from './calls-of.ts';
import { globalName } from './origin.ts';
import type { Place } from './place.ts';
import type { SourceFile } from './source-file.ts';

const ONLY_ASKS: ReadonlySet<string> = new Set(['UnaryExpression', 'BinaryExpression', 'IfStatement']);

/** Where a file uses a global of the network, by its name or as a member of the global object. */
export function networkUses(file: SourceFile, name: string): readonly Node[] {
  const members = file
    .places('MemberExpression')
    .filter(({ node, scope }) => isNamed(node.property as Node, name) && globalName(node, scope) === name);
  const named = [...file.globals(name), ...members].filter((place) => !onlyAsks(place)).map(({ node }) => node);
  return [
    ...named,
    ...callsOf(file)
      .filter((call) => call.callee === `global:${name}` && isTaken(call))
      .map(({ node }) => node),
  ];
}

/** `const { fetch: load } = globalThis`: only where it is called does its name say anything. */
function isTaken({ node: { callee }, scope }: KnownCall): boolean {
  const binding = callee.type === 'Identifier' ? scope.find(callee.name) : undefined;
  return binding?.from !== undefined && binding.from.path.length > 0;
}

function isNamed(node: Node, name: string): boolean {
  return (node.type === 'Identifier' && node.name === name) || (node.type === 'StringLiteral' && node.value === name);
}

/** `typeof fetch`, `x instanceof WebSocket`, `WebSocket.OPEN`, and a write to it, which is another matter. */
function onlyAsks({ parent, key }: Place): boolean {
  if (parent === undefined) return false;
  if (ONLY_ASKS.has(parent.node.type) && key !== 'consequent') return true;
  if (key === 'object') {
    return parent.node.type === 'MemberExpression' && /^[A-Z]/.test(nameOf(parent.node.property as Node));
  }
  if (key === 'left') return parent.node.type === 'AssignmentExpression' || parent.node.type === 'LogicalExpression';
  return key === 'test';
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : '';
}

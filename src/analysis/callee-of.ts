import type { Call, Node } from './ast.ts';
import { originOf, toText, type Origin } from './origin.ts';
import type { Scope } from './scope.ts';

/** What a call comes to, past the ways around: `f.call(x, a)`, `f.apply(x, [a])` and `Reflect.apply(f, x, [a])` are `f(a)`. */
export interface Callee {
  readonly origin: Origin;
  readonly given: readonly Node[];
}

export function calleeOf(node: Call, scope: Scope): Callee | undefined {
  const origin = originOf(node.callee, scope);
  if (origin === undefined || node.type === 'NewExpression') return origin && { origin, given: node.arguments };
  return reflected(origin, node.arguments, scope) ?? indirect(origin, node.arguments);
}

function reflected(origin: Origin, given: readonly Node[], scope: Scope): Callee | undefined {
  const text = toText(origin);
  if (text !== 'global:Reflect.apply' && text !== 'global:Reflect.construct') return undefined;
  const inner = originOf(given[0], scope);
  return inner && { origin: inner, given: itemsOf(given[text === 'global:Reflect.apply' ? 2 : 1]) };
}

function indirect(origin: Origin, given: readonly Node[]): Callee {
  const { path } = origin;
  const last = path.at(-1);
  if (last !== 'call' && last !== 'apply') return { origin, given };
  const called = { ...origin, path: path.slice(0, -1) };
  return { origin: called, given: last === 'call' ? given.slice(1) : itemsOf(given[1]) };
}

/** The items of a list that stands in the text. */
function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'ArrayExpression' ? node.elements.filter((each) => each !== null) : [];
}

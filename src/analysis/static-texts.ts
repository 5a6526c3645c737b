import type { Node } from './ast.ts';
import { isTransparent, type Place } from './place.ts';
import type { Scope } from './scope.ts';
import { staticText } from './static-text.ts';

/** The texts that an expression may give: the one that it always gives, or those of the list that is gone through around it. */
export function staticTexts(node: Node | undefined, scope: Scope): readonly string[] {
  const text = staticText(node, scope);
  if (text !== undefined) return [text];
  const binding = node?.type === 'Identifier' ? scope.find(node.name) : undefined;
  const list = binding === undefined ? undefined : listAround(binding.place, binding.name);
  return itemsOf(list, scope).flatMap((item) => staticText(item, scope) ?? []);
}

/** `for (const x of [...])`, `[...].forEach((x) => ...)`. */
function listAround({ node, parent, key }: Place, name: string): Node | undefined {
  if (parent?.node.type === 'ForOfStatement' && key === 'left') return parent.node.right;
  if (parent?.node.type !== 'CallExpression' || key !== 'arguments') return undefined;
  const [first] = (node as { readonly params?: readonly Node[] }).params ?? [];
  const { callee } = parent.node;
  return first?.type === 'Identifier' && first.name === name && callee.type === 'MemberExpression'
    ? callee.object
    : undefined;
}

function itemsOf(list: Node | undefined, scope: Scope): readonly Node[] {
  if (list === undefined) return [];
  if (isTransparent(list)) return itemsOf((list as unknown as { readonly expression: Node }).expression, scope);
  if (list.type === 'ArrayExpression') return list.elements.filter((each) => each !== null);
  const from = list.type === 'Identifier' ? scope.find(list.name)?.from : undefined;
  const shown = from?.path.length === 0 ? from.expression : undefined;
  return shown === undefined || shown.type === 'Identifier' ? [] : itemsOf(shown, scope);
}

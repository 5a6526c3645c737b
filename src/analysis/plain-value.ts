import type { Node } from './ast.ts';
import { keyName } from './collect-names.ts';
import { isTransparent } from './place.ts';
import type { Scope } from './scope.ts';
import { staticText } from './static-text.ts';

/** No manifest says so much in one place; a constant may be made of itself, or stand in another a thousand times. */
const MOST_NODES = 10_000;
const MAX_DEPTH = 64;

interface Budget {
  nodes: number;
}

/** The JSON value that an expression always gives, in an object of its own; `undefined` if it is computed. */
export function plainValue(
  node: Node,
  scope: Scope,
  budget: Budget = { nodes: MOST_NODES },
  depth = 0,
): { readonly value: unknown } | undefined {
  budget.nodes -= 1;
  if (budget.nodes < 0 || depth > MAX_DEPTH) return undefined;
  const text = staticText(node, scope);
  if (text !== undefined) return { value: text };
  if (isTransparent(node)) {
    return plainValue((node as unknown as { readonly expression: Node }).expression, scope, budget, depth + 1);
  }
  switch (node.type) {
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { value: node.value };
    case 'NullLiteral':
      return { value: null };
    case 'UnaryExpression':
      return node.operator === '-' && node.argument.type === 'NumericLiteral'
        ? { value: -node.argument.value }
        : undefined;
    case 'Identifier': {
      const binding = scope.find(node.name);
      if (binding?.kind !== 'const' || binding.from?.path.length !== 0) return undefined;
      return plainValue(binding.from.expression, binding.from.place.scope, budget, depth + 1);
    }
    case 'ArrayExpression':
      return plainList(node.elements, (each) => plainValue(each, scope, budget, depth + 1));
    case 'ObjectExpression':
      return plainObject(node, (each) => plainValue(each, scope, budget, depth + 1));
    default:
      return undefined;
  }
}

type Plain = (node: Node) => { readonly value: unknown } | undefined;

function plainList(elements: readonly (Node | null)[], plain: Plain): ReturnType<Plain> {
  const values: unknown[] = [];
  for (const element of elements) {
    const item = element === null ? undefined : plain(element);
    if (item === undefined) return undefined;
    values.push(item.value);
  }
  return { value: values };
}

function plainObject({ properties }: Extract<Node, { type: 'ObjectExpression' }>, plain: Plain): ReturnType<Plain> {
  const entries: [string, unknown][] = [];
  for (const property of properties) {
    const name = property.type === 'ObjectProperty' ? keyName(property) : undefined;
    const value = property.type === 'ObjectProperty' && name !== undefined ? plain(property.value) : undefined;
    if (value === undefined) return undefined;
    entries.push([name!, value.value]);
  }
  return { value: Object.fromEntries(entries) };
}

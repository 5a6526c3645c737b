import type { Node } from './ast.ts';
import { keyName } from './collect-names.ts';
import { isTransparent } from './place.ts';
import type { Scope } from './scope.ts';
import { staticText } from './static-text.ts';

const MAX_DEPTH = 16;

/** The JSON value that an expression always gives, in an object of its own; `undefined` if it is computed. */
export function plainValue(node: Node, scope: Scope, depth = 0): { readonly value: unknown } | undefined {
  // A constant may be made of itself.
  if (depth > MAX_DEPTH) return undefined;
  const text = staticText(node, scope);
  if (text !== undefined) return { value: text };
  if (isTransparent(node)) {
    return plainValue((node as unknown as { readonly expression: Node }).expression, scope, depth + 1);
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
      return plainValue(binding.from.expression, binding.from.place.scope, depth + 1);
    }
    case 'ArrayExpression':
      return together(node.elements.map((each) => (each === null ? undefined : plainValue(each, scope, depth + 1))));
    case 'ObjectExpression':
      return plainObject(node, scope, depth + 1);
    default:
      return undefined;
  }
}

function together(
  items: readonly ({ readonly value: unknown } | undefined)[],
): { readonly value: unknown } | undefined {
  return items.every((item) => item !== undefined) ? { value: items.map(({ value }) => value) } : undefined;
}

function plainObject(
  { properties }: Extract<Node, { type: 'ObjectExpression' }>,
  scope: Scope,
  depth: number,
): { readonly value: unknown } | undefined {
  const entries: [string, unknown][] = [];
  for (const property of properties) {
    const name = property.type === 'ObjectProperty' ? keyName(property) : undefined;
    const plain = property.type === 'ObjectProperty' ? plainValue(property.value, scope, depth) : undefined;
    if (name === undefined || plain === undefined) return undefined;
    entries.push([name, plain.value]);
  }
  return { value: Object.fromEntries(entries) };
}

import type { Node, Pattern } from './ast.ts';

/** A name that a pattern declares, and the keys that lead to its value. `[]` stands for an item of an array. */
export interface DeclaredName {
  readonly name: string;
  readonly path: readonly string[];
  readonly node: Extract<Node, { type: 'Identifier' }>;
}

type AnyPattern = Pattern | Extract<Node, { type: 'RestElement' | 'AssignmentPattern' }>;

/** The names in `x`, `{ a: { b } }`, `[c = 1, ...d]`. */
export function collectNames(pattern: Node | null | undefined, path: readonly string[] = []): DeclaredName[] {
  if (pattern === null || pattern === undefined) return [];
  const node = pattern as AnyPattern;
  switch (node.type) {
    case 'Identifier':
      return [{ name: node.name, path, node }];
    case 'AssignmentPattern':
      return collectNames(node.left, path);
    case 'RestElement':
      return collectNames(node.argument, path);
    case 'ArrayPattern':
      return node.elements.flatMap((element) => collectNames(element as Node | null, [...path, '[]']));
    case 'ObjectPattern':
      return node.properties.flatMap((property) =>
        property.type === 'RestElement'
          ? collectNames(property.argument as Node, path)
          : collectNames(property.value as Node, [...path, keyName(property) ?? '?']),
      );
    default: {
      const parameter = (node as { readonly parameter?: Node }).parameter;
      return parameter === undefined ? [] : collectNames(parameter, path);
    }
  }
}

/** The name of a key in an object, a class or a pattern, if the text says it. */
export function keyName(member: Node): string | undefined {
  const { key, computed } = member as { readonly key?: Node; readonly computed?: boolean };
  if (key === undefined) return undefined;
  if (key.type === 'Identifier') return computed === true ? undefined : key.name;
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'NumericLiteral' ? String(key.value) : undefined;
}

import type { Node } from './ast.ts';

/** Types, comments and positions: nothing below them runs. */
const SKIPPED_KEYS: ReadonlySet<string> = new Set([
  'type',
  'start',
  'end',
  'loc',
  'range',
  'extra',
  'leadingComments',
  'innerComments',
  'trailingComments',
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeParameters',
  'superTypeArguments',
  'implements',
]);
const TYPES_ONLY: ReadonlySet<string> = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSDeclareMethod',
  'TSIndexSignature',
]);

export interface Child {
  readonly node: Node;
  /** The key of its parent under which it stands. */
  readonly key: string;
}

/** What stands directly below a node and can run, in the order of the text. */
export function childNodes(node: Node): Child[] {
  const children: Child[] = [];
  const record = node as unknown as Readonly<Record<string, unknown>>;
  for (const key in record) {
    if (SKIPPED_KEYS.has(key)) continue;
    const value = record[key];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      if (canRun(value)) children.push({ node: value, key });
      continue;
    }
    for (const each of value as unknown[]) if (canRun(each)) children.push({ node: each, key });
  }
  return children;
}

function canRun(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false;
  const { type, declare } = value as { readonly type?: unknown; readonly declare?: unknown };
  return typeof type === 'string' && declare !== true && !TYPES_ONLY.has(type);
}

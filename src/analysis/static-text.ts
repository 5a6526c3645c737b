import type { Node } from './ast.ts';
import { isTransparent } from './place.ts';
import type { Binding, Scope } from './scope.ts';

const MAX_DEPTH = 32;
/** Of texts that are put together: each constant may double the one before. */
const MAX_LENGTH = 100_000;

/** The text of constants: one may stand in another a thousand times. */
const known = new WeakMap<Binding, string>();

/** The text that an expression always gives: a string, a template without holes, strings put together, a constant. */
export function staticText(node: Node | null | undefined, scope: Scope, depth = 0): string | undefined {
  if (node === null || node === undefined || depth > MAX_DEPTH) return undefined;
  if (isTransparent(node)) {
    return staticText((node as unknown as { readonly expression: Node }).expression, scope, depth + 1);
  }
  switch (node.type) {
    case 'StringLiteral':
      return node.value;
    case 'TemplateLiteral':
      return staticTemplate(node, scope, depth);
    case 'BinaryExpression': {
      if (node.operator !== '+') return undefined;
      const left = staticText(node.left as Node, scope, depth + 1);
      const right = left === undefined ? undefined : staticText(node.right, scope, depth + 1);
      return right === undefined ? undefined : notTooLong(left! + right);
    }
    case 'Identifier': {
      const binding = scope.find(node.name);
      if (binding?.kind !== 'const' || binding.from?.path.length !== 0) return undefined;
      const { expression, place } = binding.from;
      const text = known.get(binding) ?? staticText(expression, place.scope, depth + 1);
      if (text !== undefined) known.set(binding, text);
      return text;
    }
    default:
      return undefined;
  }
}

function notTooLong(text: string): string | undefined {
  return text.length > MAX_LENGTH ? undefined : text;
}

/** What a text surely begins with. */
export interface StaticStart {
  readonly text: string;
  /** Whether nothing follows. */
  readonly isWhole: boolean;
}

export function staticStart(node: Node | null | undefined, scope: Scope, depth = 0): StaticStart {
  const whole = staticText(node, scope);
  if (whole !== undefined) return { text: whole, isWhole: true };
  if (node?.type === 'TemplateLiteral') return startOfTemplate(node, scope);
  if (node?.type !== 'BinaryExpression' || node.operator !== '+' || depth > MAX_DEPTH) {
    return { text: '', isWhole: false };
  }
  const left = staticStart(node.left as Node, scope, depth + 1);
  return left.isWhole ? { text: left.text + staticStart(node.right, scope, depth + 1).text, isWhole: false } : left;
}

function startOfTemplate({ quasis, expressions }: Template, scope: Scope): StaticStart {
  let text = '';
  for (const [index, { value }] of quasis.entries()) {
    text += value.cooked ?? '';
    const part = staticText(expressions[index] as Node | undefined, scope);
    if (part === undefined) break;
    text += part;
  }
  return { text, isWhole: false };
}

type Template = Extract<Node, { type: 'TemplateLiteral' }>;

function staticTemplate({ quasis, expressions }: Template, scope: Scope, depth: number): string | undefined {
  let text = quasis[0]?.value.cooked ?? '';
  for (const [index, expression] of expressions.entries()) {
    const part = staticText(expression as Node, scope, depth + 1);
    if (part === undefined) return undefined;
    text += part + (quasis[index + 1]?.value.cooked ?? '');
    if (text.length > MAX_LENGTH) return undefined;
  }
  return text;
}

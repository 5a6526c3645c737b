import type { Declarator, Node } from './ast.ts';
import { collectNames } from './collect-names.ts';
import { globalName, memberName } from './origin.ts';
import { placeOfValue, type Place } from './place.ts';
import type { SourceFile } from './source-file.ts';
import { staticText } from './static-text.ts';

/** A place that reads the environment. */
export interface EnvRead {
  /** The variable; absent if it is computed, or the whole environment is handed on. */
  readonly name: string | undefined;
  readonly node: Node;
  readonly atImport: boolean;
}

/** Every place where a file reads `process.env`, by whatever name. */
export function envReads(file: SourceFile): readonly EnvRead[] {
  const reads = known.get(file) ?? findReads(file);
  known.set(file, reads);
  return reads;
}

const known = new WeakMap<SourceFile, readonly EnvRead[]>();

function findReads(file: SourceFile): readonly EnvRead[] {
  const members = file.places('MemberExpression', 'OptionalMemberExpression').filter(isEnv);
  const identifiers = file.places('Identifier').filter((place) => isAlias(place) && isEnv(place));
  return [...[...members, ...identifiers].flatMap(readsAt), ...file.places('VariableDeclarator').flatMap(taken)];
}

const NAMES: ReadonlySet<string> = new Set(['process.env', 'Bun.env', 'import.meta.env']);

function isEnv({ node, scope }: Place): boolean {
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    if (node.property.name !== 'env') return false;
  }
  return NAMES.has(globalName(node, scope) ?? '');
}

/** A name that stands for the environment: most names do not, so the cheap questions come first. */
function isAlias({ node, parent, key, scope }: Place): boolean {
  if (
    parent === undefined ||
    (key === 'property' && (parent.node as { readonly computed?: boolean }).computed !== true)
  ) {
    return false;
  }
  if (key === 'left' && parent.node.type === 'AssignmentPattern') return false;
  if (key === 'id' || key === 'local' || key === 'imported' || parent.node.type === 'ObjectPattern') return false;
  const binding = node.type === 'Identifier' ? scope.find(node.name) : undefined;
  if (binding === undefined || (binding.imported === undefined && binding.from === undefined)) return false;
  return key !== 'key' && key !== 'value'
    ? true
    : parent.node.type === 'ObjectProperty' && key === 'value' && !isInPattern(parent);
}

function isInPattern({ parent }: Place): boolean {
  return parent?.node.type === 'ObjectPattern';
}

function readsAt(place: Place): readonly EnvRead[] {
  const { parent, key } = placeOfValue(place);
  const { atImport, node: self, scope } = place;
  const read = (name: string | undefined, node: Node = self): EnvRead => ({ name, node, atImport });
  if (parent === undefined) return [];
  const { node } = parent;
  if ((node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') && key === 'object') {
    return isWritten(parent) ? [] : [read(memberName(node, scope), node)];
  }
  const pattern = patternFor(node, key);
  if (pattern !== undefined) {
    // Another name for all of it: what is read through that name counts.
    if (pattern.type === 'Identifier') return [];
    return collectNames(pattern).map(({ path, node: name }) => read(path[0] === '?' ? undefined : path[0], name));
  }
  if (node.type === 'BinaryExpression' && node.operator === 'in') {
    return [read(staticText(node.left as Node, scope), node)];
  }
  // `typeof process.env`, `process.env || {}`: only whether it is there.
  if (node.type === 'UnaryExpression' || (key === 'test' && node.type === 'IfStatement')) return [];
  if (onlyAsks(parent, key)) return [];
  return [read(undefined)];
}

/** What takes a value: `const x = value`, `(x = value) => …`. */
function patternFor(node: Node, key: string): Node | undefined {
  if (node.type === 'VariableDeclarator' && key === 'init') return node.id;
  return node.type === 'AssignmentPattern' && key === 'right' ? node.left : undefined;
}

/** `const { env: { HOME = '/' } } = process` */
function taken({ node, scope, atImport }: Place<Declarator>): readonly EnvRead[] {
  if (node.id.type !== 'ObjectPattern' || globalName(node.init, scope) !== 'process') return [];
  return collectNames(node.id).flatMap(({ path: [first, name], node: identifier }) =>
    first === 'env' && name !== undefined
      ? [{ name: name === '?' ? undefined : name, node: identifier, atImport }]
      : [],
  );
}

/** On the left of `&&`, however many there are. */
function onlyAsks({ node, parent, key: outer }: Place, key: string): boolean {
  if (node.type !== 'LogicalExpression' || node.operator !== '&&') return false;
  return key === 'left' || (parent !== undefined && onlyAsks(parent, outer));
}

function isWritten({ node, parent }: Place): boolean {
  return parent?.node.type === 'AssignmentExpression' && parent.node.left === node && parent.node.operator === '=';
}

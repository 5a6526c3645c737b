import type { Expression, Node, Program, VariableDeclaration } from './ast.ts';
import { childNodes } from './child-nodes.ts';
import { collectNames } from './collect-names.ts';
import type { Place } from './place.ts';
import { Scope, type Binding } from './scope.ts';

/** All places of a program, by the type of their node, in the order of the text. */
export type Places = ReadonlyMap<string, readonly Place[]>;

export interface BuiltPlaces {
  readonly places: Places;
  readonly scope: Scope;
  /** Names that nothing in the program declares. */
  readonly globals: ReadonlyMap<string, readonly Place[]>;
}

/** Walks a program once, without recursion, so that no nesting is too deep for it. */
export function buildPlaces(program: Program): BuiltPlaces {
  const scope = new Scope(undefined, true);
  const places = new Map<string, Place[]>();
  const declared = new Set<Node>();
  const waiting: Place[] = [{ node: program, parent: undefined, key: '', scope, atImport: true }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { node } = place;
    const list = places.get(node.type);
    if (list === undefined) places.set(node.type, [place]);
    else list.push(place);
    const inner = declare(place, declared);
    const atImport = place.atImport && !waitsForCall(place);
    const children = childNodes(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]!;
      waiting.push({ node: child.node, key: child.key, parent: place, scope: inner, atImport });
    }
  }
  return { places, scope, globals: linkReferences(places, declared) };
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);
const BLOCKS: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'ClassExpression',
  'ClassDeclaration',
]);

export function isFunction(node: Node): boolean {
  return FUNCTIONS.has(node.type);
}

/** A function that is called where it stands, and `(function () {}).call(this)`, run with what is around them. */
function waitsForCall({ node, parent, key }: Place): boolean {
  if (node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') return !node.static;
  if (!isFunction(node)) return false;
  if (parent === undefined) return true;
  if (key === 'callee') return parent.node.type === 'NewExpression' ? false : parent.node.type !== 'CallExpression';
  const isBound = key === 'object' && parent.key === 'callee' && parent.node.type === 'MemberExpression';
  return !isBound;
}

/** Declares the names that a node brings, and gives the scope of what is below it. */
function declare(place: Place, declared: Set<Node>): Scope {
  const { node, scope } = place;
  const add = (
    target: Scope,
    pattern: Node | null | undefined,
    more: Partial<Binding> & Pick<Binding, 'kind'>,
  ): void => {
    for (const { name, path, node: identifier } of collectNames(pattern)) {
      declared.add(identifier);
      const from = more.from === undefined ? {} : { from: { ...more.from, path } };
      target.declare({ name, scope: target, place, references: [], ...more, ...from });
    }
  };
  if (isFunction(node)) {
    const inner = new Scope(scope, true);
    const { id, params } = node as Extract<Node, { type: 'FunctionExpression' }>;
    if (id !== null && id !== undefined) {
      add(node.type === 'FunctionDeclaration' ? scope : inner, id, { kind: 'function' });
    }
    for (const param of params) add(inner, param, { kind: 'param', ...defaultOf(param, place) });
    return inner;
  }
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) {
        const from = init === null || init === undefined ? {} : { from: { expression: init, place, path: [] } };
        const target = node.kind === 'var' ? scope.functionScope : scope;
        add(target, id, { kind: bindingKind(node), ...from });
      }
      return scope;
    case 'ClassDeclaration':
      add(scope, node.id, { kind: 'class' });
      break;
    case 'ImportDeclaration':
      for (const specifier of node.specifiers) {
        add(scope, specifier.local, {
          kind: 'import',
          imported: { specifier: node.source.value, name: nameOf(specifier) },
        });
      }
      return scope;
    case 'CatchClause': {
      const inner = new Scope(scope, false);
      add(inner, node.param, { kind: 'catch' });
      return inner;
    }
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      add(scope, node.id, { kind: 'class' });
      return new Scope(scope, true);
    case 'TSImportEqualsDeclaration':
      add(scope, node.id, requireOf(node));
      return scope;
    default:
  }
  if (!BLOCKS.has(node.type)) return node.type === 'StaticBlock' ? new Scope(scope, true) : scope;
  const inner = new Scope(scope, false);
  if (node.type === 'ClassExpression') add(inner, node.id, { kind: 'class' });
  return inner;
}

/** `(env = process.env) => …`: what it is where nobody gives anything else. */
function defaultOf(param: Node, place: Place): Partial<Binding> {
  const { parameter = param } = param as { readonly parameter?: Node };
  return parameter.type === 'AssignmentPattern' ? { from: { expression: parameter.right, place, path: [] } } : {};
}

function bindingKind({ kind }: VariableDeclaration): Binding['kind'] {
  return kind === 'var' || kind === 'let' ? kind : 'const';
}

function requireOf({
  moduleReference,
}: Extract<Node, { type: 'TSImportEqualsDeclaration' }>): Partial<Binding> & Pick<Binding, 'kind'> {
  if (moduleReference.type !== 'TSExternalModuleReference') return { kind: 'const' };
  return { kind: 'import', imported: { specifier: moduleReference.expression.value, name: '*' } };
}

function nameOf(specifier: Extract<Node, { type: 'ImportDeclaration' }>['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  const { imported } = specifier;
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

/** Tells each binding where its name stands, and gives the names that have none. */
function linkReferences(places: Places, declared: ReadonlySet<Node>): ReadonlyMap<string, readonly Place[]> {
  const globals = new Map<string, Place[]>();
  for (const type of ['Identifier', 'JSXIdentifier']) {
    for (const place of places.get(type) ?? []) {
      if (declared.has(place.node) || !isReference(place)) continue;
      const { name } = place.node as { readonly name: string };
      const references = place.scope.find(name)?.references ?? globals.get(name);
      if (references === undefined) globals.set(name, [place]);
      else references.push(place);
    }
  }
  return globals;
}

/** Keys that name something without standing for a value. */
const NAMING_KEYS: ReadonlySet<string> = new Set(['label', 'meta', 'exported', 'imported', 'id', 'attribute']);

function isReference({ node, parent, key }: Place): boolean {
  if (parent === undefined) return false;
  const { computed } = parent.node as { readonly computed?: boolean };
  if ((key === 'property' || key === 'key') && computed !== true) return false;
  if (NAMING_KEYS.has(key)) return false;
  switch (parent.node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportAttribute' as never:
    case 'JSXAttribute' as never:
      return false;
    case 'ExportSpecifier':
      return key === 'local' && !hasSource(parent);
    default:
      return node.type === 'Identifier' || key === 'name' || key === 'object';
  }
}

function hasSource({ parent }: Place): boolean {
  const { source } = (parent?.node ?? {}) as { readonly source?: Expression | null };
  return source !== null && source !== undefined;
}

import type { Call, Member, Node } from './ast.ts';
import { keyName } from './collect-names.ts';
import { isTransparent } from './place.ts';
import type { Binding, Scope } from './scope.ts';
import { staticText } from './static-text.ts';

/** Where a value comes from: a global or a module, and the names that lead from there to it. */
export interface Origin {
  readonly kind: 'global' | 'module';
  /** The name of the global; the specifier of the module, without `node:`. */
  readonly root: string;
  readonly path: readonly string[];
}

/** Deeper chains of names say nothing that a reader could follow. */
const MAX_DEPTH = 24;

/** What a second branch counts: the price of a look stays bounded however branches are nested. */
const BRANCH = 4;

const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);
/** What compilers put around `require`, and what gives back what it is given. */
const PASSES_ON =
  /^_*(?:interopRequire(?:Default|Wildcard)\d*|interopNamespace\w*|importDefault|importStar|toESM\d*|esModule\w*)$/;
/** Modules that only give what is a global too. */
const MODULES_OF_GLOBALS: Readonly<Record<string, string>> = {
  process: 'process',
  timers: '',
  buffer: '',
  console: 'console',
};

/** Where the value of an expression comes from, as far as the text says; `undefined` for what is made here. */
export function originOf(node: Node | null | undefined, scope: Scope, depth = 0): Origin | undefined {
  if (node === null || node === undefined || depth > MAX_DEPTH) return undefined;
  const next = (inner: Node | null | undefined): Origin | undefined => originOf(inner, scope, depth + 1);
  if (isTransparent(node)) return next((node as unknown as { readonly expression: Node }).expression);
  switch (node.type) {
    case 'Identifier': {
      const binding = scope.find(node.name);
      return binding === undefined ? globalOrigin([node.name]) : originOfBinding(binding, depth + 1);
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const base = next(node.object);
      const name = memberName(node, scope);
      if (name === 'constructor' && isFunctionValue(node.object, scope)) return globalOrigin(['Function']);
      if (base === undefined) return undefined;
      return name === undefined ? undefined : extend(base, [name]);
    }
    case 'AwaitExpression':
      return next(node.argument);
    case 'SequenceExpression':
      return next(node.expressions.at(-1));
    case 'AssignmentExpression':
      return next(node.right);
    case 'LogicalExpression':
      return next(node.left) ?? originOf(node.right, scope, depth + BRANCH);
    case 'ConditionalExpression':
      return next(node.consequent) ?? originOf(node.alternate, scope, depth + BRANCH);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return originOfCall(node, scope, depth);
    default:
      return undefined;
  }
}

/** `global:process.env`, `module:fs/promises.readFile`. */
export function toText({ kind, root, path }: Origin): string {
  return `${kind}:${[root, ...path].join('.')}`;
}

/** The dotted name of a global, such as `process.env`; `undefined` for anything else. */
export function globalName(node: Node | null | undefined, scope: Scope): string | undefined {
  const origin = originOf(node, scope);
  return origin?.kind === 'global' ? [origin.root, ...origin.path].join('.') : undefined;
}

function originOfBinding({ imported, from }: Binding, depth = 0): Origin | undefined {
  if (imported !== undefined) {
    return moduleOrigin(imported.specifier, imported.name === '*' ? [] : [imported.name]);
  }
  if (from === undefined) return undefined;
  const { expression, place, path } = from;
  if (path.length === 1 && path[0] === 'constructor' && isFunctionValue(expression, place.scope)) {
    return globalOrigin(['Function']);
  }
  const base = originOf(expression, place.scope, depth + 1);
  return base === undefined ? undefined : extend(base, path);
}

/** The name of the member, if the text says it: `a.b`, `a['b']`. */
export function memberName({ property, computed }: Member, scope: Scope): string | undefined {
  if (property.type === 'PrivateName') return undefined;
  if (!computed) return (property as { readonly name: string }).name;
  return staticText(property, scope);
}

const GIVES_PROTOTYPE = /^global:(?:Object|Reflect)\.getPrototypeOf$/;

/** Whether an expression is surely a function, whose constructor is `Function` or one of its kin. */
function isFunctionValue(node: Node, scope: Scope): boolean {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'Identifier':
      return isFunctionBinding(scope.find(node.name));
    case 'MemberExpression':
      // `''.constructor.constructor`
      return memberName(node, scope) === 'constructor';
    case 'CallExpression': {
      const origin = originOf(node.callee, scope);
      const [first] = node.arguments;
      return first !== undefined && origin !== undefined && GIVES_PROTOTYPE.test(toText(origin))
        ? isFunctionLiteral(first)
        : false;
    }
    default:
      return false;
  }
}

function isFunctionBinding(binding: Binding | undefined): boolean {
  if (binding?.kind === 'function') return true;
  return binding?.kind === 'const' && binding.from?.path.length === 0 && isFunctionLiteral(binding.from.expression);
}

function isFunctionLiteral({ type }: Node): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

const LOADERS: ReadonlySet<string> = new Set([
  'global:require',
  'global:module.require',
  'global:process.getBuiltinModule',
  'global:process.mainModule.require',
  // What `createRequire` gives is marked below by `()`.
  'module:module.createRequire.()',
]);

export function isLoader(origin: Origin | undefined): boolean {
  return origin !== undefined && LOADERS.has(toText(origin));
}

/** The callee is looked at once: twice at each step of a chain of calls would be without end. */
function originOfCall(node: Exclude<Call, { type: 'NewExpression' }>, scope: Scope, depth: number): Origin | undefined {
  const isImport = node.callee.type === 'Import';
  const callee = isImport ? undefined : originOf(node.callee, scope, depth + 1);
  if (isImport || isLoader(callee)) {
    const specifier = staticText(node.arguments[0], scope);
    return specifier === undefined ? undefined : moduleOrigin(specifier, []);
  }
  const [first] = node.arguments;
  const name = calleeName(node.callee);
  if (name !== undefined && PASSES_ON.test(name)) return originOf(first, scope, depth + 1);
  if (callee === undefined) return undefined;
  const text = toText(callee);
  if (text === 'module:module.createRequire') return extend(callee, ['()']);
  if (text === 'global:Reflect.get') {
    const [base, member] = [originOf(first, scope, depth + 1), staticText(node.arguments[1], scope)];
    return base === undefined || member === undefined ? undefined : extend(base, [member]);
  }
  if (callee.path.at(-1) !== 'bind') return undefined;
  if (!UNCURRIES.has(text)) return { ...callee, path: callee.path.slice(0, -1) };
  // `Function.call.bind(f)` is f, with `this` as its first argument.
  const bound = originOf(first, scope, depth + 1);
  return bound === undefined ? undefined : extend(bound, ['call']);
}

const UNCURRIES: ReadonlySet<string> = new Set(['global:Function.call.bind', 'global:Function.prototype.call.bind']);

function calleeName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'SequenceExpression') return calleeName(callee.expressions.at(-1)!);
  return callee.type === 'MemberExpression' ? keyName({ ...callee, key: callee.property } as never) : undefined;
}

function globalOrigin(path: readonly string[]): Origin | undefined {
  const [root, ...rest] = GLOBAL_OBJECTS.has(path[0]!) && path.length > 1 ? path.slice(1) : path;
  return { kind: 'global', root: root!, path: rest };
}

function moduleOrigin(specifier: string, path: readonly string[]): Origin {
  const root = specifier.replace(/^node:/, '');
  const origin = extend({ kind: 'module', root, path: [] }, path);
  const owner = Object.hasOwn(MODULES_OF_GLOBALS, root) ? MODULES_OF_GLOBALS[root]! : '';
  return origin.kind === 'module' && origin.path.length === 0 && owner !== '' ? globalOrigin([owner])! : origin;
}

/** A member of a known value. `default` of a module is taken for the module itself, as Node's own modules have it. */
function extend(origin: Origin, path: readonly string[]): Origin {
  if (path.length === 0) return origin;
  const { kind, root } = origin;
  const [first, ...rest] = path;
  if (kind === 'module' && origin.path.length === 0 && first === 'default') return extend(origin, rest);
  if (kind === 'module' && origin.path.length === 0 && Object.hasOwn(MODULES_OF_GLOBALS, root)) {
    const owner = MODULES_OF_GLOBALS[root]!;
    return globalOrigin(owner === '' ? path : [owner, ...path])!;
  }
  return kind === 'global'
    ? globalOrigin([root, ...origin.path, ...path])!
    : { kind, root, path: [...origin.path, ...path] };
}

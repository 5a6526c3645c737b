import type { Node } from '../ast.ts';
import { memberName } from '../origin.ts';
import { placeOfValue, type Place } from '../place.ts';
import type { Report, Rule } from '../rule.ts';
import type { Binding } from '../scope.ts';

const MUTATORS: ReadonlySet<string> = new Set([
  'set',
  'add',
  'delete',
  'clear',
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
]);
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'Array']);
const CHANGES_FIRST = /^(?:assign|defineProperty|defineProperties|setPrototypeOf)$/;

export const mutableModuleState: Rule = {
  id: 'mutable-module-state',
  severity: 'warning',
  summary: 'A function changes a variable, an array, an object, a Map, a Set or a class of the module.',
  docs: 'All instances of a plugin in one process share a module, and so do the old and the new one of a reload: what one leaves there, the other finds. A `WeakMap` or `WeakSet`, which keeps something for each context or plugin, is left alone, and so is what is changed only while the module is imported.',
  remedy: 'Keep it in a variable of "activate", in a WeakMap by ctx.plugin, or in ctx.dataDir.',
  *inFile(file) {
    for (const binding of file.scope.own()) {
      const change = binding.references.find((place) => !place.atImport && changes(place, binding));
      if (change !== undefined) yield toReport(binding, change);
    }
  },
};

function toReport({ name, kind }: Binding, { node }: Place): Report {
  const what = kind === 'let' || kind === 'var' ? `The variable "${name}"` : `"${name}"`;
  return { node, message: `${what} of the module is changed by a function: every instance of the plugin shares it.` };
}

function changes(place: Place, binding: Binding): boolean {
  const { kind, from } = binding;
  // What is called on a class or a function is its own business.
  if (kind === 'class' || kind === 'function') return place.parent?.key !== 'callee' && isMutated(place);
  if (kind !== 'let' && kind !== 'var' && kind !== 'const') return false;
  if (isWritten(place)) return true;
  return from?.path.length === 0 && isCollection(from.expression) && isMutated(place);
}

function isCollection(node: Node): boolean {
  if (node.type === 'ArrayExpression' || node.type === 'ObjectExpression') return true;
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type === 'Identifier') return COLLECTIONS.has(callee.name);
  return callee.type === 'MemberExpression' && isObjectCreate(callee);
}

function isObjectCreate({ object, property }: Extract<Node, { type: 'MemberExpression' }>): boolean {
  return (
    object.type === 'Identifier' &&
    object.name === 'Object' &&
    property.type === 'Identifier' &&
    property.name === 'create'
  );
}

/** `x = 1`, `x++`, `[x] = y`, `for (x of y)`. */
function isWritten(place: Place): boolean {
  const { parent, key } = place;
  if (parent === undefined) return false;
  switch (parent.node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return key === 'left';
    case 'UpdateExpression':
      return true;
    case 'ArrayPattern':
    case 'AssignmentPattern':
      return key !== 'right' && isAssigned(parent);
    case 'ObjectProperty':
      return key === 'value' && isAssigned(parent);
    default:
      return false;
  }
}

function isAssigned({ node, parent, key }: Place): boolean {
  if (parent === undefined) return false;
  if (parent.node.type === 'AssignmentExpression') return key === 'left';
  const isPattern = ['ArrayPattern', 'ObjectPattern', 'ObjectProperty', 'AssignmentPattern'].includes(node.type);
  return isPattern && /Pattern$|^ObjectProperty$/.test(parent.node.type) && isAssigned(parent);
}

/** `x.push(1)`, `x.y = 1`, `x[y].z++`, `delete x.y`, `Object.assign(x, y)`. */
function isMutated(start: Place): boolean {
  for (let place = placeOfValue(start); ;) {
    const { parent, key } = place;
    if (parent === undefined) return false;
    const { node } = parent;
    if (key !== 'object' || (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression')) {
      return key === 'arguments' && isFirstOfChanger(node, place);
    }
    if (parent.key === 'callee') return MUTATORS.has(memberName(node, start.scope) ?? '');
    if (isWritten(parent) || isDeleted(parent)) return true;
    place = placeOfValue(parent);
  }
}

function isDeleted({ parent }: Place): boolean {
  return parent?.node.type === 'UnaryExpression' && parent.node.operator === 'delete';
}

function isFirstOfChanger(node: Node, place: Place): boolean {
  if (node.type !== 'CallExpression' || node.arguments[0] !== place.node || node.callee.type !== 'MemberExpression') {
    return false;
  }
  const { object, property } = node.callee;
  const isReflective = object.type === 'Identifier' && (object.name === 'Object' || object.name === 'Reflect');
  return isReflective && property.type === 'Identifier' && CHANGES_FIRST.test(property.name);
}

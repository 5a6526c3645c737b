import type { Node } from './ast.ts';
import { keyName } from './collect-names.ts';
import { originOf, toText } from './origin.ts';
import { isTransparent } from './place.ts';
import type { PluginCode } from './plugin-code.ts';
import type { Scope } from './scope.ts';
import type { SourceFile } from './source-file.ts';

/** A value that stands in the text. */
export interface StaticValue {
  readonly node: Node;
  readonly scope: Scope;
  readonly file: SourceFile;
}

/** The members of an object that stands in the text. */
export interface StaticMembers {
  readonly value: StaticValue;
  readonly members: ReadonlyMap<string, StaticValue>;
  /** Whether these are all: nothing is spread into it, no key is computed. */
  readonly complete: boolean;
}

const MAX_DEPTH = 24;
/** An object may be spread into itself, and a thousand times into another. */
const MOST_SPREADS = 500;
/** What gives back the object that it is given. */
const PASSES_ON = /^(?:module:hookline(?:\/plugin)?\.definePlugin|global:Object\.(?:freeze|seal))$/;

/** The object that the entry of a plugin exports by default; `undefined` if the text does not show it. */
export function findDefinition(plugin: PluginCode): StaticMembers | undefined {
  const value = plugin.entry === undefined ? undefined : exportOf(plugin.entry, 'default', { plugin, depth: 0 });
  return value === undefined ? undefined : membersOf(value, plugin);
}

/** The members of an object, as far as the text shows them; `undefined` if it is no object there. */
export function membersOf(
  value: StaticValue,
  plugin: PluginCode,
  budget: { spreads: number } = { spreads: MOST_SPREADS },
): StaticMembers | undefined {
  const shown = show(value, { plugin, depth: 0 });
  if (shown?.node.type !== 'ObjectExpression') return undefined;
  const { file, scope } = shown;
  const members = new Map<string, StaticValue>();
  let complete = true;
  for (const property of shown.node.properties) {
    if (property.type === 'SpreadElement') {
      budget.spreads -= 1;
      const isLeft = budget.spreads >= 0;
      const inner = isLeft ? membersOf({ node: property.argument, file, scope }, plugin, budget) : undefined;
      complete &&= inner?.complete ?? false;
      for (const [name, member] of inner?.members ?? []) members.set(name, member);
      continue;
    }
    const name = keyName(property);
    if (name === undefined) complete = false;
    else {
      members.set(name, { node: property.type === 'ObjectMethod' ? property : property.value, file, scope });
    }
  }
  return { value: shown, members, complete };
}

/** What a value is made of: past names, other files, and calls that give it back. */
export function showValue(value: StaticValue, plugin: PluginCode): StaticValue | undefined {
  return show(value, { plugin, depth: 0 });
}

interface Way {
  readonly plugin: PluginCode;
  readonly depth: number;
}

function show({ node, scope, file }: StaticValue, { plugin, depth }: Way): StaticValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const way = { plugin, depth: depth + 1 };
  if (isTransparent(node)) {
    return show({ node: (node as unknown as { readonly expression: Node }).expression, scope, file }, way);
  }
  if (node.type === 'CallExpression') {
    const origin = originOf(node.callee, scope);
    const isKnown = origin !== undefined && PASSES_ON.test(toText(origin));
    return isKnown && node.arguments[0] !== undefined ? show({ node: node.arguments[0], scope, file }, way) : undefined;
  }
  if (node.type !== 'Identifier') return { node, scope, file };
  const binding = scope.find(node.name);
  if (binding?.imported !== undefined) {
    const target = plugin.fileAt(plugin.resolve(binding.imported.specifier, file) ?? '');
    return target === undefined ? undefined : exportOf(target, binding.imported.name, way);
  }
  if (binding?.kind === 'function') return { node: binding.place.node, scope: binding.scope, file };
  if (binding?.from === undefined || binding.from.path.length > 0) return undefined;
  return show({ node: binding.from.expression, scope: binding.from.place.scope, file }, way);
}

function exportOf(file: SourceFile, name: string, way: Way): StaticValue | undefined {
  return exportOfModule(file, name, way) ?? (name === 'default' ? exportOfCommonJs(file, way) : undefined);
}

function exportOfModule(file: SourceFile, name: string, way: Way): StaticValue | undefined {
  const { plugin, depth } = way;
  if (depth > MAX_DEPTH) return undefined;
  if (name === 'default') {
    const [place] = file.places('ExportDefaultDeclaration');
    if (place !== undefined) return show({ node: place.node.declaration, scope: place.scope, file }, way);
  }
  for (const { node, scope } of file.places('ExportNamedDeclaration')) {
    const found = node.specifiers.find((each) => each.type === 'ExportSpecifier' && nameOf(each.exported) === name);
    if (found?.type === 'ExportSpecifier') {
      if (node.source === null || node.source === undefined) return show({ node: found.local, scope, file }, way);
      const target = plugin.fileAt(plugin.resolve(node.source.value, file) ?? '');
      return target === undefined ? undefined : exportOf(target, found.local.name, { plugin, depth: depth + 1 });
    }
    const isDeclared =
      node.declaration?.type === 'VariableDeclaration' || node.declaration?.type === 'FunctionDeclaration';
    if (isDeclared && file.scope.find(name)?.place.node === node.declaration) {
      return show({ node: { type: 'Identifier', name }, scope: file.scope, file }, way);
    }
  }
  return undefined;
}

function nameOf(exported: { readonly type: string; readonly name?: string; readonly value?: string }): string {
  return exported.type === 'Identifier' ? exported.name! : exported.value!;
}

const COMMON_JS: ReadonlySet<string> = new Set([
  'global:module.exports',
  'global:exports.default',
  'global:module.exports.default',
]);

function exportOfCommonJs(file: SourceFile, way: Way): StaticValue | undefined {
  const assignment = file.places('AssignmentExpression').findLast(({ node, scope }) => {
    const origin = node.operator === '=' ? originOf(node.left, scope) : undefined;
    return origin !== undefined && COMMON_JS.has(toText(origin));
  });
  return assignment === undefined
    ? undefined
    : show({ node: assignment.node.right, scope: assignment.scope, file }, way);
}

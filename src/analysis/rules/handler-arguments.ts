import { nearestInParentheses } from '../../errors/nearest-name.ts';
import type { Node } from '../ast.ts';
import { keyName } from '../collect-names.ts';
import { findDefinition, membersOf, showValue, type StaticValue } from '../find-definition.ts';
import type { KnownHookspec, PluginCode } from '../plugin-code.ts';
import { isFunction } from '../build-places.ts';
import type { Report, Rule } from '../rule.ts';

export const handlerArguments: Rule = {
  id: 'handler-arguments',
  severity: 'error',
  summary: 'A handler takes an argument that its hookspec does not have.',
  docs: 'It would be `undefined` in every call. Looked at are the names that a handler takes out of its first parameter. Needs the hookspecs of the host.',
  remedy: 'Use the names of the hookspec.',
  *inPlugin(plugin) {
    const hooks = plugin.hookspecs === undefined ? undefined : findDefinition(plugin)?.members.get('hooks');
    const members = hooks === undefined ? undefined : membersOf(hooks, plugin)?.members;
    for (const [name, value] of members ?? []) {
      const spec = Object.hasOwn(plugin.hookspecs!, name) ? plugin.hookspecs![name] : undefined;
      if (spec === undefined) continue;
      for (const handler of handlersOf(value, plugin)) yield* checkHandler(handler, name, spec);
    }
  },
};

/** A handler, an object with one, or an array of either. */
function handlersOf(value: StaticValue, plugin: PluginCode): readonly StaticValue[] {
  const shown = showValue(value, plugin);
  if (shown === undefined) return [];
  const { node, scope, file } = shown;
  if (isFunction(node)) return [shown];
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((each) => (each === null ? [] : handlersOf({ node: each, scope, file }, plugin)));
  }
  const handler = node.type === 'ObjectExpression' ? membersOf(shown, plugin)?.members.get('handler') : undefined;
  return handler === undefined ? [] : handlersOf(handler, plugin);
}

function* checkHandler({ node, file }: StaticValue, hook: string, { args }: KnownHookspec): Iterable<Report> {
  const { params } = node as Extract<Node, { type: 'FunctionExpression' }>;
  const first = params[0]?.type === 'AssignmentPattern' ? params[0].left : params[0];
  if (first?.type !== 'ObjectPattern') return;
  for (const property of first.properties) {
    const name = property.type === 'ObjectProperty' ? keyName(property) : undefined;
    if (name === undefined || args.includes(name)) continue;
    const nearest = nearestInParentheses(name, args);
    yield {
      file: file.file,
      node: property,
      message: `The handler takes "${name}", and the hook "${hook}" has no such argument${nearest}.`,
    };
  }
}

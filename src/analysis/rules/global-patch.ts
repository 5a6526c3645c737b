import { isBuiltin } from 'node:module';
import type { Member, Node } from '../ast.ts';
import { callsOf } from '../calls-of.ts';
import { originOf, type Origin } from '../origin.ts';
import type { Rule } from '../rule.ts';
import type { Scope } from '../scope.ts';

const CHANGES =
  /^global:(?:Object|Reflect)\.(?:assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;
const PROCESS_WIDE =
  /^global:process\.(?:chdir|umask|setuid|setgid|seteuid|setegid|setgroups|initgroups|setSourceMapsEnabled|removeAllListeners|loadEnvFile)$/;
/** How modules are loaded, and how the engine works. */
const OF_MODULES =
  /^module:(?:module(?:\.Module)?\.(?:register|registerHooks|syncBuiltinESMExports)|v8\.setFlagsFromString)$/;
/** Of CommonJS, and so of the file itself. */
const OWN: ReadonlySet<string> = new Set(['module', 'exports', 'require', 'arguments', 'import.meta', 'this']);

export const globalPatch: Rule = {
  id: 'global-patch',
  severity: 'error',
  summary: 'Something that all code of the process shares is changed.',
  docs: 'Globals and their members, prototypes of the language, modules of Node, variables of `process.env`, the working directory. A change that suits one plugin breaks another. Setting `process.exitCode` and `Error.stackTraceLimit` around a piece of code counts too.',
  remedy: 'Keep it in the plugin: a function of your own, a copy, an option.',
  *inFile(file) {
    const written = [
      ...file
        .places('AssignmentExpression', 'ForOfStatement', 'ForInStatement')
        .flatMap(({ node, scope }) => targetsOf(node.left as Node).map((target) => ({ node: target, target, scope }))),
      ...file.places('UpdateExpression').map(({ node, scope }) => ({ node, target: node.argument as Node, scope })),
      ...file
        .places('UnaryExpression')
        .flatMap(({ node, scope }) => (node.operator === 'delete' ? [{ node, target: node.argument, scope }] : [])),
    ];
    for (const { node, target, scope } of written) {
      const name = sharedTarget(target, scope);
      if (name !== undefined) yield { node, message: `"${name}" is changed, which all code of the process shares.` };
    }
    for (const { callee, given, node, scope } of callsOf(file)) {
      const name = CHANGES.test(callee)
        ? sharedObject(originOf(given[0], scope))
        : PROCESS_WIDE.test(callee) || OF_MODULES.test(callee)
          ? callee.replace(/^\w+:/, '')
          : undefined;
      if (name !== undefined) yield { node, message: `"${name}" is changed, which all code of the process shares.` };
    }
  },
};

/** What is written to by `x = …`, `[x.y] = …`, `({ a: x.y } = …)`. */
function targetsOf(node: Node | null | undefined): readonly Node[] {
  if (node === null || node === undefined) return [];
  switch (node.type) {
    case 'VariableDeclaration':
      return [];
    case 'ArrayPattern':
      return node.elements.flatMap((each) => targetsOf(each as Node | null));
    case 'ObjectPattern':
      return node.properties.flatMap((each) => targetsOf((each.type === 'RestElement' ? each : each.value) as Node));
    case 'AssignmentPattern':
      return targetsOf(node.left);
    case 'RestElement':
      return targetsOf(node.argument);
    default:
      return [node];
  }
}

/** The name of what an assignment changes, if all share it. */
function sharedTarget(target: Node, scope: Scope): string | undefined {
  if (target.type === 'Identifier') {
    return scope.find(target.name) === undefined ? sharedObject(originOf(target, scope)) : undefined;
  }
  if (target.type !== 'MemberExpression') return undefined;
  const owner = ownerOf(target, scope);
  if (owner === undefined) return undefined;
  const base = sharedObject(owner);
  return base === undefined ? undefined : `${base}${memberText(target)}`;
}

function ownerOf(target: Member, scope: Scope): Origin | undefined {
  return originOf(target.object, scope);
}

function memberText({ property, computed }: Member): string {
  return !computed && property.type === 'Identifier' ? `.${property.name}` : '[…]';
}

function sharedObject(origin: Origin | undefined): string | undefined {
  if (origin === undefined) return undefined;
  const { kind, root, path } = origin;
  const name = [root, ...path].join('.');
  if (kind === 'module') return isBuiltin(root) && path.length <= 1 && !path.includes('()') ? name : undefined;
  return OWN.has(root) || !isGlobal(root) ? undefined : name;
}

const NODE_GLOBALS: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);

/** Names that this Node has; others are of browsers, or declared elsewhere. */
function isGlobal(root: string): boolean {
  return NODE_GLOBALS.has(root) || Object.hasOwn(globalThis, root);
}

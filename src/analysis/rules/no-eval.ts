import type { Node } from '../ast.ts';
import { callsOf, type KnownCall } from '../calls-of.ts';
import { keyName } from '../collect-names.ts';
import { globalName } from '../origin.ts';
import type { Rule } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';
import { staticText } from '../static-text.ts';

const TIMERS: ReadonlySet<string> = new Set(['global:setTimeout', 'global:setInterval', 'global:setImmediate']);
const VM = /^module:vm\.(?:runIn\w+|Script|compileFunction|SourceTextModule)/;
const REFLECTIVE = /^global:Reflect\.(?:construct|apply)$/;
const RUNS: ReadonlySet<string> = new Set(['eval', 'Function']);
const WRAPS = /^global:(?:Function|eval)\.(?:bind|prototype\.constructor)$/;

export const noEval: Rule = {
  id: 'no-eval',
  severity: 'error',
  summary: 'Text is run as code: `eval`, `Function`, a timer that is given a string, `node:vm`.',
  docs: 'Nobody can tell by reading what such code does, and what is put into the text becomes code. Found too: the ways around it, such as `(0, eval)(…)`, `globalThis.eval`, and `Function` reached through the constructor of a function. `new Function("return this")` is left alone: it gives the global object.',
  remedy: 'Write the code itself, or look the value up in a table of functions. For data, use JSON.parse.',
  *inFile(file) {
    for (const call of callsOf(file)) {
      const what = describeCall(call);
      if (what !== undefined) yield { node: call.node, message: `${what} runs text as code.` };
    }
    yield* findConstructors(file);
    yield* findHandedOn(file);
  },
};

function describeCall({ callee, given, scope }: KnownCall): string | undefined {
  if (callee === 'global:eval' || callee === 'global:execScript') return '"eval"';
  if (callee === 'global:Function' || WRAPS.test(callee)) return isHarmless(given, scope) ? undefined : '"Function"';
  if (REFLECTIVE.test(callee)) return RUNS.has(globalName(given[0], scope) ?? '') ? '"Reflect"' : undefined;
  if (VM.test(callee)) return `"${callee.slice('module:'.length)}"`;
  if (!TIMERS.has(callee)) return undefined;
  const isText = given[0]?.type === 'TemplateLiteral' || staticText(given[0], scope) !== undefined;
  return isText ? `"${callee.slice('global:'.length)}" with a string` : undefined;
}

/** Compilers write it to reach the global object. */
function isHarmless(given: readonly Node[], scope: KnownCall['scope']): boolean {
  if (given.length !== 1) return false;
  const text = staticText(given[0], scope);
  return text !== undefined && /^\s*(?:return this|return globalThis|debugger)?;?\s*$/.test(text);
}

/** `(() => {}).constructor('…')`, `Object.getPrototypeOf(async function () {}).constructor`. */
function* findConstructors(file: SourceFile): Iterable<{ readonly node: Node; readonly message: string }> {
  for (const { node, parent, key } of file.places('MemberExpression')) {
    if (keyName({ ...node, key: node.property } as never) !== 'constructor') continue;
    const isCalled =
      key === 'callee' && (parent?.node.type === 'CallExpression' || parent?.node.type === 'NewExpression');
    const isFound = isFunctionValue(node.object)
      ? isCalled || isPrototype(node.object)
      : isDoubled(node.object) && isCalled;
    if (isFound) yield { node, message: 'The constructor of a function, reached this way, runs text as code.' };
  }
}

/** `''.constructor.constructor` is `Function`. */
function isDoubled(node: Node): boolean {
  return node.type === 'MemberExpression' && keyName({ ...node, key: node.property } as never) === 'constructor';
}

function isFunctionValue(node: Node): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || isPrototype(node);
}

function isPrototype(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const name = keyName({ ...node.callee, key: node.callee.property } as never);
  const [first] = node.arguments;
  return (
    name === 'getPrototypeOf' && (first?.type === 'FunctionExpression' || first?.type === 'ArrowFunctionExpression')
  );
}

/** `const run = eval`, `[eval]`: what becomes of it is not known. */
function* findHandedOn(file: SourceFile): Iterable<{ readonly node: Node; readonly message: string }> {
  for (const { node, parent, key } of file.globals('eval')) {
    const isUsed =
      key === 'callee' ||
      key === 'object' ||
      parent?.node.type === 'UnaryExpression' ||
      parent?.node.type === 'BinaryExpression';
    const isCalled = parent?.node.type === 'SequenceExpression' && key === 'expressions';
    if (!isUsed && !isCalled && key !== 'property') {
      yield { node, message: '"eval" is handed on, so text can be run as code.' };
    }
  }
}

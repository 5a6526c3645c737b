import type { Node } from '../ast.ts';
import { callsOf, type KnownCall } from '../calls-of.ts';
import { keyName } from '../collect-names.ts';
import { loadedBy } from '../loaded-by.ts';
import type { Report, Rule } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';
import { staticStart, staticText } from '../static-text.ts';

const TIMERS: ReadonlySet<string> = new Set(['global:setTimeout', 'global:setInterval', 'global:setImmediate']);
const VM = /^module:vm\.(?:runIn\w+|Script|compileFunction|SourceTextModule)/;
const WRAPS = /^global:(?:Function|eval)\.(?:bind|prototype\.constructor)$/;

export const noEval: Rule = {
  id: 'no-eval',
  severity: 'error',
  summary:
    'Text is run as code: `eval`, `Function`, a timer that is given a string, `node:vm`, an imported address `data:`.',
  docs: 'Nobody can tell by reading what such code does, and what is put into the text becomes code. Found too: the ways around it, such as `(0, eval)(…)`, `globalThis.eval`, and `Function` reached through the constructor of a function. `new Function("return this")` is left alone: it gives the global object.',
  remedy: 'Write the code itself, or look the value up in a table of functions. For data, use JSON.parse.',
  *inFile(file) {
    for (const call of callsOf(file)) {
      const what = describeCall(call);
      if (what !== undefined) yield { node: call.node, message: `${what} runs text as code.` };
    }
    yield* findImports(file);
    yield* findHandedOn(file);
  },
};

function describeCall({ callee, given, scope }: KnownCall): string | undefined {
  if (callee === 'global:eval' || callee === 'global:execScript') return '"eval"';
  if (callee === 'global:Function' || WRAPS.test(callee)) return isHarmless(given, scope) ? undefined : '"Function"';
  if (callee === 'module:worker_threads.Worker') return isEvaluated(given[1]) ? '"Worker" with "eval"' : undefined;
  if (VM.test(callee)) return `"${callee.slice('module:'.length)}"`;
  if (!TIMERS.has(callee)) return undefined;
  const isText = given[0]?.type === 'TemplateLiteral' || staticText(given[0], scope) !== undefined;
  return isText ? `"${callee.slice('global:'.length)}" with a string` : undefined;
}

/** `{ eval: true }` */
function isEvaluated(options: Node | undefined): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  const option = options.properties.find((each) => each.type === 'ObjectProperty' && keyName(each) === 'eval');
  if (option?.type !== 'ObjectProperty') return false;
  return option.value.type !== 'BooleanLiteral' || option.value.value;
}

/** Compilers write it to reach the global object. */
function isHarmless(given: readonly Node[], scope: KnownCall['scope']): boolean {
  if (given.length !== 1) return false;
  const text = staticText(given[0], scope);
  return text !== undefined && /^\s*(?:return this|return globalThis|debugger)?;?\s*$/.test(text);
}

const RUN_BY_IMPORT = /^\s*data:(?:text|application)\/javascript\b/i;

/** `import('data:text/javascript,…')`, and `node:vm` where what becomes of it is not known. */
function* findImports({ imports }: SourceFile): Iterable<Report> {
  for (const { specifier, kind, members, typeOnly, place } of imports) {
    const { node, scope } = place;
    const address = specifier ?? staticStart(loadedBy(node, scope), scope).text;
    if (RUN_BY_IMPORT.test(address)) {
      yield { node, message: 'An address "data:" is imported, which runs text as code.' };
    }
    if (typeOnly || (specifier !== 'vm' && specifier !== 'node:vm')) continue;
    const isHandedOn =
      members === undefined || (kind === 'export' && members.some((name) => VM.test(`module:vm.${name}`)));
    if (isHandedOn) yield { node, message: '"vm" is handed on, so text can be run as code.' };
  }
}

/** `const run = eval`, `[eval]`: what becomes of it is not known. */
function* findHandedOn(file: SourceFile): Iterable<Report> {
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

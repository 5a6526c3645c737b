import type { Node } from '../ast.ts';
import { globalName, originOf, toText } from '../origin.ts';
import { placesAround, type Place } from '../place.ts';
import type { Rule, Report } from '../rule.ts';
import type { Scope } from '../scope.ts';
import type { SourceFile } from '../source-file.ts';

const PATHS =
  /^(?:\/(?:bin|usr|etc|var|home|opt|proc|sys|root)\/\S*|\/(?:tmp|dev\/(?:null|stdin|stdout|stderr|tty))(?:\/\S*)?|[A-Za-z]:\\[^\s]*)$/;
const PROGRAMS = /^(?:cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|bash|sh|zsh)$/i;
const FOLDERS = /^(?:global:(?:__dirname|process\.cwd)|module:os\.(?:homedir|tmpdir))$/;
const FOLDER_NAME = /(?:dir|directory|folder|cwd)$/i;

export const platformSpecific: Rule = {
  id: 'platform-specific',
  severity: 'warning',
  summary: 'The code works on some systems only, and the manifest does not say so.',
  docs: 'Paths such as `/tmp`, `/bin/sh` and `C:\\…`, shells by name in a call that starts a program, and paths put together with `"/"` or `"\\\\"`. Nothing is said if `platform.os` of the manifest names systems. Asking for `process.platform` counts only where an error is thrown on the other systems: who only asks most often takes care of all of them.',
  remedy: 'Use node:path, os.tmpdir() and os.devNull; or say in "platform.os" where the plugin runs.',
  *inFile(file, { manifest }) {
    if (manifest.platform.os !== undefined) return;
    yield* findLiterals(file);
    yield* findJoins(file);
    yield* findRefusals(file);
  },
};

/** `if (process.platform !== 'linux') throw …`: who only asks most often takes care of every system. */
function* findRefusals(file: SourceFile): Iterable<Report> {
  for (const place of file.places('MemberExpression')) {
    const { node, scope } = place;
    if (node.property.type !== 'Identifier' || node.property.name !== 'platform') continue;
    if (globalName(node, scope) !== 'process.platform' || !isRefusal(place)) continue;
    yield { node, message: 'The code refuses some systems, and the manifest does not say on which it runs.' };
  }
}

function isRefusal(place: Place): boolean {
  for (const { node, key, parent } of placesAround(place)) {
    if (key !== 'test') continue;
    return parent?.node.type === 'IfStatement' && throws(parent.node.consequent) && node.type !== 'CallExpression';
  }
  return false;
}

function throws(node: Node): boolean {
  return (
    node.type === 'ThrowStatement' || (node.type === 'BlockStatement' && node.body.at(-1)?.type === 'ThrowStatement')
  );
}

function* findLiterals(file: SourceFile): Iterable<Report> {
  for (const place of file.places('StringLiteral')) {
    const { node, parent, key } = place;
    const isProgram = PROGRAMS.test(node.value) && key === 'arguments' && isStart(parent?.node, parent?.scope);
    if (!PATHS.test(node.value) && !isProgram) continue;
    if (key === 'source' || isCompared(place)) continue;
    yield { node, message: `${JSON.stringify(node.value)} is there on some systems only.` };
  }
}

const COMPARES: ReadonlySet<string> = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'split',
  'match',
]);

/** A comparison looks for such a path, it does not use it; behind the first part of a join it is no path of its own. */
function isCompared(place: Place): boolean {
  const { node } = place.parent ?? {};
  if (node?.type === 'BinaryExpression' || node?.type === 'SwitchCase') return true;
  if (node?.type !== 'CallExpression') return false;
  const method = nameOf(node.callee);
  return COMPARES.has(method) || (method === 'join' && node.arguments[0] !== place.node);
}

function isStart(node: Node | undefined, scope: Scope | undefined): boolean {
  if (node?.type !== 'CallExpression' || scope === undefined) return false;
  const origin = originOf(node.callee, scope);
  return origin !== undefined && toText(origin).startsWith('module:child_process.');
}

function* findJoins(file: SourceFile): Iterable<Report> {
  for (const { node, scope } of file.places('BinaryExpression')) {
    if (node.operator !== '+' || node.right.type !== 'StringLiteral') continue;
    const separator = separatorAtStart(node.right.value);
    if (separator !== undefined && isFolder(node.left as Node, scope, separator)) yield toReport(node, separator);
  }
  for (const { node, scope } of file.places('TemplateLiteral')) {
    for (const [index, expression] of node.expressions.entries()) {
      const separator = separatorAtStart(node.quasis[index + 1]?.value.cooked ?? '');
      if (separator === undefined || !isFolder(expression as Node, scope, separator)) continue;
      yield toReport(node, separator);
      break;
    }
  }
}

function toReport(node: Node, separator: string): Report {
  return {
    node,
    message: `A path is put together with ${JSON.stringify(separator)}.`,
    remedy: 'Use join() of node:path.',
  };
}

function separatorAtStart(text: string): string | undefined {
  return text.startsWith('/') || text.startsWith('\\') ? text[0] : undefined;
}

/** With a backslash a name that sounds like a folder is enough; a slash stands in addresses too. */
function isFolder(node: Node, scope: Scope, separator: string): boolean {
  const value = node.type === 'CallExpression' ? (node.callee as Node) : node;
  const origin = originOf(value, scope);
  if (origin !== undefined && FOLDERS.test(toText(origin))) return true;
  const name = nameOf(value);
  return name === 'dataDir' || (separator === '\\' && FOLDER_NAME.test(name));
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : '';
}

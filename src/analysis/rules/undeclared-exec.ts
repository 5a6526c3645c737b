import { basename } from 'node:path';
import { callsOf } from '../calls-of.ts';
import { permissionsOf } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';
import { staticStart, staticText, type StaticStart } from '../static-text.ts';

const STARTS =
  /^module:(?:child_process\.(?:exec|execFile|spawn)(?:Sync)?|execa\.(?:execa|execaSync|\$)?|cross-spawn(?:\.\w+)?)$/;
const SHELL = /\.exec(?:Sync)?$/;

export const undeclaredExec: Rule = {
  id: 'undeclared-exec',
  severity: 'error',
  summary: 'A program is started that the permission `exec` does not name.',
  docs: 'Only programs whose name stands in the code can be compared. Without any permission `exec`, `no-child-process` reports the import.',
  remedy: 'Add the program to "commands" of the permission "exec".',
  *inFile(file, plugin) {
    const permissions = permissionsOf(plugin, 'exec');
    if (permissions.length === 0) return;
    const commands = permissions.flatMap((each) => each.commands);
    for (const { callee, given, node, scope } of callsOf(file)) {
      if (!STARTS.test(callee)) continue;
      const program = SHELL.test(callee) ? firstWord(staticStart(given[0], scope)) : staticText(given[0], scope);
      if (program === undefined || commands.some((each) => isSame(each, program))) continue;
      yield { node, message: `The program "${program}" is started, and the permission "exec" does not name it.` };
    }
  },
};

/** Sure only if something follows, or the text ends. */
function firstWord({ text, isWhole }: StaticStart): string | undefined {
  return /^\s*([^\s;&|<>"'`$]+)(?=\s|$)/.exec(isWhole ? text : `${text}$`)?.[1];
}

function isSame(declared: string, program: string): boolean {
  return declared === program || (!declared.includes('/') && basename(program).replace(/\.exe$/i, '') === declared);
}

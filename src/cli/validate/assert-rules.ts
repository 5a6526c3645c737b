import { RULES } from '../../analysis/rules.ts';
import { ERROR_CATALOGUE } from '../../errors/catalogue.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { IMPORT_RULES } from './import-findings.ts';

/** Ids of rules, and codes of what is wrong with manifests. @throws COMMAND_MISUSED */
export function assertRules(names: readonly string[]): void {
  const known = [...RULES.map(({ id }) => id), ...IMPORT_RULES, ...Object.keys(ERROR_CATALOGUE)];
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new HooklineError('COMMAND_MISUSED', `There is no rule "${name}"${nearestInParentheses(name, known)}.`, {
      hint: `The rules are ${RULES.map(({ id }) => id).join(', ')}; problems with manifests have codes such as MANIFEST_HOOK_UNKNOWN.`,
      data: { rule: name },
    });
  }
}

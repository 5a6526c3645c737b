import { envReads } from '../env-reads.ts';
import { permissionsOf } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';

/** What every plugin is given, wherever it runs. */
const GIVEN: ReadonlySet<string> = new Set(['LANG', 'LC_ALL', 'NODE_ENV', 'TZ']);

export const undeclaredEnv: Rule = {
  id: 'undeclared-env',
  severity: 'error',
  summary: 'A variable of the environment is read that no permission `env` names.',
  docs: 'The environment of a host is full of secrets. `NODE_ENV`, `TZ`, `LANG` and `LC_ALL` are given to every plugin. A computed name, and handing on the whole of `process.env`, are warnings.',
  remedy: 'Declare the permission "env" with the name; for secrets use "secrets" of the manifest and ctx.secrets.',
  *inFile(file, plugin) {
    const declared = new Set(permissionsOf(plugin, 'env').flatMap(({ names }) => names));
    for (const { name, node } of envReads(file)) {
      if (name === undefined) {
        const message = 'Any variable of the environment can be read here: the name is computed, or all are handed on.';
        yield { node, message, severity: 'warning', remedy: 'Read the variables by name, and declare them.' };
      } else if (!GIVEN.has(name) && !declared.has(name)) {
        yield { node, message: `The variable "${name}" is read, and no permission "env" names it.` };
      }
    }
  },
};

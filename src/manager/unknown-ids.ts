import { didYouMean } from '../errors/nearest-name.ts';
import type { Problem } from '../manifest/problem.ts';
import type { ParsedOptions } from './parse-options.ts';

/** What the options of a host say of plugins that nobody has found: most likely the id is misspelt. */
export function findUnknownIds(
  { config, choices, commands }: Pick<ParsedOptions, 'config' | 'choices' | 'commands'>,
  found: ReadonlySet<string>,
): readonly Problem[] {
  return [
    ...unknownIn(config, found).map((id) => unknown(id, 'a configuration', 'config', found)),
    ...unknownIn(choices, found).map((id) => unknown(id, 'a choice', 'choices', found)),
    ...Object.values(commands)
      .filter((id) => !found.has(id))
      .map((id) => unknown(id, 'a command', 'commands', found)),
  ];
}

function unknownIn(byId: Readonly<Record<string, unknown>>, found: ReadonlySet<string>): readonly string[] {
  return Object.keys(byId).filter((id) => !found.has(id));
}

function unknown(id: string, what: string, option: string, found: ReadonlySet<string>): Problem {
  return {
    code: 'PLUGIN_UNKNOWN',
    severity: 'warning',
    message: `The host has ${what} for the plugin "${id}", but no plugin with this id was found.${didYouMean(id, found)}`,
    hint: `Mend the id under "${option}" in the options of createPluginManager, install the plugin, or take the entry out.`,
  };
}

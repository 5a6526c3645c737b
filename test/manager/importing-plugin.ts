import type { ManifestInput } from 'hookline';
import type { WrittenPlugin } from './host.ts';

type Command = NonNullable<NonNullable<ManifestInput['contributes']>['cli']>[number];

/** A command with all that can be declared. */
export const IMPORT: Command = {
  name: 'import',
  summary: 'Imports products.',
  arguments: [
    { name: 'file', summary: 'Where they stand.' },
    { name: 'more', summary: 'Further files.', required: false, variadic: true },
  ],
  options: [
    { name: 'format', short: 'f', summary: 'Their format.', type: 'string', default: 'csv', choices: ['csv', 'json'] },
    { name: 'dry-run', summary: 'Changes nothing.' },
    { name: 'limit', summary: 'At most so many.', type: 'number' },
  ],
};

/** A plugin with commands and no hooks; `code` is the text of the object of its commands. */
export function contributing(commands: readonly Command[], code: string, more = ''): WrittenPlugin {
  return { manifest: { hooks: {}, contributes: { cli: [...commands] } }, code: `{ commands: ${code}, ${more} }` };
}

/** A plugin whose command `import` gives back what it got. */
export const ECHO = contributing(
  [IMPORT],
  `{ import: ({ args, options }, ctx) => ({ args, options, by: ctx.plugin.id }) }`,
);

/** A command that is declared with a name alone. */
export function plain(name: string): Command {
  return { name, summary: `Does ${name}.` };
}

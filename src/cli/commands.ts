import type { CommandContext, CommandDescription, Outcome } from './command.ts';
import { list } from './commands/list.ts';

export interface CommandEntry {
  readonly description: CommandDescription;
  /** The code of the command, loaded when it is run. */
  readonly load: () => Promise<(context: never) => Promise<Outcome>>;
}

/** Every command, in the order of help. Descriptions are loaded at once, code on use. */
const ENTRIES: readonly CommandEntry[] = [
  { description: list, load: async () => (await import('./run/list.ts')).runList },
];

/** What a command runs fits what it describes: each is typed by its own description. */
export const COMMANDS = ENTRIES as readonly {
  readonly description: CommandDescription;
  readonly load: () => Promise<(context: CommandContext) => Promise<Outcome>>;
}[];

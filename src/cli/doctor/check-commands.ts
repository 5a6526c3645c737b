import { commandAmbiguous } from '../../manager/commands/command-errors.ts';
import type { CommandInfo } from '../../manager/commands/command-info.ts';
import type { Check } from './check.ts';

/** The names under which several plugins contribute a command, and none was chosen. */
export function checkCommands(commands: readonly CommandInfo[]): readonly Check[] {
  const settled = new Set(commands.filter(({ isShort }) => isShort).map(({ name }) => name));
  const names = new Set(commands.map(({ name }) => name).filter((name) => !settled.has(name)));
  return [...names].map((name) => {
    const meant = commands.filter((command) => command.name === name).map(({ qualifiedName }) => qualifiedName);
    const { code, message, hint } = commandAmbiguous(name, meant);
    return { about: 'host', name: 'commands', status: 'warn', code, message, hint };
  });
}

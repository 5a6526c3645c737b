import { toJsonSafe } from '../../errors/json-safe.ts';
import type { CommandInfo } from '../../manager/commands/command-info.ts';
import type { CommandContext, Outcome } from '../command.ts';
import { printable } from '../terminal/printable.ts';
import { nameOf } from './to-description.ts';

/** More than anybody reads, and still an end to it. */
const LIMITS = { depth: 64, nodes: 1_000_000 };

type Given = string | number | boolean | undefined;

/** Starts the host, and runs a command that one of its plugins contributes. */
export async function runContributed(context: CommandContext, info: CommandInfo): Promise<Outcome> {
  const args = Object.values<unknown>(context.args)
    .flat()
    .filter((word): word is string => word !== undefined);
  const given = context.options as Readonly<Record<string, Given>>;
  const options = Object.fromEntries(info.options.map((option) => [option.name, given[toCamelCase(nameOf(option))]]));
  const manager = await context.openManager();
  await manager.start();
  const value = await manager.runCommand(info.qualifiedName, { args, options, signal: context.signal });
  if (value === undefined) return { result: {}, text: '' };
  const shown = toJsonSafe(value, LIMITS);
  return {
    result: { value: shown },
    text: printable(typeof shown === 'string' ? shown : JSON.stringify(shown, undefined, 2)),
  };
}

/** As commander names what it has read. */
function toCamelCase(name: string): string {
  return name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

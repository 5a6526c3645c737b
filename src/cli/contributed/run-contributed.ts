import type { CommandInfo } from '../../manager/commands/command-info.ts';
import type { CommandContext, Outcome } from '../command.ts';
import { printable } from '../terminal/printable.ts';
import { toResult } from '../to-result.ts';
import { nameOf } from './to-description.ts';

type Given = string | number | boolean | undefined;

/** Starts the host, and runs a command that one of its plugins contributes. */
export async function runContributed(context: CommandContext, info: CommandInfo): Promise<Outcome> {
  const args = Object.values<unknown>(context.args)
    .flat()
    .filter((word): word is string => word !== undefined);
  const given = context.options as Readonly<Record<string, Given>>;
  const options = Object.fromEntries(
    info.options.map((option) => [option.name, own(given, toCamelCase(nameOf(option)))] as const),
  );
  const manager = await context.openManager();
  await manager.start();
  const value = await manager.runCommand(info.qualifiedName, { args, options, signal: context.signal });
  if (value === undefined) return { result: {}, text: '' };
  const shown = toResult(value);
  return {
    result: { value: shown },
    text: printable(typeof shown === 'string' ? shown : JSON.stringify(shown, undefined, 2)),
  };
}

/** An option may be called "to-string". */
function own(given: Readonly<Record<string, Given>>, name: string): Given {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

/** As commander names what it has read. */
function toCamelCase(name: string): string {
  return name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

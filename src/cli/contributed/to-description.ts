import type { CommandInfo, CommandOption } from '../../manager/commands/command-info.ts';
import { toKebabCase } from '../build-program.ts';
import type { ArgumentDescription, CommandDescription, OptionDescription } from '../command.ts';
import { COMMON_OPTIONS } from '../common-options.ts';
import { SETUP_OPTIONS } from '../setup/setup-options.ts';
import { printableLine } from '../terminal/printable.ts';

/** Long names that are taken. */
const OURS: ReadonlySet<string> = new Set([
  ...[...Object.keys(COMMON_OPTIONS), ...Object.keys(SETUP_OPTIONS)].map(toKebabCase),
  'help',
  'version',
  'color',
  'no-color',
]);
const OUR_LETTERS: ReadonlySet<string> = new Set(['y', 'h', 'V']);

/** What stands in front of an option that has the name of one of ours, or this already in front. */
const PREFIX = 'plugin-';

/** A command of a plugin as one of ours. */
export function toDescription(
  name: string,
  info: CommandInfo,
  { isHidden }: { readonly isHidden: boolean },
): CommandDescription {
  return {
    name,
    group: 'Of plugins of this host',
    summary: printableLine(info.summary).replace(/\.$/, ''),
    details: `A command of the plugin "${info.plugin}" ${info.version}.`,
    arguments: Object.fromEntries(info.arguments.map((argument) => [argument.name, toArgument(argument)])),
    options: Object.fromEntries(info.options.map((option) => [nameOf(option), toOption(option)])),
    examples: [],
    result: '`value`: what the command gave.',
    opensHost: true,
    isHidden,
  };
}

/** The name of an option on the command line. */
export function nameOf({ name }: CommandOption): string {
  return OURS.has(name) || name.startsWith(PREFIX) ? `${PREFIX}${name}` : name;
}

function toArgument({ summary, required, variadic }: CommandInfo['arguments'][number]): ArgumentDescription {
  return { summary: printableLine(summary), required, variadic };
}

function toOption({ type, summary, short, choices, default: preset }: CommandOption): OptionDescription {
  const about = printableLine(summary);
  return {
    type,
    summary: preset === undefined ? about : `${about} (default ${JSON.stringify(preset)})`,
    ...(short === undefined || OUR_LETTERS.has(short) ? {} : { short }),
    ...(choices === undefined ? {} : { choices: choices.map(String) }),
  };
}

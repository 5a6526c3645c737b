import { Command, Option } from 'commander';
import type { CommandDescription, OptionDescription } from './command.ts';
import { COMMON_OPTIONS } from './common-options.ts';
import { SETUP_OPTIONS } from './setup/setup-options.ts';

/** What was asked for, as commander read it. */
export interface Request {
  readonly description: CommandDescription;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProgramParts {
  readonly commands: readonly CommandDescription[];
  readonly version: string;
  /** Columns for help. */
  readonly width: number;
  readonly hasColor: boolean;
  readonly write: (text: string) => void;
  readonly onRequest: (request: Request) => void;
}

/** Words that stand before other words of commands, such as `hooks` of `hooks plan`. */
const FAMILIES: Readonly<Record<string, string>> = { hooks: 'what a host lets plugins do' };

/** The commands for commander. Nothing is run: `onRequest` is told which one was asked for. */
export function buildProgram(parts: ProgramParts): Command {
  const program = new Command('hookline');
  program
    .description('Finds, checks, runs and packs the plugins of a host.')
    .version(parts.version, '-V, --version', 'the version of Hookline')
    .helpOption('-h, --help', 'help for a command')
    .helpCommand('help [command]', 'help for a command');
  // In front of a command they mean the same as behind it.
  addCommonOptions(program);
  for (const description of parts.commands) addCommand(program, description, parts);
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    prepare(command, parts);
  }
  return program;
}

function addCommonOptions(command: Command): void {
  addOptions(command, COMMON_OPTIONS);
  command.option('--no-color', 'text without colours');
}

function prepare(command: Command, { write, width, hasColor }: ProgramParts): void {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ helpWidth: Number.isFinite(width) ? width : 120, subcommandTerm: toTerm })
    .configureOutput({
      writeOut: write,
      // Told as an error of our own instead.
      writeErr: () => {},
      getOutHasColors: () => hasColor,
    });
}

/** Without `[options]`, which every command has. */
function toTerm(command: Command): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...args].join(' ');
}

function addCommand(program: Command, description: CommandDescription, parts: ProgramParts): void {
  const words = description.name.split(' ');
  const command = familyOf(program, words.slice(0, -1)).command(words.at(-1)!, {
    hidden: description.isHidden ?? false,
  });
  command.summary(description.summary).description(describe(description)).helpGroup(`${description.group}:`);
  for (const [name, argument] of Object.entries(description.arguments ?? {})) {
    const shown = argument.variadic ? `${name}...` : name;
    command.argument(argument.required ? `<${shown}>` : `[${shown}]`, argument.summary);
  }
  addOptions(command, description.options ?? {});
  addCommonOptions(command);
  if (description.opensHost) addOptions(command.optionsGroup('The host:'), SETUP_OPTIONS);
  command.addHelpText('after', examplesOf(description));
  command.action(() => {
    const names = Object.keys(description.arguments ?? {});
    const args = Object.fromEntries(names.map((name, index) => [name, command.processedArgs[index] as unknown]));
    parts.onRequest({ description, args, options: { ...emptyLists(description), ...command.optsWithGlobals() } });
  });
}

function familyOf(program: Command, words: readonly string[]): Command {
  return words.reduce(
    (parent, word) =>
      parent.commands.find((command) => command.name() === word) ??
      parent
        .command(word)
        .description(FAMILIES[word] ?? '')
        .helpGroup('Hooks:'),
    program,
  );
}

function describe({ summary, details }: CommandDescription): string {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return details === undefined ? sentence : `${sentence}\n\n${details}`;
}

function addOptions(command: Command, options: Readonly<Record<string, OptionDescription>>): void {
  for (const [name, option] of Object.entries(options)) {
    const long = `--${toKebabCase(name)}`;
    const value = option.type === 'boolean' ? '' : ` <${option.value ?? toKebabCase(name)}>`;
    const made = new Option(`${option.short === undefined ? '' : `-${option.short}, `}${long}${value}`, option.summary);
    // "--no-plugin" is an option like others, and not the opposite of a "--plugin" that is on.
    made.negate = false;
    if (option.choices !== undefined) made.choices(option.choices);
    if (option.type === 'number') made.argParser((text) => toNumber(text, long));
    if (option.multiple) collect(made);
    command.addOption(made);
  }
}

/** What options give that may be given several times, and are not given. */
function emptyLists({ options = {}, opensHost }: CommandDescription): Readonly<Record<string, readonly never[]>> {
  const all: Readonly<Record<string, OptionDescription>> = { ...options, ...(opensHost ? SETUP_OPTIONS : {}) };
  const names = Object.keys(all).filter((name) => all[name]!.multiple);
  return Object.fromEntries(names.map((name) => [name, []]));
}

/** An option that may be given several times gives a list, and several values behind one are one each. */
function collect(option: Option): void {
  const parse = option.parseArg as ((value: string, previous: unknown) => unknown) | undefined;
  option.argParser((value: string, previous: unknown) => [
    ...(Array.isArray(previous) ? (previous as unknown[]) : []),
    parse === undefined ? value : parse(value, undefined),
  ]);
}

function toNumber(text: string, option: string): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new NotANumber(`option '${option}' takes a number, not '${text}'`);
}

/** For `main`, which makes an error for people of it. */
export class NotANumber extends Error {}

export function toKebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function examplesOf({ examples }: CommandDescription): string {
  if (examples.length === 0) return '';
  const lines = examples.map(({ command, summary }) => `  $ ${command}\n      ${summary}`);
  return `\nExamples:\n${lines.join('\n')}`;
}

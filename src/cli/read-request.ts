import { type Command, CommanderError } from 'commander';
import { HooklineError } from '../errors/hookline-error.ts';
import { buildProgram, NotANumber, type Request } from './build-program.ts';
import type { CommandDescription } from './command.ts';
import type { Style } from './terminal/style.ts';
import { VERSION } from './version.ts';

/** What was asked for; nothing if it was help, which is printed. @throws COMMAND_MISUSED */
export function readRequest(
  argv: readonly string[],
  commands: readonly CommandDescription[],
  style: Style,
): Request | undefined {
  let asked: Request | undefined;
  const program = buildProgram({
    commands,
    version: VERSION,
    width: style.width,
    hasColor: style.hasColor,
    write: (text) => process.stdout.write(text),
    onRequest: (request) => (asked = request),
  });
  try {
    program.parse(toParsed(argv, program), { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return undefined;
    if (!(thrown instanceof CommanderError && thrown.code === 'commander.help')) throw misused(thrown, argv, commands);
    const family = program.commands.find((command) => command.name() === argv[0]) ?? program;
    process.stdout.write(family.helpInformation());
  }
  return asked;
}

const HELP: ReadonlySet<string> = new Set(['-h', '--help']);

/** `help hooks plan` is `hooks plan --help`; help for what is not there is a mistake, and told as one. */
function toParsed(argv: readonly string[], program: Command): readonly string[] {
  const at = argv.indexOf('help');
  const words = firstWord(argv) === 'help' ? [...argv.toSpliced(at, 1), '--help'] : argv;
  return words.some((word) => HELP.has(word)) && !isThere(words, program)
    ? words.filter((word) => !HELP.has(word))
    : words;
}

/** Whether the words lead to a command. */
function isThere(argv: readonly string[], program: Command): boolean {
  let command: Command | undefined = program;
  for (const word of argv.filter((each) => !each.startsWith('-'))) {
    if (command.commands.length === 0) return true;
    command = command.commands.find((each) => each.name() === word);
    if (command === undefined) return word === 'help';
  }
  return true;
}

function misused(thrown: unknown, argv: readonly string[], commands: readonly CommandDescription[]): unknown {
  if (!(thrown instanceof CommanderError || thrown instanceof NotANumber)) return thrown;
  const [message = '', ...more] = thrown.message.replace(/^error: /, '').split('\n');
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.?$/, '.')}`.replaceAll("'", '"');
  const suggestion = more.join(' ').replace(/^\((.*)\)$/, '$1');
  const first = firstWord(argv);
  const isKnown = commands.some(({ name }) => name.split(' ')[0] === first);
  const help = `"${['hookline', ...(isKnown ? [first] : []), '--help'].join(' ')}" says how it is used.`;
  return new HooklineError('COMMAND_MISUSED', sentence, { hint: suggestion === '' ? help : `${suggestion} ${help}` });
}

/** The first that is no option: most likely the command. */
export function firstWord(argv: readonly string[]): string | undefined {
  return argv.find((word) => !word.startsWith('-'));
}

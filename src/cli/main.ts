import { writeSync } from 'node:fs';
import { CommanderError } from 'commander';
import { isHooklineError, HooklineError } from '../errors/hookline-error.ts';
import { buildProgram, NotANumber, type Request } from './build-program.ts';
import type { CommonOptions, Outcome } from './command.ts';
import { COMMANDS } from './commands.ts';
import { createContext } from './create-context.ts';
import { errorDocument, resultDocument } from './document.ts';
import { EXIT } from './exit-codes.ts';
import { DOCUMENT_FD, runApart } from './run-apart.ts';
import { errorText } from './terminal/error-text.ts';
import { createStyle, type Style } from './terminal/style.ts';
import { VERSION } from './version.ts';

/** Codes of errors that say that nothing was done, because it was asked for in a wrong way. */
const MISUSE: ReadonlySet<string> = new Set([
  'COMMAND_MISUSED',
  'CONFIRMATION_NEEDED',
  'FILES_EXIST',
  'FOLDER_EXISTS',
  'HOST_CONFIG_MISSING',
  'HOST_CONFIG_INVALID',
  'HOST_STATE_MISSING',
  'TYPESCRIPT_UNSUPPORTED',
]);

/** Runs one command. Prints its outcome, and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // What the script of "hookline completion" asks for.
  if (argv[0] === 'complete' && argv[1] === '--') {
    const { complete } = await import('./completion/complete.ts');
    await complete(
      argv.slice(2),
      COMMANDS.map(({ description }) => description),
    );
    return EXIT.ok;
  }
  const flags = { json: argv.includes('--json'), verbose: argv.includes('--verbose') };
  const style = createStyle({
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
    env: process.env,
    isPlain: argv.includes('--no-color'),
  });
  let command = '';
  try {
    const request = read(argv, style);
    if (request === undefined) return EXIT.ok;
    command = request.description.name;
    return await run(request, argv, style);
  } catch (thrown) {
    const text = flags.json ? errorDocument(command, thrown, flags) : `${errorText(thrown, errorStyle(argv), flags)}\n`;
    if (flags.json) writeDocument(text);
    else process.stderr.write(text);
    return isHooklineError(thrown) && MISUSE.has(thrown.code) ? EXIT.misused : EXIT.failed;
  }
}

/** What was asked for; nothing if it was help, which is printed. @throws COMMAND_MISUSED */
function read(argv: readonly string[], style: Style): Request | undefined {
  let asked: Request | undefined;
  const program = buildProgram({
    commands: COMMANDS.map(({ description }) => description),
    version: VERSION,
    width: style.width,
    hasColor: style.hasColor,
    write: (text) => process.stdout.write(text),
    onRequest: (request) => (asked = request),
  });
  try {
    program.parse(argv, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return undefined;
    if (thrown instanceof CommanderError && thrown.code === 'commander.help') {
      const family = program.commands.find((command) => command.name() === argv[0]) ?? program;
      process.stdout.write(family.helpInformation());
      return undefined;
    }
    throw misused(thrown, argv);
  }
  return asked;
}

function misused(thrown: unknown, argv: readonly string[]): unknown {
  if (!(thrown instanceof CommanderError || thrown instanceof NotANumber)) return thrown;
  const [message = '', ...more] = thrown.message.replace(/^error: /, '').split('\n');
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.?$/, '.')}`.replaceAll("'", '"');
  const suggestion = more.join(' ').replace(/^\((.*)\)$/, '$1');
  const first = argv.find((word) => !word.startsWith('-'));
  const isKnown = COMMANDS.some(({ description }) => description.name.split(' ')[0] === first);
  const command = first !== undefined && isKnown ? [first] : [];
  const help = `"${['hookline', ...command, '--help'].join(' ')}" says how it is used.`;
  return new HooklineError('COMMAND_MISUSED', sentence, { hint: suggestion === '' ? help : `${suggestion} ${help}` });
}

async function run(request: Request, argv: readonly string[], style: Style): Promise<number> {
  const { json = false, verbose = false, yes = false } = request.options as Partial<CommonOptions>;
  const interruption = new AbortController();
  const release = onInterrupt(() => interruption.abort());
  try {
    if (json && request.description.opensHost && process.env[DOCUMENT_FD] === undefined) {
      const { document, exitCode } = await runApart(argv, interruption.signal);
      process.stdout.write(document);
      return exitCode;
    }
    const common = { json, verbose, yes };
    await using open = createContext({ request, common, style, signal: interruption.signal });
    const { load } = COMMANDS.find(({ description }) => description === request.description)!;
    const outcome = await (await load())(open.context);
    tell(request.description.name, outcome, { json, context: open.context });
    return outcome.exitCode ?? EXIT.ok;
  } finally {
    release();
  }
}

interface Telling {
  readonly json: boolean;
  readonly context: { print(text: string): void };
}

function tell(command: string, outcome: Outcome, { json, context }: Telling): void {
  if (json) writeDocument(resultDocument(command, outcome));
  else if (outcome.text !== '') context.print(outcome.text.trimEnd());
}

/** The whole document, to wherever it belongs, before anything else can happen. */
function writeDocument(text: string): void {
  const descriptor = process.env[DOCUMENT_FD];
  if (descriptor === undefined) {
    process.stdout.write(text);
    return;
  }
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(Number(descriptor), bytes, written);
    } catch (thrown) {
      // The reader is slower than we are.
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
    }
  }
}

/** The first interrupt is for the command, the second ends it. */
function onInterrupt(abort: () => void): () => void {
  let isAsked = false;
  const listen = (signal: NodeJS.Signals): void => {
    if (isAsked) process.exit(signal === 'SIGINT' ? 130 : 143);
    isAsked = true;
    abort();
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return () => process.off('SIGINT', listen).off('SIGTERM', listen);
}

function errorStyle(argv: readonly string[]): Style {
  const { isTTY, columns } = process.stderr;
  return createStyle({ isTerminal: isTTY, columns, env: process.env, isPlain: argv.includes('--no-color') });
}

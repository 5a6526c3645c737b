import { isHooklineError } from '../errors/hookline-error.ts';
import type { Request } from './build-program.ts';
import type { CommonOptions, Outcome } from './command.ts';
import { COMMANDS, type LoadableCommand } from './commands.ts';
import { createContext } from './create-context.ts';
import { documentChannel } from './document-channel.ts';
import { errorDocument, resultDocument } from './document.ts';
import { onEarlyEnd } from './end-process.ts';
import { EXIT } from './exit-codes.ts';
import { onInterrupt } from './on-interrupt.ts';
import { firstWord, readRequest } from './read-request.ts';
import { runApart } from './run-apart.ts';
import { errorText } from './terminal/error-text.ts';
import { createStyle, type Style } from './terminal/style.ts';
import { tellWarnings } from './terminal/tell-warnings.ts';
import { writeDocument } from './write-document.ts';

/** Codes of errors that say that nothing was done, because it was asked for in a wrong way. */
const MISUSE: ReadonlySet<string> = new Set([
  'COMMAND_AMBIGUOUS',
  'COMMAND_ARGUMENTS_INVALID',
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
  const flags = { json: argv.includes('--json'), verbose: argv.includes('--verbose') };
  const style = styleOf(process.stdout, argv);
  const errorStyle = styleOf(process.stderr, argv);
  tellWarnings(errorStyle, flags);
  const interruption = new AbortController();
  let command = '';
  let given: number | undefined;
  const fail = (thrown: unknown): number => {
    if (flags.json) writeDocument(errorDocument(command, thrown, flags));
    else process.stderr.write(`${errorText(thrown, errorStyle, flags)}\n`);
    return isHooklineError(thrown) && MISUSE.has(thrown.code) ? EXIT.misused : EXIT.failed;
  };
  // What was given stands, even if a plugin ends the process while the host stops.
  const releases = [onInterrupt(() => interruption.abort()), onEarlyEnd((error) => given ?? fail(error))];
  try {
    // What the script of "hookline completion" asks for.
    if (argv[0] === 'complete' && argv[1] === '--') return await proposeWords(argv.slice(2));
    if (flags.json && isForeign(argv) && !isApart()) return await runSecond(argv, interruption.signal);
    const commands = await knownCommands(argv);
    const request = readRequest(
      argv,
      commands.map(({ description }) => description),
      style,
    );
    if (request === undefined) return EXIT.ok;
    command = request.description.name;
    if (flags.json && request.description.opensHost && !isApart()) return await runSecond(argv, interruption.signal);
    const { load } = commands.find(({ description }) => description === request.description)!;
    return await run(request, {
      load,
      style,
      signal: interruption.signal,
      onGiven: (exitCode) => (given = exitCode),
    });
  } catch (thrown) {
    return fail(thrown);
  } finally {
    for (const release of releases) release();
  }
}

/** Whether this is the second process of a command. */
function isApart(): boolean {
  return documentChannel !== undefined;
}

/** Whether the command is none of ours: a plugin of the host may bring it. */
function isForeign(argv: readonly string[]): boolean {
  const first = firstWord(argv);
  return (
    first !== undefined &&
    first !== 'help' &&
    !COMMANDS.some(({ description: { name } }) => name.split(' ')[0] === first)
  );
}

/** Ours, and those of plugins where they may be meant. */
async function knownCommands(argv: readonly string[]): Promise<readonly LoadableCommand[]> {
  const first = firstWord(argv);
  if (first !== undefined && first !== 'help' && !isForeign(argv)) return COMMANDS;
  if (argv.includes('--version') || argv.includes('-V')) return COMMANDS;
  const { contributedCommands } = await import('./contributed/contributed-commands.ts');
  return [...COMMANDS, ...(await contributedCommands(argv, first === 'help' ? undefined : first))];
}

async function proposeWords(words: readonly string[]): Promise<number> {
  const { complete } = await import('./completion/complete.ts');
  await complete(words, COMMANDS);
  return EXIT.ok;
}

async function runSecond(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const { document, exitCode } = await runApart(argv, signal);
  process.stdout.write(document);
  return exitCode;
}

interface Run {
  readonly load: LoadableCommand['load'];
  readonly style: Style;
  readonly signal: AbortSignal;
  /** Told the exit code as soon as the outcome is printed; the host is stopped after that. */
  readonly onGiven: (exitCode: number) => void;
}

async function run(request: Request, { load, style, signal, onGiven }: Run): Promise<number> {
  const { json = false, verbose = false, yes = false } = request.options as Partial<CommonOptions>;
  await using open = createContext({ request, common: { json, verbose, yes }, style, signal });
  const outcome = await (await load())(open.context);
  tell(request.description.name, outcome, { json, print: open.context.print });
  const exitCode = outcome.exitCode ?? EXIT.ok;
  onGiven(exitCode);
  return exitCode;
}

interface Telling {
  readonly json: boolean;
  readonly print: (text: string) => void;
}

function tell(command: string, outcome: Outcome, { json, print }: Telling): void {
  if (json) writeDocument(resultDocument(command, outcome));
  else if (outcome.text !== '') print(outcome.text.trimEnd());
}

function styleOf({ isTTY, columns }: NodeJS.WriteStream, argv: readonly string[]): Style {
  return createStyle({ isTerminal: isTTY, columns, env: process.env, isPlain: argv.includes('--no-color') });
}

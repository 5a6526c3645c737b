import { buildProgram, type Request } from '../../src/cli/build-program.ts';
import type { CommandContext, CommandDescription, Outcome } from '../../src/cli/command.ts';
import { loadSetup } from '../../src/cli/setup/load-setup.ts';
import { createStyle } from '../../src/cli/terminal/style.ts';

interface Command {
  readonly description: CommandDescription;
  readonly run: (context: never) => Promise<Outcome>;
}

/** Runs a command in this process, as if it had been typed in a folder, without a terminal. Starting a process takes longer. */
export async function runHere(
  { description, run }: Command,
  argv: readonly string[],
  cwd: string,
  parts: Partial<CommandContext> = {},
): Promise<Outcome> {
  let request: Request | undefined;
  buildProgram({
    commands: [description],
    version: '0.0.0',
    width: 80,
    hasColor: false,
    write: () => {},
    onRequest: (asked) => (request = asked),
  }).parse([description.name, ...argv], { from: 'user' });
  const { args, options } = request!;
  const context: Omit<CommandContext, 'openManager' | 'confirm'> = {
    args,
    options,
    common: { json: false, verbose: false, yes: false },
    cwd,
    env: {},
    signal: new AbortController().signal,
    style: createStyle({ isTerminal: false, columns: undefined, env: {}, isPlain: true }),
    isInteractive: false,
    openSetup: () => loadSetup(options, cwd),
    print: () => {},
    working: () => {},
    ...parts,
  };
  return run(context as never);
}

import { HooklineError } from '../errors/hookline-error.ts';
import type { PluginManager } from '../manager/plugin-manager.ts';
import type { CommandContext, CommonOptions } from './command.ts';
import type { Request } from './build-program.ts';
import type { AnyHooks, HostSetup } from './setup/host-setup.ts';
import { createBusyLine, NO_BUSY_LINE } from './terminal/busy-line.ts';
import { printableLine } from './terminal/printable.ts';
import type { Style } from './terminal/style.ts';

export interface ContextParts {
  readonly request: Request;
  readonly common: CommonOptions;
  readonly style: Style;
  readonly signal: AbortSignal;
}

/** What a command has to work with, and the end of what it opened. */
export interface OpenContext extends AsyncDisposable {
  readonly context: CommandContext;
}

export function createContext({ request, common, style, signal }: ContextParts): OpenContext {
  const opened: PluginManager<AnyHooks>[] = [];
  const cwd = process.cwd();
  // A terminal that shows what is being done has to show it on standard error: standard output may be piped away.
  const busy = process.stderr.isTTY && !common.json ? createBusyLine(process.stderr, style) : NO_BUSY_LINE;
  const isInteractive = Boolean(process.stdin.isTTY && process.stdout.isTTY) && !common.json;
  let setup: Promise<HostSetup> | undefined;
  const openSetup = async (): Promise<HostSetup> => {
    const { loadSetup } = await import('./setup/load-setup.ts');
    return loadSetup(request.options, cwd);
  };
  const context: CommandContext = {
    args: request.args,
    options: request.options,
    common,
    cwd,
    env: process.env,
    signal,
    style,
    isInteractive,
    openSetup: () => (setup ??= openSetup()),
    openManager: async () => {
      const { openManager } = await import('./setup/open-manager.ts');
      const manager = await openManager(await context.openSetup());
      opened.push(manager);
      return manager;
    },
    print: (text) => {
      busy.show(undefined);
      (common.json ? process.stderr : process.stdout).write(`${text}\n`);
    },
    working: (what) => busy.show(what),
    confirm: async (question) => {
      busy.show(undefined);
      if (common.yes) return true;
      if (!isInteractive) throw unconfirmed(question);
      const [{ confirm }, { answered }] = await Promise.all([
        import('@clack/prompts'),
        import('./terminal/answered.ts'),
      ]);
      // Whoever only presses enter has not agreed to anything.
      return answered(await confirm({ message: printableLine(question), initialValue: false, signal }));
    },
  };
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      busy.show(undefined);
      await Promise.all(opened.map((manager) => manager.stop()));
    },
  };
}

function unconfirmed(question: string): HooklineError {
  return new HooklineError('CONFIRMATION_NEEDED', `Nobody is there to answer: ${question}`, {
    hint: 'Give "--yes" to say yes to it.',
    data: { question },
  });
}

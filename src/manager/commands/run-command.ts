import { describeThrown } from '../../errors/describe-value.ts';
import { isHooklineError, type HooklineError } from '../../errors/hookline-error.ts';
import { onAbort } from '../../hooks/on-abort.ts';
import type { PluginInstance } from '../lifecycle/plugin-instance.ts';
import { isAboveZero, optionProblems, type OptionRule } from '../option-problems.ts';
import {
  argumentsInvalid,
  commandAborted,
  commandFailed,
  commandNotActivated,
  commandTooSlow,
} from './command-errors.ts';
import type { CommandInfo } from './command-info.ts';
import { parseCommandInput, type CommandValues } from './parse-command-input.ts';

/** What `runCommand` takes. */
export interface RunCommandOptions {
  /** What the command is given by position, in order. */
  readonly args?: readonly string[];
  /** What it is given by name, without dashes. A number may be given as a text, as command lines do. */
  readonly options?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Aborting it rejects at once, and aborts the signal that the command sees. */
  readonly signal?: AbortSignal;
  /** How long the command may take once its plugin is active, in milliseconds. Without it there is no limit. */
  readonly timeoutMs?: number;
}

export interface CommandRun {
  readonly command: CommandInfo;
  readonly instance: PluginInstance;
  readonly given: RunCommandOptions;
  readonly redact: (thrown: unknown) => unknown;
  /** The code of the plugin failed, or took too long. */
  readonly onFailed: (error: HooklineError) => void;
}

const anything: OptionRule = { accepts: () => true, expected: 'anything' };

/** What is given to the command itself is held against its declaration. */
const RULES: Readonly<Record<keyof RunCommandOptions, OptionRule>> = {
  args: anything,
  options: anything,
  signal: { accepts: (value) => value instanceof AbortSignal, expected: 'an AbortSignal' },
  timeoutMs: { accepts: isAboveZero, expected: 'a number of milliseconds above 0' },
};

/**
 * Activates the plugin of a command, if that is to be done, and runs it.
 *
 * @throws COMMAND_ARGUMENTS_INVALID, COMMAND_UNAVAILABLE, COMMAND_FAILED, COMMAND_TIMEOUT, COMMAND_ABORTED
 */
export async function runCommand(asked: CommandRun): Promise<unknown> {
  const { given, values } = read(asked);
  const run = { ...asked, given };
  // From here on the plugin does not end without it.
  return run.instance.commandsInFlight.track(untilAborted(run, (controller) => perform(run, values, controller)));
}

/** Reads what the caller gives, once: without types it may be something that answers otherwise each time, or throws. */
function read({ command, given }: CommandRun): { readonly given: RunCommandOptions; readonly values: CommandValues } {
  try {
    const problems = optionProblems(given, RULES);
    if (problems.length > 0) throw argumentsInvalid(command, problems);
    const copy = { ...given };
    return { given: copy, values: parseCommandInput(command, copy) };
  } catch (thrown) {
    if (isHooklineError(thrown)) throw thrown;
    throw argumentsInvalid(command, [`reading what it was given failed: ${describeThrown(thrown)}`]);
  }
}

/** Waits for `work`, unless the caller does not wait any more or something calls `abort`. */
async function untilAborted(
  { command, given: { signal } }: CommandRun,
  work: (controller: AbortController) => Promise<unknown>,
): Promise<unknown> {
  if (signal?.aborted === true) throw commandAborted(command, signal.reason);
  const controller = new AbortController();
  const undo = signal && onAbort(signal, () => controller.abort(commandAborted(command, signal.reason)));
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort(controller.signal, () => reject(controller.signal.reason as HooklineError));
  });
  try {
    return await Promise.race([work(controller), aborted]);
  } finally {
    undo?.();
  }
}

async function perform(run: CommandRun, values: CommandValues, controller: AbortController): Promise<unknown> {
  const { command, instance } = run;
  await instance.activate(`command ${command.name}`).catch((thrown: unknown) => {
    throw commandNotActivated(command, thrown);
  });
  // The caller may have gone meanwhile.
  controller.signal.throwIfAborted();
  const undo = limit(run, controller);
  const { context, definition } = instance;
  try {
    return await definition!.commands![command.name]!({ ...values, signal: controller.signal }, context!);
  } catch (thrown) {
    // What it does after it was told to stop is no failure of its own.
    if (controller.signal.aborted) throw controller.signal.reason as HooklineError;
    throw tell(run, commandFailed(command, run.redact(thrown)));
  } finally {
    undo();
  }
}

/** Aborts the command when its time is over, and when its plugin stops. */
function limit(run: CommandRun, controller: AbortController): () => void {
  const { command, instance, given } = run;
  const { timeoutMs = Infinity } = given;
  const { signal } = instance.context!;
  const undo = onAbort(signal, () => controller.abort(commandAborted(command, signal.reason)));
  // A longer timer fires at once.
  const isLimited = timeoutMs < 2 ** 31;
  const tooSlow = (): void => controller.abort(tell(run, commandTooSlow(command, timeoutMs)));
  const timer = isLimited ? setTimeout(tooSlow, timeoutMs) : undefined;
  return () => {
    clearTimeout(timer);
    undo();
  };
}

function tell({ onFailed }: CommandRun, error: HooklineError): HooklineError {
  onFailed(error);
  return error;
}

import type { HooklineError } from '../errors/hookline-error.ts';
import { commandEnded, NOTHING_LEFT } from './command-ended.ts';

// Code of hosts and plugins may put something else in its place.
const exit = process.exit.bind(process);

let isMeant = false;

/** Ends the process at once, because the command wants it. */
export function endProcess(exitCode: number): never {
  isMeant = true;
  return exit(exitCode);
}

/**
 * Notices that something else ends the process, such as a plugin, or that nothing is left that could ever happen. `tell` gives the
 * exit code that holds then, whatever was ended with. Gives what stops the noticing.
 */
export function onEarlyEnd(tell: (error: HooklineError) => number): () => void {
  let isIdle = false;
  const rest = (): void => void (isIdle = true);
  const listen = (code: number): void => {
    if (!isMeant) process.exitCode = tell(commandEnded({ code: isIdle ? NOTHING_LEFT : code, signal: null }));
  };
  // Comes before the end only where nothing is left to do, and not with "process.exit".
  process.on('beforeExit', rest).on('exit', listen);
  return () => void process.off('beforeExit', rest).off('exit', listen);
}

import { HooklineError } from '../errors/hookline-error.ts';

/** What Node ends with when code waits, and nothing is left that could happen. */
export const NOTHING_LEFT = 13;

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The process of a command ended before it gave a result. */
export function commandEnded({ code, signal }: ProcessEnd): HooklineError {
  return new HooklineError('COMMAND_ENDED', `The process of the command ended ${describeEnd({ code, signal })}.`, {
    hint: 'Code of the host or of a plugin has ended it. Let the plugin run in a process of its own, with "runners" of the host.',
    data: { exitCode: code, signal },
  });
}

function describeEnd({ code, signal }: ProcessEnd): string {
  if (signal !== null) return `by the signal ${signal} before it gave a result`;
  if (code !== NOTHING_LEFT) return `with the exit code ${String(code)} before it gave a result`;
  return 'before it gave a result: code of the host or of a plugin waits for something that never comes';
}

import { spawn, type ChildProcess } from 'node:child_process';
import { dieWithParent } from '../../runners/die-with-parent.ts';
import { readLines } from '../../runners/output-lines.ts';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** After so many milliseconds it is ended, with all that it started. */
  readonly timeoutMs?: number | undefined;
  /** Ends it as well. */
  readonly signal?: AbortSignal | undefined;
  /** What it prints, on either stream. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** How a program ended. */
export interface ProgramEnd {
  /** `null` if a signal ended it, or it could not be started. */
  readonly code: number | null;
  /** In words: `ended with the exit code 1`. */
  readonly how: string;
  /** The last that it printed. */
  readonly lines: readonly string[];
  readonly durationMs: number;
}

/** How many lines of the output are kept. */
const MOST_LINES = 400;

/** Runs a program to its end, without a terminal. Nothing of it outlives this process, its time limit, or the signal. Never rejects. */
export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
  const { cwd, env = process.env, timeoutMs, signal, onLine } = options;
  const startedAt = performance.now();
  const lines: string[] = [];
  const toEnd = (code: number | null, how: string): ProgramEnd => {
    return { code, how, lines, durationMs: performance.now() - startedAt };
  };
  if (signal?.aborted) return toEnd(null, 'was interrupted');
  const death = await dieWithParent();
  const [command, ...args] = death.wrap(argv);
  // In a group of its own, so that all of it can be ended.
  const isGroup = process.platform !== 'win32';
  const child = spawn(command!, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isGroup,
    windowsHide: true,
  });
  death.watch(child);
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, (line) => {
      if (lines.push(line) > MOST_LINES) lines.shift();
      onLine?.(line);
    });
  }
  const limits = [
    ...(signal === undefined ? [] : [signal]),
    ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)]),
  ];
  const limit = AbortSignal.any(limits);
  const stop = (): void => endGroup(child);
  limit.addEventListener('abort', stop, { once: true });
  const end = await new Promise<{ code: number | null; how: string }>((settle) => {
    child.once('error', (error) => settle({ code: null, how: `could not be started (${error.message})` }));
    // What it started may hold its streams open; that is ended too.
    child.once('exit', () => setTimeout(stop, DRAIN_MS).unref());
    child.once('close', (code, by) =>
      settle({ code, how: by === null ? `ended with the exit code ${code}` : `was ended by the signal ${by}` }),
    );
  });
  limit.removeEventListener('abort', stop);
  if (!limit.aborted) return toEnd(end.code, end.how);
  return toEnd(null, signal?.aborted ? 'was interrupted' : `did not end within ${timeoutMs} ms`);
}

/** How long what a program wrote is read after its end, in milliseconds. */
const DRAIN_MS = 500;

function endGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/** A line of shell as the argument vector of a program. */
export function shellLine(line: string): readonly string[] {
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', line] : ['/bin/sh', '-c', line];
}

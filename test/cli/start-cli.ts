import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import type { CliResult } from './run-cli.ts';

const COMMAND = join(packageRoot, 'dist/src/cli/bin.js');

/** A command that goes on until it is interrupted. */
export interface RunningCli {
  readonly pid: number;
  /** Waits until it has printed something, on either stream, behind what an earlier wait has found; gives the text until there. */
  prints(pattern: RegExp): Promise<string>;
  /** Presses Ctrl-C, as far as a process can. */
  interrupt(): Promise<CliResult>;
}

/** Starts `hookline`, without a terminal. It does not outlive the test. */
export function startCli(args: readonly string[], cwd: string): RunningCli {
  const { FORCE_COLOR: _color, ...env } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const streams = { stdout: '', stderr: '' };
  let printed = '';
  let seen = 0;
  let wake: (() => void) | undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      streams[name] += text;
      printed += text;
      wake?.();
    });
  }
  const ended = new Promise<CliResult>((settle) => {
    child.once('close', (exitCode) => {
      settle({ exitCode, ...streams });
      wake?.();
    });
  });
  return {
    pid: child.pid!,
    prints: async (pattern) => {
      for (;;) {
        const match = pattern.exec(printed.slice(seen));
        if (match !== null) {
          const text = printed.slice(seen, seen + match.index + match[0].length);
          seen += match.index + match[0].length;
          return text;
        }
        if (child.exitCode !== null) throw new Error(`The command ended without ${String(pattern)}:\n${printed}`);
        await new Promise<void>((settle) => {
          wake = settle;
        });
      }
    },
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

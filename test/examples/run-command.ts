import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';

/** The site builder as `npm start` runs it, which builds it first. */
const COMMAND = join(packageRoot, 'dist/examples/site/main.js');

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** Settles when the process has ended. */
  readonly result: Promise<CommandResult>;
  /** Resolves with what the pattern found on stderr. */
  waitForStderr(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts the command in the folder `cwd`; it does not outlive the test. */
export function startCommand(cwd: string, args: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });

  const result = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const waitForStderr = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stderr);
        if (found !== null) resolve(found);
      };
      child.stderr.on('data', look);
      child.on('close', () => {
        reject(new Error(`The command ended without ${String(pattern)}: ${stderr}`));
      });
      look();
    });
  return { process: child, result, waitForStderr };
}

/** Runs the command to its end. */
export function runCommand(cwd: string, args: readonly string[]): Promise<CommandResult> {
  return startCommand(cwd, args).result;
}

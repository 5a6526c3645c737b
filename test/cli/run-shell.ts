import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

export interface ShellOutcome {
  readonly exitCode: number | null;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
}

/** Runs a line of shell to its end, as somebody types it. It does not outlive the test. */
export function runShell(line: string, cwd: string): Promise<ShellOutcome> {
  // In a group of its own, so that what it starts can be ended with it.
  const child = spawn('sh', ['-c', `${line} 2>&1`], {
    cwd,
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  onTestFinished(() => endGroup(child.pid));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => settle({ exitCode, output }));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Without what the test runner and npm tell their own children. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?!config_)|npm_config_(?:call|package)$|VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_TEST|FORCE_COLOR$|TEST$|MODE$|PROD$|DEV$|SSR$|BASE_URL$)/.test(
        name,
      ),
  );
  return { ...Object.fromEntries(entries), NO_COLOR: '1' };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../tooling/package-root.ts';
import { createProject } from './run-cli.ts';

const COMMAND = join(packageRoot, 'dist/src/cli/bin.js');

test('a command that is interrupted twice ends, and with it code that spins and hears nothing', async () => {
  const cwd = await createProject({ 'hookline.config.mjs': 'console.error(process.pid); for (;;);' });
  const child = spawn(process.execPath, [COMMAND, 'list', '--json'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stderr, 'data')) as [Buffer];
  const spinning = Number(line.toString());
  onTestFinished(() => void (isRunning(spinning) && process.kill(spinning, 'SIGKILL')));
  const again = setInterval(() => child.kill('SIGTERM'), 50);
  const [exitCode] = await ended;
  clearInterval(again);
  expect(exitCode).toBe(143);
  await expect.poll(() => isRunning(spinning), { timeout: 5000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** Whether there is a program that gives a real terminal. */
export const hasTerminal = (() => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

export interface Terminal {
  /** Presses keys, by the names that tmux has for them. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  /** Waits until the screen shows something, and gives the screen. */
  shows(text: string): Promise<string>;
}

/** A terminal in which a line of shell runs. It ends with the test. */
export function openTerminal(line: string, cwd: string, columns = 100): Terminal {
  // It goes with the folder.
  const socket = join(cwd, '.terminal');
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  tmux(
    'new-session',
    '-d',
    '-x',
    String(columns),
    '-y',
    '50',
    '-c',
    cwd,
    `sh -c '${line.replaceAll("'", String.raw`'\''`)}; sleep 60'`,
  );
  onTestFinished(() => void tmux('kill-server'));
  return {
    press: (...keys) => void tmux('send-keys', ...keys),
    type: (text) => void tmux('send-keys', '-l', text),
    shows: async (text) => {
      const deadline = performance.now() + 40_000;
      for (;;) {
        const screen = tmux('capture-pane', '-p');
        if (screen.includes(text)) return screen;
        if (performance.now() > deadline) throw new Error(`The terminal never showed "${text}". It shows:\n${screen}`);
        await sleep(50);
      }
    },
  };
}

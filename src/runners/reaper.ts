import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/** Reads which processes come and go, until the pipe from the host ends; then it ends those that are left. */
const SCRIPT = `
trap '' HUP INT QUIT TERM
pids=
while read -r sign pid; do
  others=
  for each in $pids; do [ "$each" = "$pid" ] || others="$others $each"; done
  pids=$others
  [ "$sign" = + ] && pids="$pids $pid"
done
for each in $pids; do kill -KILL "$each"; done
`;

const pids = new Set<number>();
let shell: ChildProcess | undefined;

/**
 * Has a process end when this one does, even if it is killed and the other one spins: a shell beside it, which is there as long as
 * there are such processes, sees the end. For systems that have no means of their own, other than Windows.
 */
export function reapWithHost(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return;
  pids.add(pid);
  if (shell === undefined) startShell();
  else tell('+', pid);
  child.once('exit', () => {
    pids.delete(pid);
    tell('-', pid);
    if (pids.size === 0) endShell();
  });
}

function startShell(): void {
  // In a session of its own: what interrupts the host from a terminal is not meant for it.
  const started = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const forget = (): void => {
    if (shell === started) shell = undefined;
  };
  // Where there is no shell, processes end when they see that their connection has.
  started.on('error', forget);
  started.once('exit', forget);
  started.stdin.on('error', forget);
  started.unref();
  (started.stdin as Socket).unref();
  shell = started;
  for (const pid of pids) tell('+', pid);
}

function tell(sign: '+' | '-', pid: number): void {
  shell?.stdin?.write(`${sign} ${pid}\n`);
}

function endShell(): void {
  shell?.stdin?.end();
  shell = undefined;
}

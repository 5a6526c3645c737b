import { execFile, type ChildProcess } from 'node:child_process';
import { reapWithHost } from './reaper.ts';

const SETPRIV = '/usr/bin/setpriv';
const OPTIONS = ['--pdeathsig', 'KILL'];

/** How a process is made to end when the host ends, even if neither gets to notice. */
export interface DeathWatch {
  /** What to run in place of a command line. */
  wrap(argv: readonly string[]): readonly string[];
  /** To be told of every process that was started so. */
  watch(child: ChildProcess): void;
}

/** The system itself ends the process. */
const bySystem: DeathWatch = { wrap: (argv) => [SETPRIV, ...OPTIONS, '--', ...argv], watch: () => {} };

/** A shell does. Without one, and on Windows, a process ends when it sees that its connection has: not while it spins. */
const byShell: DeathWatch = { wrap: (argv) => argv, watch: reapWithHost };

let watch: Promise<DeathWatch> | undefined;

export function dieWithParent(): Promise<DeathWatch> {
  return (watch ??= isAvailable().then((available) => (available ? bySystem : byShell)));
}

/** There are programs of that name that cannot do it. */
function isAvailable(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(false);
  return new Promise((resolve) => {
    execFile(SETPRIV, [...OPTIONS, '--', SETPRIV, '--version'], { env: {}, timeout: 5000 }, (error) =>
      resolve(error === null),
    );
  });
}

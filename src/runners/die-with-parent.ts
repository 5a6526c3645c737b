import { execFile } from 'node:child_process';

const SETPRIV = '/usr/bin/setpriv';
const OPTIONS = ['--pdeathsig', 'KILL'];

let probe: Promise<boolean> | undefined;

/**
 * What to run so that the system ends the process when the host ends, even if it does not get to notice. Where the system has no
 * such means the process ends when it sees that its connection has.
 */
export async function dieWithParent(argv: readonly string[]): Promise<readonly string[]> {
  probe ??= isAvailable();
  return (await probe) ? [SETPRIV, ...OPTIONS, '--', ...argv] : argv;
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

import { spawnSync } from 'node:child_process';
import { findProgram } from '../../src/runners/launchers.ts';

/** The program of bubblewrap, if it is installed and may make namespaces here. */
export function findBubblewrap(): string | undefined {
  const bwrap = process.platform === 'linux' ? findProgram('bwrap') : undefined;
  if (bwrap === undefined) return undefined;
  return spawnSync(bwrap, ['--unshare-all', '--ro-bind', '/', '/', 'true']).status === 0 ? bwrap : undefined;
}

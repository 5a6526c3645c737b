import { join, resolve } from 'node:path';
import type { HostSetup } from '../setup/host-setup.ts';

const NAME = 'hookline.lock.json';

/** The lock file of a host: the one that its set-up names, or one beside the set-up. */
export function lockFileOf({ folder, options: { lock } }: HostSetup): string {
  return typeof lock === 'string' ? resolve(lock) : join(folder, NAME);
}

import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chosenEnv } from '../../../src/runners/chosen-env.ts';
import { NO_GRANTS } from '../../../src/runners/grants.ts';
import type { Launcher } from '../../../src/runners/launchers.ts';
import { processFlags } from '../../../src/runners/process-flags.ts';
import { workerFlags } from '../../../src/runners/worker-flags.ts';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { PROBES } from './probes/all.mjs';

export type Outcome = 'YES' | 'denied' | 'failed' | 'ENDS THE HOST';

export interface Protection {
  readonly kind: 'process' | 'worker';
  readonly flags: boolean;
  readonly scrub: boolean;
  readonly launcher?: Launcher;
}

const NAMES = Object.keys(PROBES);
const here = fileURLToPath(new URL('.', import.meta.url));
const sources = fileURLToPath(new URL('../../../src/runners', import.meta.url));

/** Lets every probe try what it can on the running version of Node, and gives what came of it. */
export async function measure(protection: Protection): Promise<Record<string, Outcome>> {
  const { kind, flags, scrub, launcher } = protection;
  const world = await createWorld();
  const options = {
    node: process.version,
    folder: world.folder,
    dataDir: world.dataDir,
    bootstrapFolders: [here, sources],
    grants: NO_GRANTS,
  };
  const { execArgv } = !flags ? { execArgv: [] } : kind === 'worker' ? workerFlags(options) : processFlags(options);
  const plain = [process.execPath, ...execArgv];
  const argv = launcher === undefined ? plain : launcher(plain, { ...options, node: process.execPath });
  const hostEnv = { PATH: process.env['PATH'] ?? '', HOST_SECRET: 'secret' };
  const env = flags || launcher !== undefined ? chosenEnv(NO_GRANTS, hostEnv) : hostEnv;
  const outcomes = new Map<string, Outcome>();
  while (outcomes.size < NAMES.length) {
    const names = NAMES.filter((name) => !outcomes.has(name));
    await runHost({ names, kind, scrubs: scrub, argv, execArgv, env, world }, hostEnv, outcomes);
  }
  return Object.fromEntries(NAMES.map((name) => [name, outcomes.get(name) ?? 'failed']));
}

/** A host that does not live to the end was ended by the probe that had begun. */
async function runHost(task: object, env: NodeJS.ProcessEnv, outcomes: Map<string, Outcome>): Promise<void> {
  const argv = ['--inspect-port=0', join(here, 'host.mjs'), JSON.stringify(task)];
  const host = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let begun: string | undefined;
  let heard = false;
  for await (const line of createInterface({ input: host.stdout })) {
    const said = JSON.parse(line) as { begins?: string; name?: string; outcome?: Outcome };
    begun = said.begins;
    heard = true;
    if (said.name !== undefined && said.outcome !== undefined) outcomes.set(said.name, said.outcome);
  }
  if (begun !== undefined) outcomes.set(begun, 'ENDS THE HOST');
  else if (!heard) throw new Error('The host ended before the first probe began.');
}

async function createWorld() {
  const root = await createTemporaryFolder({
    'outside/secret.txt': 'secret',
    'outside/secret.env': 'FROM_A_FILE=secret',
    'outside/module.mjs': 'export default "secret";',
    'outside/module.cjs': 'module.exports = "secret";',
    'plugin/index.js': '',
  });
  const outside = join(root, 'outside');
  const secret = join(outside, 'secret.txt');
  const folder = join(root, 'plugin');
  const dataDir = join(root, 'data');
  await mkdir(dataDir);
  await symlink(secret, join(folder, 'link'));
  return { outside, secret, folder, dataDir, socketPath: join(outside, 'socket') };
}

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the probes are aimed at, all of it in one temporary folder. */
export interface World extends AsyncDisposable {
  /** Where a plugin has no business, and the files in it. */
  readonly outside: string;
  readonly secret: string;
  readonly socketPath: string;
  /** The folder of the plugin; `link` in it leads to the secret. */
  readonly folder: string;
  readonly dataDir: string;
}

const FILES = {
  'secret.txt': 'secret',
  'secret.env': 'FROM_A_FILE=secret',
  'module.mjs': 'export default "secret";',
  'module.cjs': 'module.exports = "secret";',
};

export async function createWorld(): Promise<World> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'hookline-attack-')));
  const [outside, folder, dataDir] = ['outside', 'plugin', 'data'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [outside, folder, dataDir]) await mkdir(each);
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(outside, name), content);
  const secret = join(outside, 'secret.txt');
  await symlink(secret, join(folder, 'link'));
  return {
    outside,
    secret,
    socketPath: join(outside, 'socket'),
    folder,
    dataDir,
    // A process that was just ended may have a file open still.
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

import { mkdir, readFile, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import type { CommandInfo } from '../../manager/commands/command-info.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { HostSetup } from '../setup/host-setup.ts';
import { VERSION } from '../version.ts';
import { isCommandInfo } from './is-command-info.ts';

/** What the commands of plugins were worked out from, so that help need not do it again. */
interface CachedCommands {
  readonly version: string;
  /** When each file and folder was last written, milliseconds since 1970; `null` for one that was not there. */
  readonly written: Readonly<Record<string, number | null>>;
  readonly commands: readonly CommandInfo[];
}

/** Where a plugin may have its manifest. */
const MANIFESTS = ['plugin.json', 'package.json', 'PLUGIN.md', 'SKILL.md'];

/** The commands of plugins as they were; `undefined` if anything has changed since, or if it is not known. */
export async function readCache(configFile: string): Promise<readonly CommandInfo[] | undefined> {
  const file = cacheFile(configFile);
  if (file === undefined) return undefined;
  try {
    const { version, written, commands } = JSON.parse(await readFile(file, 'utf8')) as CachedCommands;
    const times = await writtenAt(Object.keys(written));
    const isFresh = version === VERSION && JSON.stringify(times) === JSON.stringify(written);
    return isFresh && Array.isArray(commands) && commands.every(isCommandInfo) ? commands : undefined;
  } catch {
    return undefined;
  }
}

interface Listing {
  readonly commands: readonly CommandInfo[];
  readonly plugins: readonly PluginStatus[];
}

/** Keeps the commands, if it can be told when they change. A cache that cannot be written is none. */
export async function writeCache(configFile: string, { options }: HostSetup, listing: Listing): Promise<void> {
  const file = cacheFile(configFile);
  const watched = (options.sources ?? []).map((source) => source.watched);
  if (file === undefined || watched.some((paths) => paths === undefined)) return;
  const folders = listing.plugins.flatMap(({ folder }) => folder ?? []);
  const manifests = folders.flatMap((folder) => MANIFESTS.map((name) => join(folder, name)));
  const state = options.stateDir === undefined ? [] : [join(options.stateDir, 'state.json')];
  const paths = [configFile, ...state, ...watched.flatMap((each) => each ?? []), ...folders, ...manifests];
  const content: CachedCommands = { version: VERSION, written: await writtenAt(paths), commands: listing.commands };
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, JSON.stringify(content), { durable: false });
  } catch {
    // Help is slower, that is all.
  }
}

async function writtenAt(paths: readonly string[]): Promise<CachedCommands['written']> {
  const unique = [...new Set(paths)];
  const times = await Promise.all(
    unique.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => null,
      ),
    ),
  );
  return Object.fromEntries(unique.map((path, index) => [path, times[index]!]));
}

/** In the packages of the project, where nobody looks and nobody commits; nothing is kept for a project without them. */
function cacheFile(configFile: string): string | undefined {
  const packages = packagesAbove(dirname(configFile));
  if (packages === undefined) return undefined;
  const name = createHash('sha256').update(configFile).digest('hex').slice(0, 16);
  return join(packages, '.cache/hookline', `commands-${name}.json`);
}

function packagesAbove(folder: string): string | undefined {
  const packages = join(folder, 'node_modules');
  if (existsSync(packages)) return packages;
  const parent = dirname(folder);
  return parent === folder ? undefined : packagesAbove(parent);
}

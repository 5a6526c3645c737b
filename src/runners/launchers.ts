import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Grants } from './grants.ts';

/** What a launcher may need to know about the process that it wraps. All paths are absolute. */
export interface LaunchedUnit {
  /** The program of Node. */
  readonly node: string;
  readonly folder: string;
  readonly bootstrapFolders: readonly string[];
  readonly dataDir?: string | undefined;
  readonly grants: Grants;
}

/**
 * Puts another program in front of the command line of a plugin's process. The descriptors 0 to 3 and the environment have
 * to reach that process unchanged, and it has to end when the program in front ends.
 */
export type Launcher = (argv: readonly string[], unit: LaunchedUnit) => readonly string[];

/** What a process behind bubblewrap may see. */
export interface BubblewrapOptions {
  /** The path of `bwrap`. Searched for in `PATH` if it is left out. */
  readonly program?: string | undefined;
  /** More paths that the plugin's process may read, such as "/nix/store". */
  readonly readable?: readonly string[] | undefined;
}

/** Where the libraries lie that Node itself is linked to. */
const LIBRARIES = ['/lib', '/lib32', '/lib64', '/usr/lib', '/usr/lib32', '/usr/lib64'];
const PROGRAMS = ['/bin', '/usr/bin', '/usr/local/bin'];
/** How names become addresses, and which certificates are trusted. */
const NETWORK = ['/etc/hosts', '/etc/nsswitch.conf', '/etc/resolv.conf', '/etc/ssl', '/usr/share/ca-certificates'];

const bubblewrapped = new WeakSet<Launcher>();

/**
 * A launcher for Linux: a process tree, network and file system of its own, made by the kernel. The plugin sees Node and its
 * libraries, its folder and what was granted. The environment is not cleared and set again, because the values would then
 * stand on a command line that every user can read: the runner starts it with the chosen environment and nothing else.
 *
 * @throws TypeError if there is no `bwrap`.
 */
export function bubblewrap({ program, readable = [] }: BubblewrapOptions = {}): Launcher {
  const bwrap = program ?? findProgram('bwrap');
  if (bwrap === undefined) throw new TypeError('The program "bwrap" is not in PATH: install bubblewrap.');
  const launcher: Launcher = (argv, unit) => [bwrap, ...isolate(unit), ...mount(unit, readable), '--', ...argv];
  bubblewrapped.add(launcher);
  return launcher;
}

/** Of a launcher that the host wrote itself nothing is known: what it keeps out is not counted. */
export function nameLauncher(launcher: Launcher | undefined): 'none' | 'bubblewrap' | 'other' {
  if (launcher === undefined) return 'none';
  return bubblewrapped.has(launcher) ? 'bubblewrap' : 'other';
}

/** The path of a program in `PATH`, as the shell would find it. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const places = path.split(delimiter).filter((folder) => folder !== '');
  return places.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isolate({ grants, folder }: LaunchedUnit): readonly string[] {
  const net = grants.hosts.length > 0 ? ['--share-net'] : [];
  // A session of its own, so that it cannot type into the terminal of the host.
  return ['--unshare-all', ...net, '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--chdir', folder];
}

/** The order counts: a later mount lies over an earlier one, so what may be written comes last. */
function mount(unit: LaunchedUnit, readable: readonly string[]): readonly string[] {
  const { node, folder, bootstrapFolders, dataDir, grants } = unit;
  const optional = [
    ...LIBRARIES,
    ...(grants.commands.length > 0 ? PROGRAMS : []),
    ...(grants.hosts.length > 0 ? NETWORK : []),
    ...readable,
    ...grants.read,
  ];
  return [
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--tmpfs',
    '/tmp',
    ...optional.flatMap((path) => ['--ro-bind-try', path, path]),
    ...[node, ...bootstrapFolders, folder].flatMap((path) => ['--ro-bind', path, path]),
    ...grants.write.flatMap((path) => ['--bind-try', path, path]),
    ...(dataDir === undefined ? [] : ['--bind', dataDir, dataDir]),
  ];
}

import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { isInside } from '../../discovery/is-inside.ts';
import type { RunnerOptions } from '../../manager/manager-options.ts';
import { bubblewrap, findProgram, nameLauncher, type Launcher } from '../../runners/launchers.ts';
import type { RunnerName } from '../../runners/runner.ts';

/** Where the probes are run. */
export interface Place {
  /** A runner, or what its process is behind. */
  readonly name: RunnerName | 'bubblewrap' | 'launcher';
  readonly runner: RunnerName;
  readonly launcher?: Launcher;
  /** Folders that the host lets all plugins read, absolute. */
  readonly read: readonly string[];
  /** Why nothing is tried there. */
  readonly unusable?: string;
}

/** The places of a host, or of one of its runners. A process is tried as it is, and behind a launcher where there is one. */
export function placesOf(runner: RunnerName | undefined, runners: RunnerOptions = {}): readonly Place[] {
  const open = openFolders(runners);
  const read = (runners.read ?? []).filter((path) => !open.includes(path)).map((path) => resolve(path));
  const bare = (['inline', 'worker', 'process'] as const).map((name) => ({ name, runner: name, read }));
  const all: readonly Place[] = [...bare, { ...launched(runners.launcher), runner: 'process', read }];
  return all.filter((place) => runner === undefined || place.runner === runner).map(toUsable);
}

/** Folders that the host lets all plugins read, and in which the files of the probes lie: with them, reading would prove nothing. */
export function openFolders({ read = [] }: RunnerOptions): readonly string[] {
  const temporary = realpathSync(tmpdir());
  return read.filter((path) => existsSync(path) && isInside(realpathSync(path), temporary));
}

function launched(launcher: Launcher | undefined): Pick<Place, 'name' | 'launcher' | 'unusable'> {
  const isBubblewrap = nameLauncher(launcher) === 'bubblewrap';
  if (launcher !== undefined) return { name: isBubblewrap ? 'bubblewrap' : 'launcher', launcher };
  if (process.platform !== 'linux') return { name: 'bubblewrap', unusable: 'bubblewrap is there for Linux only' };
  if (findProgram('bwrap') === undefined) return { name: 'bubblewrap', unusable: 'bubblewrap is not installed' };
  return { name: 'bubblewrap', launcher: bubblewrap() };
}

function toUsable(place: Place): Place {
  if (process.platform !== 'win32') return place;
  return { ...place, unusable: 'the probes are made for Linux and macOS' };
}

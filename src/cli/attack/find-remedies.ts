import { findProgram } from '../../runners/launchers.ts';
import { hasSucceeded, type PlaceReport } from './attack-place.ts';

/** A place in which less succeeded. */
export interface Remedy {
  readonly place: PlaceReport['place'];
  /** How many probes succeeded there. */
  readonly open: number;
  readonly by: PlaceReport['place'];
  /** How many of them did not succeed in that other place. */
  readonly closed: number;
  /** What to write into the configuration of the host. */
  readonly change: string;
}

const BUBBLEWRAP = "runners: { min: 'process', launcher: bubblewrap() }";
const CHANGES: Readonly<Record<PlaceReport['place'], string>> = {
  inline: "runners: { min: 'inline' }",
  worker: "runners: { min: 'worker' }",
  process: "runners: { min: 'process' }",
  bubblewrap: BUBBLEWRAP,
  launcher: "runners: { min: 'process' }, with the launcher that the host has",
};

/** For each place, those further on that would close more of it, as it was found here. Reports go from the least isolation on. */
export function findRemedies(reports: readonly PlaceReport[]): readonly Remedy[] {
  return reports.flatMap((report, index) => {
    const open = report.attempts.filter(hasSucceeded).map(({ probe }) => probe);
    let best = 0;
    return reports.slice(index + 1).flatMap(({ place, attempts, unusable }): readonly Remedy[] => {
      if (unusable !== undefined) return [];
      const failed = attempts.filter(({ outcome }) => outcome === 'denied' || outcome === 'failed');
      const closed = failed.filter(({ probe }) => open.includes(probe)).length;
      if (closed <= best) return [];
      best = closed;
      return [{ place: report.place, open: open.length, by: place, closed, change: CHANGES[place] }];
    });
  });
}

/** What there is to know beside the figures. */
export function findNotes(reports: readonly PlaceReport[], hasLauncher: boolean): readonly string[] {
  const isWhole = reports.some(({ runner }) => runner === 'process');
  const open = reports.some(({ succeeded }) => succeeded > 0);
  return [
    ...(open && !isWhole
      ? ['What a process of its own would close was not tried: "hookline attack" tries every runner.']
      : []),
    ...(isWhole && !hasLauncher && process.platform === 'linux' ? [boundaryNote()] : []),
    'A probe that failed shows that this way is closed, not that every way is: neither "worker" nor "process" alone is a boundary against hostile code.',
  ];
}

function boundaryNote(): string {
  return findProgram('bwrap') === undefined
    ? `A boundary of the kernel needs bubblewrap, which is not installed: install the package "bubblewrap", then give ${BUBBLEWRAP}.`
    : `A boundary of the kernel needs bubblewrap, which this host does not use: give ${BUBBLEWRAP}.`;
}

import { describeThrown } from '../../errors/describe-value.ts';
import { nameLauncher } from '../../runners/launchers.ts';
import type { Place } from './place.ts';
import { PROBE_FACTS } from './probe-facts.ts';
import { runProbes, type ProbeName, type ProbeOutcome, type ProbeRun } from './run-probes.ts';

export type AttackOutcome = 'did it' | 'ended the host' | 'denied' | 'failed' | 'skipped';

export interface Attempt {
  readonly probe: ProbeName;
  readonly outcome: AttackOutcome;
  /** Why it was skipped. */
  readonly why?: string;
}

/** What came of the probes in one place. */
export interface PlaceReport {
  readonly place: Place['name'];
  readonly runner: Place['runner'];
  /** What the process is behind. */
  readonly launcher: 'none' | 'bubblewrap' | 'other';
  readonly tried: number;
  readonly succeeded: number;
  /** Why nothing was tried there. */
  readonly unusable?: string;
  readonly attempts: readonly Attempt[];
}

export interface AttackOptions {
  readonly signal: AbortSignal;
  readonly onBegin: (name: ProbeName) => void;
}

const OUTCOMES = { YES: 'did it', 'ENDS THE HOST': 'ended the host', denied: 'denied', failed: 'failed' } as const;

/** Runs probes in one place, as the manager would run a plugin there to which nothing was granted. */
export async function attackPlace(
  place: Place,
  names: readonly ProbeName[],
  options: AttackOptions,
): Promise<PlaceReport> {
  const { runner, launcher } = place;
  const missing = new Map(names.map((name) => [name, PROBE_FACTS[name].missing?.(runner)]));
  const left = names.filter((name) => missing.get(name) === undefined);
  const { outcomes, unusable, hasLinksOut } = await runIn(place, left, options);
  const attempts = names.map((probe): Attempt => {
    const why = unusable ?? missing.get(probe);
    if (why !== undefined) return { probe, outcome: 'skipped', why };
    // The manager looks for such links, and does not start the plugin.
    if (runner === 'process' && hasLinksOut && probe === LINK) return { probe, outcome: 'denied' };
    return { probe, outcome: OUTCOMES[outcomes[probe] ?? ('failed' satisfies ProbeOutcome)] };
  });
  return {
    place: place.name,
    runner,
    launcher: nameLauncher(launcher),
    tried: attempts.filter(({ outcome }) => outcome !== 'skipped').length,
    succeeded: attempts.filter(hasSucceeded).length,
    ...(unusable === undefined ? {} : { unusable }),
    attempts,
  };
}

const LINK: ProbeName = 'read through a link in its folder';

export function hasSucceeded({ outcome }: Attempt): boolean {
  return outcome === 'did it' || outcome === 'ended the host';
}

/** The launcher is code of the host, and may fail. */
async function runIn(
  { runner, launcher, read, unusable }: Place,
  names: readonly ProbeName[],
  { signal, onBegin }: AttackOptions,
): Promise<ProbeRun> {
  if (unusable !== undefined) return { outcomes: {}, hasLinksOut: false, unusable };
  const isApart = runner !== 'inline';
  try {
    return await runProbes({ kind: runner, flags: isApart, scrub: isApart, launcher, read, names, signal, onBegin });
  } catch (thrown) {
    signal.throwIfAborted();
    return { outcomes: {}, hasLinksOut: false, unusable: describeThrown(thrown) };
  }
}

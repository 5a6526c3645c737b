import { enforcement } from '../../runners/enforcement.ts';
import type { Enforceable } from '../../runners/enforcement-fact.ts';
import { hasSucceeded, type PlaceReport } from './attack-place.ts';
import { PROBE_FACTS } from './probe-facts.ts';
import type { ProbeName } from './run-probes.ts';

/** Something that `explain` says is enforced, and that was done all the same. */
export interface BrokenClaim {
  readonly place: PlaceReport['place'];
  readonly permission: Enforceable;
  /** What `explain` says. */
  readonly claim: string;
  /** What was done. */
  readonly probes: readonly ProbeName[];
}

/** Compares what came of the probes with what is said to be enforced on this machine. */
export function brokenClaims({ place, runner, launcher, attempts }: PlaceReport): readonly BrokenClaim[] {
  const facts = enforcement({ runner, node: process.version, platform: process.platform, launcher });
  return (Object.keys(facts) as Enforceable[]).flatMap((permission) => {
    const { level, why } = facts[permission];
    const done = attempts.filter(({ probe }) => PROBE_FACTS[probe].permission === permission).filter(hasSucceeded);
    if (level !== 'enforced' || done.length === 0) return [];
    return [{ place, permission, claim: why, probes: done.map(({ probe }) => probe) }];
  });
}

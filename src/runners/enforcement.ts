import type { Enforceable, Enforcement, EnforcementCircumstances, EnforcementFact } from './enforcement-fact.ts';
import { NO_GRANTS, type Grants } from './grants.ts';
import { inlineEnforcement } from './inline-enforcement.ts';
import { processEnforcement } from './process-enforcement.ts';
import { workerEnforcement } from './worker-enforcement.ts';

export interface EnforcementOptions {
  readonly runner: 'inline' | 'worker' | 'process';
  /** The version of Node that runs the plugin, as in `process.version`. */
  readonly node: string;
  /** As in `process.platform`. */
  readonly platform: string;
  /** See `nameLauncher`. */
  readonly launcher?: 'none' | 'bubblewrap' | 'other' | undefined;
  /** Some grants take the ground from under others: a program that may be started is not restricted itself. */
  readonly grants?: Grants | undefined;
}

const RUNNERS: Record<EnforcementOptions['runner'], (circumstances: EnforcementCircumstances) => Enforcement> = {
  inline: inlineEnforcement,
  worker: workerEnforcement,
  process: processEnforcement,
};

/** What of each permission and limit is really kept, in these circumstances. */
export function enforcement(options: EnforcementOptions): Enforcement {
  const { runner, node, platform, launcher = 'none', grants = NO_GRANTS } = options;
  return RUNNERS[runner]({ node, platform, launcher: platform === 'linux' ? launcher : otherThan(launcher), grants });
}

/** The kernel features that bubblewrap uses are those of Linux. */
function otherThan(launcher: 'none' | 'bubblewrap' | 'other'): 'none' | 'other' {
  return launcher === 'none' ? 'none' : 'other';
}

export interface UnmetDemand extends EnforcementFact {
  readonly name: Enforceable;
}

/** Those of the demanded permissions and limits that the plugin would only be trusted with: it must not be loaded then. */
export function unmetDemands(demanded: readonly Enforceable[], facts: Enforcement): readonly UnmetDemand[] {
  return [...new Set(demanded)]
    .map((name) => ({ name, ...facts[name] }))
    .filter(({ level }) => level !== 'enforced' && level !== 'brokered');
}

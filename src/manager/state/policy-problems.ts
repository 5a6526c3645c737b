import { optionProblems, type OptionRule } from '../option-problems.ts';
import type { PluginPolicy, ScanPolicy } from './policy.ts';

const GLOBS: OptionRule = {
  accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== ''),
  expected: 'a list of ids or globs such as "acme.*"',
};

const SCANS: readonly ScanPolicy[] = ['off', 'warn', 'deny', 'sandbox'];

const RULES: Record<keyof PluginPolicy, OptionRule> = {
  allow: GLOBS,
  deny: GLOBS,
  minimumReleaseAgeDays: {
    accepts: (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value),
    expected: 'a number of days, 0 or more',
  },
  scan: {
    accepts: (value) => SCANS.includes(value as ScanPolicy),
    expected: `one of "${SCANS.join('", "')}"`,
  },
  approve: { accepts: (value) => typeof value === 'function', expected: 'a function' },
};

/** What is wrong with the option `policy` of a manager, each as the part of a sentence. */
export function policyProblems(policy: unknown): string[] {
  return optionProblems(policy, RULES);
}

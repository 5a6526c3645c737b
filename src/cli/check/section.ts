import type { Finding } from '../../analysis/finding.ts';

export const SECTIONS = ['structure', 'metadata', 'dependencies', 'security'] as const;

export type SectionName = (typeof SECTIONS)[number];

/** One aspect of a plugin. */
export interface Section {
  readonly name: SectionName | 'activation';
  readonly status: 'pass' | 'warn' | 'fail' | 'skip';
  readonly findings: readonly Finding[];
  /** What else there is to say, in sentences. */
  readonly notes: readonly string[];
}

/** What does not stand here is about security. */
const PLACES: Readonly<Record<string, SectionName>> = {
  ENTRY_MISSING: 'structure',
  ENTRY_OUTSIDE: 'structure',
  MANIFEST_UNREADABLE: 'structure',
  'contributions-match': 'structure',
  'handler-arguments': 'structure',
  'hooks-match': 'structure',
  'ignore-comment': 'structure',
  'mutable-module-state': 'structure',
  'not-scanned': 'structure',
  'syntax-error': 'structure',
  'unhandled-global': 'structure',
  'console-output': 'structure',
  API_UNSUPPORTED: 'dependencies',
  ENGINE_UNSUPPORTED: 'dependencies',
  PLATFORM_UNSUPPORTED: 'dependencies',
  REQUIREMENT_MISSING: 'dependencies',
  'exact-pin': 'dependencies',
  'lazy-dependency': 'dependencies',
  'no-internal-import': 'dependencies',
  'no-plugin-import': 'dependencies',
  'platform-specific': 'dependencies',
  'undeclared-dependency': 'dependencies',
};

export function sectionOf({ rule }: Finding): SectionName {
  // Codes of problems with manifests are in capitals.
  return PLACES[rule] ?? (/^[A-Z_]+$/.test(rule) ? 'metadata' : 'security');
}

export function statusOf(findings: readonly Finding[]): Section['status'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'fail';
  return findings.some(({ severity }) => severity === 'warning') ? 'warn' : 'pass';
}

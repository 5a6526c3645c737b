import type { FoundPlugin } from '../../discovery/source.ts';
import type { Verdict } from '../resolution/verdict.ts';
import { EMPTY_SHEET, type GrantSheet } from './grant-sheet.ts';
import { permissionVerdict } from './permission-verdict.ts';

/** What host and operator say of a plugin before its code is loaded. */
export interface Consent {
  /** What the policy of the host says. */
  readonly refused: Verdict | undefined;
  /** Whether the content of its folder is not trusted. */
  readonly distrust: Verdict | undefined;
  readonly sheet: GrantSheet;
}

export const FULL_CONSENT: Consent = { refused: undefined, distrust: undefined, sheet: EMPTY_SHEET };

/** Whether a plugin is trusted, although it may still wait for permissions. */
export function isTrusted({ refused, distrust }: Consent): boolean {
  return (refused ?? distrust) === undefined;
}

/** Why a plugin may not run, if so. Whoever does not trust it need not think about its permissions. */
export function consentVerdict(plugin: FoundPlugin, { refused, distrust, sheet }: Consent): Verdict | undefined {
  return refused ?? distrust ?? permissionVerdict(plugin, sheet);
}

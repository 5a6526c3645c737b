import type { ErrorCode } from '../../errors/catalogue.ts';
import type { BlockedState } from '../lifecycle/plugin-state.ts';

/** Why a plugin cannot run. */
export interface Verdict {
  readonly state: BlockedState;
  readonly code: ErrorCode;
  /** One sentence with the ids, versions and ranges that matter. */
  readonly reason: string;
  /** What to do now. */
  readonly remedy: string;
}

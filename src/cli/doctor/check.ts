import type { ErrorCode } from '../../errors/catalogue.ts';

/** One thing that was looked at. */
export interface Check {
  /** `host`, or the id of a plugin. */
  readonly about: string;
  readonly name: string;
  readonly status: 'pass' | 'warn' | 'fail';
  /** Under which what is the matter is explained in the documentation. */
  readonly code?: ErrorCode | undefined;
  /** What is the matter; what was found, where all is well. */
  readonly message?: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

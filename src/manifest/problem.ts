import type { ErrorCode } from '../errors/catalogue.ts';

/** Something that is wrong with a plugin, or that keeps it from running, as plain data. */
export interface Problem {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning';
  /** One sentence: what is wrong, where and why. */
  readonly message: string;
  /** What to do now. */
  readonly hint: string;
  /** The file that it stands in, absolute. */
  readonly file?: string;
  /** The place in the document: `hooks.render[0].priority`; empty for the document itself. */
  readonly path?: string;
  /** Both count from 1. */
  readonly line?: number;
  readonly column?: number;
}

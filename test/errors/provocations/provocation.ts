import type { ERROR_CATALOGUE, ErrorCode, ErrorGroup } from 'hookline';

/** The codes of some groups of the catalogue. */
export type CodeOf<Group extends ErrorGroup> = {
  [Code in ErrorCode]: (typeof ERROR_CATALOGUE)[Code]['group'] extends Group ? Code : never;
}[ErrorCode];

/** Makes Hookline give an error: throws nothing, and gives the error, or a promise of it. */
export type Provoke = () => unknown;

/** What an error says: what failed, for whom and why, and what to do now. Part of it where the system has its share. */
export interface Message {
  readonly message: string | RegExp;
  readonly hint: string;
}

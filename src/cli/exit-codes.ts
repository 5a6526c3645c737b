/** What the command tells the shell. */
export const EXIT = {
  /** All is well. */
  ok: 0,
  /** It was done and failed, or something was found wrong. */
  failed: 1,
  /** The command was called in a wrong way, or the set-up of the host cannot be used. Nothing was done. */
  misused: 2,
} as const;

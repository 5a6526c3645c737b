export type Severity = 'error' | 'warning' | 'info';

/** What a rule has to say about one place of a plugin. Plain data. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence: what stands there, and why it matters. */
  readonly message: string;
  /** What to do now. */
  readonly remedy: string;
  /** Absolute. */
  readonly file: string;
  /** From the folder of the plugin, with `/`. */
  readonly path: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The line that it stands in, or the part of a long line. */
  readonly excerpt?: string;
}

/** A finding that a comment in the code says is meant. */
export interface SuppressedFinding extends Finding {
  /** What the comment gives as the reason. */
  readonly reason: string;
}

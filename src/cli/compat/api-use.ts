/** A place in the files of a plugin. */
export interface UsePlace {
  readonly file: string;
  /** From the folder of the plugin, with `/`. */
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Something that a plugin uses, and should not any more. Plain data. */
export interface ApiUse {
  readonly name: string;
  readonly kind: 'hook' | 'api';
  readonly status: 'deprecated' | 'changed' | 'removed';
  /** One sentence: what is the matter, and what to use instead. */
  readonly message: string;
  readonly places: readonly UsePlace[];
}

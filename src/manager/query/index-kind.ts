export const INDEX_KINDS = ['memory', 'sqlite', 'auto'] as const;

/** Where the index of plugins is kept; `auto` takes SQLite where Node has it. */
export type IndexKind = (typeof INDEX_KINDS)[number];

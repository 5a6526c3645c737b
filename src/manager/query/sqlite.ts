/** What we use of the module `node:sqlite`, which the oldest supported Node does not have. */
export interface Sqlite {
  readonly DatabaseSync: new (path: string) => Database;
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Statement {
  run(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): readonly Readonly<Record<string, unknown>>[];
  get(...values: readonly SqlValue[]): Readonly<Record<string, unknown>> | undefined;
}

export type SqlValue = string | number | null;

/** The module, if this Node has it: from 22.13 on; from 22.5 with the flag `--experimental-sqlite`. */
export function loadSqlite(): Sqlite | undefined {
  const { getBuiltinModule } = process as { readonly getBuiltinModule?: (id: string) => unknown };
  try {
    return getBuiltinModule?.('node:sqlite') as Sqlite | undefined;
  } catch {
    return undefined;
  }
}

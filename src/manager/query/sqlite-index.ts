import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeThrown } from '../../errors/describe-value.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { PluginState } from '../lifecycle/plugin-state.ts';
import { TAG_KINDS, type IndexedPlugin, type Matches, type PluginIndex } from './plugin-index.ts';
import { SORT_KEYS, type ParsedQuery } from './plugin-query.ts';
import type { Database, Sqlite, SqlValue } from './sqlite.ts';

/** Other processes may fill the same file; states are those of this process. */
const SCHEMA = `
PRAGMA busy_timeout = 5000;
PRAGMA temp_store = MEMORY;
CREATE TABLE IF NOT EXISTS content (digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS plugins (
  number INTEGER PRIMARY KEY, type TEXT, text TEXT NOT NULL,
  ${SORT_KEYS.map((key) => `rank_${key} INTEGER NOT NULL`).join(', ')}
);
CREATE TABLE IF NOT EXISTS tags (
  kind TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, value, number)
) WITHOUT ROWID;
CREATE TEMP TABLE states (number INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE INDEX temp.states_by_state ON states (state);
`;

/** The code of SQLite for a file that somebody else holds. */
const SQLITE_BUSY = 5;

/** An index in a file of SQLite, or in memory without one. A file that is damaged is made anew: all that is in it is found again. */
export class SqliteIndex implements PluginIndex {
  readonly #sqlite: Sqlite;
  readonly #file: string | undefined;
  #plugins: readonly IndexedPlugin[] = [];
  #digest = '';
  #database: Database | undefined;
  /** Those that the database knows. */
  #states: readonly PluginState[] = [];

  constructor(sqlite: Sqlite, file: string | undefined) {
    this.#sqlite = sqlite;
    this.#file = file;
  }

  fill(plugins: readonly IndexedPlugin[]): void {
    this.#plugins = plugins;
    this.#digest = createHash('sha256').update(JSON.stringify(plugins)).digest('hex');
  }

  /** @throws INDEX_UNAVAILABLE */
  find(query: ParsedQuery, states: readonly PluginState[]): Matches {
    try {
      return this.#find(query, states);
    } catch (thrown) {
      // Whoever holds the file has a good one.
      if (!isBusy(thrown)) this.#discard();
    }
    try {
      return this.#find(query, states);
    } catch (cause) {
      this.close();
      const place = this.#file === undefined ? 'in memory' : `"${this.#file}"`;
      throw new HooklineError(
        'INDEX_UNAVAILABLE',
        `The index of plugins ${place} cannot be used: ${describeThrown(cause)}`,
        {
          hint: `Make the folder of the file writable, or take index: 'memory'.`,
          data: { file: this.#file ?? null },
          cause,
        },
      );
    }
  }

  close(): void {
    const database = this.#database;
    this.#database = undefined;
    this.#states = [];
    database?.close();
  }

  #find(query: ParsedQuery, states: readonly PluginState[]): Matches {
    const database = (this.#database ??= this.#open());
    database.exec('BEGIN IMMEDIATE');
    try {
      this.#write(database);
      this.#writeStates(database, states);
      const matches = select(database, query);
      database.exec('COMMIT');
      this.#states = states;
      return matches;
    } catch (thrown) {
      database.exec('ROLLBACK');
      throw thrown;
    }
  }

  #open(): Database {
    if (this.#file !== undefined) mkdirSync(dirname(this.#file), { recursive: true });
    const database = new this.#sqlite.DatabaseSync(this.#file ?? ':memory:');
    try {
      database.exec(SCHEMA);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return database;
  }

  #discard(): void {
    try {
      this.close();
      const file = this.#file;
      for (const end of ['', '-journal', '-wal', '-shm']) if (file !== undefined) rmSync(file + end, { force: true });
    } catch {
      // What is left of it is told when it is opened again.
    }
  }

  /** Only if something else is in the file. */
  #write(database: Database): void {
    if (database.prepare('SELECT digest FROM content').get()?.['digest'] === this.#digest) return;
    database.exec('DELETE FROM content; DELETE FROM plugins; DELETE FROM tags;');
    const ranks = SORT_KEYS.map((key) => `rank_${key}`);
    const insert = database.prepare(
      `INSERT INTO plugins (number, type, text, ${ranks.join(', ')}) VALUES (?, ?, ?, ${ranks.map(() => '?').join(', ')})`,
    );
    const tag = database.prepare('INSERT OR IGNORE INTO tags (kind, value, number) VALUES (?, ?, ?)');
    for (const [number, plugin] of this.#plugins.entries()) {
      insert.run(number, plugin.type ?? null, plugin.text, ...SORT_KEYS.map((key) => plugin.ranks[key]));
      for (const kind of TAG_KINDS) for (const value of plugin.tags[kind]) tag.run(kind, value, number);
    }
    database.prepare('INSERT INTO content (digest) VALUES (?)').run(this.#digest);
  }

  #writeStates(database: Database, states: readonly PluginState[]): void {
    const known = this.#states;
    // Until it is committed: what is rolled back was not written, and then all are written again.
    this.#states = [];
    const isKnown = known.length === states.length;
    if (!isKnown) database.exec('DELETE FROM states');
    const put = database.prepare('INSERT OR REPLACE INTO states (number, state) VALUES (?, ?)');
    for (const [number, state] of states.entries()) if (!isKnown || known[number] !== state) put.run(number, state);
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY;
}

function select(database: Database, query: ParsedQuery): Matches {
  const { sort, order, limit, offset } = query;
  const conditions = conditionsOf(query);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
  const values = conditions.flatMap((condition) => condition.values);
  const counted = database.prepare(`SELECT COUNT(*) AS total FROM plugins ${where}`).get(...values);
  const rows = database
    .prepare(`SELECT number FROM plugins ${where} ORDER BY rank_${sort} ${order}, number LIMIT ? OFFSET ?`)
    .all(...values, limit ?? -1, offset);
  return { total: Number(counted?.['total']), numbers: rows.map(({ number }) => Number(number)) };
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function conditionsOf(query: ParsedQuery): readonly Condition[] {
  const { states, type, words } = query;
  const tags = TAG_KINDS.flatMap((kind) => {
    const value = query[kind];
    const sql = 'number IN (SELECT number FROM tags WHERE kind = ? AND value = ?)';
    return value === undefined ? [] : [{ sql, values: [kind, value] }];
  });
  const holders = states?.map(() => '?').join(', ');
  return [
    ...tags,
    ...(type === undefined ? [] : [{ sql: 'type = ?', values: [type] }]),
    ...(states === undefined
      ? []
      : [{ sql: `number IN (SELECT number FROM states WHERE state IN (${holders}))`, values: states }]),
    ...words.map((word) => ({ sql: 'instr(text, ?) > 0', values: [word] })),
  ];
}

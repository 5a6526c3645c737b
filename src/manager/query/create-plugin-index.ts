import { join } from 'node:path';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { IndexKind } from './index-kind.ts';
import { MemoryIndex } from './memory-index.ts';
import type { PluginIndex } from './plugin-index.ts';
import { SqliteIndex } from './sqlite-index.ts';
import { loadSqlite } from './sqlite.ts';

/** @throws INDEX_UNAVAILABLE if SQLite is asked for, and this Node does not have it */
export function createPluginIndex(kind: IndexKind, stateDir: string | undefined): PluginIndex {
  const sqlite = kind === 'memory' ? undefined : loadSqlite();
  const file = stateDir === undefined ? undefined : join(stateDir, 'plugins.sqlite');
  if (sqlite !== undefined) return new SqliteIndex(sqlite, file);
  if (kind !== 'sqlite') return new MemoryIndex();
  const message = `This Node.js (${process.version}) has no module "node:sqlite", which the option index: 'sqlite' needs.`;
  throw new HooklineError('INDEX_UNAVAILABLE', message, { data: { node: process.version } });
}

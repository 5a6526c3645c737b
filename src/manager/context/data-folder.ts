import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeThrown } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { dataFolderUnavailable } from './context-errors.ts';

/** The folder in which a plugin keeps its files, made if it is not there, for this user only. Throws `DATA_FOLDER_UNAVAILABLE`. */
export function dataFolderOf({
  stateDir,
  plugin,
}: {
  readonly stateDir: string | undefined;
  readonly plugin: PluginIdentity;
}): string {
  if (stateDir === undefined) throw dataFolderUnavailable(plugin, 'the host has no stateDir.');
  const folder = join(stateDir, 'data', plugin.id);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw dataFolderUnavailable(plugin, `it cannot be made: ${describeThrown(thrown)}`, { cause: thrown });
  }
  return folder;
}

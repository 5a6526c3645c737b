import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PluginStatus } from 'hookline';

/**
 * By id, what the folders of plugins hold, installed packages left out: a plugin that is being written changes without
 * having another version.
 */
export async function digestPlugins(plugins: readonly PluginStatus[]): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const { id, folder, state } of plugins) {
    if (folder === undefined || (state !== 'ready' && state !== 'active')) continue;
    // What cannot be read may have changed.
    digests.set(id, await digestFolder(folder).catch(() => randomUUID()));
  }
  return digests;
}

async function digestFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await listFiles(folder)) {
    const content = await readFile(file);
    hash.update(`${relative(folder, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => !relative(folder, file).split(sep).includes('node_modules')).toSorted();
}

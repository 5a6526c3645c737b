import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { FoundPlugin } from '../../discovery/source.ts';

/** Folders that compilers write to. */
const OUTPUT = /^(?:\.\/)?(?:dist|build|lib|out)\//;

/** Whether the entry is what a compiler made. */
export function isBuilt({ manifest }: FoundPlugin): boolean {
  return manifest !== undefined && OUTPUT.test(manifest.entry);
}

/** The line that builds a plugin whose entry is built: the script "build" of its package. */
export async function buildLineOf(found: FoundPlugin): Promise<string | undefined> {
  if (!isBuilt(found) || found.folder === undefined) return undefined;
  const scripts = (await readPackage(found.folder))['scripts'];
  return isPlainObject(scripts) && typeof scripts['build'] === 'string' ? 'npm run --silent build' : undefined;
}

/** The package.json of a folder; empty if there is none that can be read. */
async function readPackage(folder: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return isPlainObject(value) ? value : {};
  } catch {
    return {};
  }
}

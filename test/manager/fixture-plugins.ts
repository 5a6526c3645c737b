import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ManifestInput } from 'hookline';
import { createHost, type TestHost } from './host.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/plugins/', import.meta.url));

/** The one that nothing is wrong with; all others are broken or odd. */
export const HEALTHY = 'healthy';

export function listFixtures(): Promise<string[]> {
  return readdir(FIXTURES);
}

/**
 * Copies plugins of the corpus: Node would keep the modules of those that it has loaded for another test. `manifest` goes over
 * the manifest of each.
 */
export async function copyFixtures(
  names: readonly string[],
  folder: string,
  manifest: Partial<ManifestInput> = {},
): Promise<void> {
  for (const name of names) {
    await cp(join(FIXTURES, name), join(folder, name), { recursive: true });
    const file = join(folder, name, 'plugin.json');
    const own = JSON.parse(await readFile(file, 'utf8')) as ManifestInput;
    await writeFile(file, JSON.stringify({ ...own, ...manifest }));
  }
}

/** A host with some plugins of the corpus. It has looked for them, and started nothing. */
export async function createFixtureHost(
  names: readonly string[],
  manifest: Partial<ManifestInput> = {},
): Promise<TestHost> {
  const host = await createHost({}, { limits: { activateMs: 100, deactivateMs: 100 } });
  await copyFixtures(names, join(host.folder, 'plugins'), manifest);
  await host.manager.rescan();
  return host;
}

/** The names of those whose code has been run so far, in the order of their imports. */
export function loadedFixtures(): readonly string[] {
  return (globalThis as { loadedPlugins?: string[] }).loadedPlugins ?? [];
}

/** Forgets what other tests have loaded. */
export function forgetLoaded(): void {
  delete (globalThis as { loadedPlugins?: string[] }).loadedPlugins;
}

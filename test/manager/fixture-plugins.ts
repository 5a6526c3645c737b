import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LimitOptions } from 'hookline';
import { createHost, type TestHost } from './host.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/plugins/', import.meta.url));

/** The one that nothing is wrong with; all others are broken or odd. */
export const HEALTHY = 'healthy';

export function listFixtures(): Promise<string[]> {
  return readdir(FIXTURES);
}

/** Copies plugins of the corpus: Node would keep the modules of those that it has loaded for another test. */
export async function copyFixtures(names: readonly string[], folder: string): Promise<void> {
  for (const name of names) await cp(join(FIXTURES, name), join(folder, name), { recursive: true });
}

/** A host with some plugins of the corpus. It has looked for them, and started nothing. */
export async function createFixtureHost(names: readonly string[], limits: LimitOptions = {}): Promise<TestHost> {
  const host = await createHost({}, { limits });
  await copyFixtures(names, join(host.folder, 'plugins'));
  await host.manager.rescan();
  return host;
}

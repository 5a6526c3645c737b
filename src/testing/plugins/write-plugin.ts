import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FakePlugin } from './fake-plugin.ts';

/** Writes a plugin that is made of files into a folder: its manifest and its files. */
export async function writePlugin(folder: string, { manifest, files = {} }: FakePlugin): Promise<void> {
  const all = { ...files, 'plugin.json': JSON.stringify(manifest, null, 2) };
  for (const [path, text] of Object.entries(all)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the name of a temporary file ends with. */
export const TEMPORARY = '.tmp';

/**
 * Replaces a file as a whole: whoever reads the file, whenever this process may end, sees the old content or the new. With
 * `durable` that holds after a crash of the machine too, and the new content is on the disk when it resolves.
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
  { durable }: { readonly durable: boolean },
): Promise<void> {
  // In the same folder: a rename across file systems would be a copy.
  const temporary = `${file}.${randomUUID()}${TEMPORARY}`;
  try {
    await (durable ? writeThrough(temporary, content) : writeFile(temporary, content, { flag: 'wx' }));
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  if (durable) await syncFolder(dirname(file));
}

async function writeThrough(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a new file is on the disk when its folder is. Not every platform can do that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The content is whole in either case.
  }
}

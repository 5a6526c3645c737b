import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Whoever reads `path` sees the old content or the new one, never half of it. */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  // Not made from the name of the file, which may be as long as names can be.
  const temporary = `${path.slice(0, path.lastIndexOf('/') + 1)}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Lists, in the output folder, the files that the builder wrote there: it never touches any other. */
export const OWNED_FILES_NAME = '.hookline-site.json';

const OwnedFiles = z.object({ files: z.array(z.string()) });

/** The paths that earlier builds wrote into `out`; none if there was no build, or its list is damaged. */
export async function loadOwnedFiles(out: string): Promise<ReadonlySet<string>> {
  try {
    const text = await readFile(join(out, OWNED_FILES_NAME), 'utf8');
    return new Set(OwnedFiles.safeParse(JSON.parse(text)).data?.files);
  } catch {
    return new Set();
  }
}

/** Written before the files are, so that a build which is interrupted does not leave files that the next one may not touch. */
export async function saveOwnedFiles(out: string, files: Iterable<string>): Promise<void> {
  const list = { files: [...files].toSorted() };
  await writeFileAtomically(join(out, OWNED_FILES_NAME), `${JSON.stringify(list, undefined, 1)}\n`);
}

import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '../../discovery/write-file-atomically.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { Files } from '../scaffold/plugin-plan.ts';
import { unwritable } from '../scaffold/write-folder.ts';

export interface HostFiles {
  readonly folder: string;
  /** None of them may exist. */
  readonly created: Files;
  /** Those that are replaced as a whole, by what they hold now and more. */
  readonly changed: Readonly<Record<string, string>>;
}

/** Writes all files of a host, or none. @throws FILES_EXIST, FOLDER_UNWRITABLE */
export async function writeHost({ folder, created, changed }: HostFiles, conflicts: readonly string[]): Promise<void> {
  const paths = [...new Set([...conflicts, ...(await existing(folder, Object.keys(created)))])];
  if (paths.length > 0) throw filesExist(folder, paths);
  const written: string[] = [];
  try {
    for (const [path, content] of Object.entries(created)) {
      const file = join(folder, path);
      const first = await mkdir(dirname(file), { recursive: true });
      if (first !== undefined) written.push(first);
      await writeFile(file, content, { flag: 'wx' });
      written.push(file);
    }
    for (const [path, content] of Object.entries(changed)) {
      await writeFileAtomically(join(folder, path), content, { durable: false });
    }
  } catch (thrown) {
    await Promise.all(written.map((path) => rm(path, { recursive: true, force: true })));
    throw unwritable(folder, thrown);
  }
}

async function existing(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        await lstat(join(folder, path));
        return [path];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}

function filesExist(folder: string, paths: readonly string[]): HooklineError {
  const listed = paths.map((path) => `- ${path}`).join('\n');
  return new HooklineError('FILES_EXIST', `In ${folder} there is already:\n${listed}`, {
    hint: 'Nothing was written. Move these files away, or give another folder.',
    data: { folder, files: paths },
  });
}

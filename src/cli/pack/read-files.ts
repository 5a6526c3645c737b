import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSystemError } from '../../discovery/system-error.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { PathLedger } from '../archive/path-ledger.ts';
import { selectFiles } from './select-files.ts';

/** What a folder would give as a package, and why it cannot be one. */
export interface FolderFiles {
  readonly files: readonly ArchiveFile[];
  /** Sentences without a full stop. */
  readonly problems: readonly string[];
}

/** Reads the files of a plugin in a folder, held to what an archive may have. Never rejects for the folder. */
export async function readFiles(found: FoundPlugin): Promise<FolderFiles> {
  const folder = found.folder!;
  const ledger = new PathLedger();
  const files: ArchiveFile[] = [];
  try {
    const { paths, special } = await selectFiles(found);
    if (special.length > 0) {
      const problems = special.map((path) => `"${path}" is a link or something else that is no file`);
      return { files: [], problems };
    }
    for (const path of paths) {
      const { size } = await stat(join(folder, path));
      const problem = ledger.add(path, size);
      if (problem !== undefined) return { files: [], problems: [problem] };
      files.push({ path, bytes: await readFile(join(folder, path)) });
    }
    return { files, problems: [] };
  } catch (thrown) {
    return { files: [], problems: [`its files cannot all be read: ${describeSystemError(thrown)}`] };
  }
}

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isAbsent } from '../../discovery/system-error.ts';
import type { CommandContext } from '../command.ts';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { archiveInvalid } from '../archive/archive-invalid.ts';
import { readArchive } from '../archive/read-archive.ts';
import { readFiles } from '../pack/read-files.ts';
import { readPluginAt } from '../validate/validate-plugin.ts';
import { fetchPackage } from './fetch-package.ts';

type Parts = Pick<CommandContext, 'cwd' | 'env' | 'signal' | 'working'>;

/**
 * The files of what is to be installed: an archive, a folder as it would be packed, or a package of npm. What lies at the path
 * goes before a package of the same name.
 *
 * @throws ARCHIVE_INVALID, PACKAGE_UNAVAILABLE
 */
export async function gatherFiles(what: string, { cwd, env, signal, working }: Parts): Promise<readonly ArchiveFile[]> {
  const path = resolve(cwd, what);
  const kind = await kindOf(path);
  if (kind === 'file') return readArchive(path);
  if (kind === 'folder') return readFolder(path);
  if (looksLikePath(what)) throw archiveInvalid(path, 'there is no such file');
  working(`Fetching ${what}`);
  return fetchPackage(what, { cwd, env, signal });
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (thrown) {
    // What cannot be looked at is there.
    return isAbsent(thrown) ? undefined : 'file';
  }
}

function looksLikePath(what: string): boolean {
  return /^(?:\.{0,2}[\\/]|\.{1,2}$|[A-Za-z]:[\\/])|\.(?:tgz|tar\.gz|zip)$/.test(what) && !/^[a-z+]+:\/\//.test(what);
}

async function readFolder(path: string): Promise<readonly ArchiveFile[]> {
  const { files, problems } = await readFiles(await readPluginAt(path));
  if (problems.length > 0) throw archiveInvalid(path, problems[0]!);
  if (files.length === 0) throw archiveInvalid(path, 'there are no files in it');
  return files;
}

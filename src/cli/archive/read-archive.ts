import { readFile, stat } from 'node:fs/promises';
import { describeSystemError } from '../../discovery/system-error.ts';
import type { ArchiveFile } from './archive-file.ts';
import { archiveInvalid } from './archive-invalid.ts';
import { MAX_ARCHIVE_BYTES } from './limits.ts';
import { readTgz } from './read-tgz.ts';
import { readZip } from './read-zip.ts';

/** The files of a `.tgz` or a `.zip`, whatever its name, as the paths of a plugin. Nothing is written. @throws ARCHIVE_INVALID */
export async function readArchive(file: string): Promise<readonly ArchiveFile[]> {
  const bytes = await readBytes(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isGzip && !isZip) throw archiveInvalid(file, 'it is neither a .tgz nor a .zip');
  const files = isGzip ? await readTgz(file, bytes) : await readZip(file, bytes);
  if (files.length === 0) throw archiveInvalid(file, 'there are no files in it');
  return withoutTopFolder(files);
}

async function readBytes(file: string): Promise<Buffer> {
  let size: number;
  try {
    const stats = await stat(file);
    if (!stats.isFile()) throw new Error('it is not a file');
    size = stats.size;
    if (size <= MAX_ARCHIVE_BYTES) return await readFile(file);
  } catch (thrown) {
    throw archiveInvalid(file, describeSystemError(thrown), thrown);
  }
  throw archiveInvalid(file, `it has ${size} bytes, more than ${MAX_ARCHIVE_BYTES}`);
}

/** Packages of npm, and archives of forges, have one folder around everything. */
function withoutTopFolder(files: readonly ArchiveFile[]): readonly ArchiveFile[] {
  const [top] = files[0]!.path.split('/');
  if (!files.every(({ path }) => path.startsWith(`${top}/`))) return files;
  return files.map(({ path, bytes }) => ({ path: path.slice(top!.length + 1), bytes }));
}

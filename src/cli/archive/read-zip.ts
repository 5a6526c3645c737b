import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { describeThrown } from '../../errors/describe-value.ts';
import type { ArchiveFile } from './archive-file.ts';
import { archiveInvalid } from './archive-invalid.ts';
import { MAX_FILES } from './limits.ts';
import { PathLedger } from './path-ledger.ts';
import { readZipDirectory, storedBytes, type ZipEntry } from './zip-directory.ts';

/** Folders, and what macOS adds to every archive. */
const NO_FILE = /\/$|^__MACOSX\//;
const STORED = 0;
const DEFLATED = 8;
const TYPE_OF_MODE = 0o170000;
const REGULAR = 0o100000;

/** The files of a `.zip`. What it says of their sizes is held against the limits first, and then kept to. @throws ARCHIVE_INVALID */
export async function readZip(archive: string, bytes: Buffer): Promise<readonly ArchiveFile[]> {
  try {
    const entries = readZipDirectory(bytes, MAX_FILES * 2).filter(({ name }) => !NO_FILE.test(name));
    const ledger = new PathLedger();
    for (const entry of entries) {
      const problem = ledger.add(entry.name, entry.size) ?? kindProblem(entry);
      if (problem !== undefined) throw new Error(problem);
    }
    const files: ArchiveFile[] = [];
    for (const entry of entries) files.push({ path: entry.name, bytes: await unpack(bytes, entry) });
    return files;
  } catch (thrown) {
    throw archiveInvalid(archive, thrown instanceof Error ? thrown.message : describeThrown(thrown));
  }
}

function kindProblem({ name, method, isEncrypted, unixMode }: ZipEntry): string | undefined {
  const type = unixMode & TYPE_OF_MODE;
  if (type !== 0 && type !== REGULAR) return `"${name}" is no file but a link or a device`;
  if (isEncrypted) return `"${name}" is encrypted`;
  return method === STORED || method === DEFLATED ? undefined : `"${name}" is packed with the unknown method ${method}`;
}

async function unpack(archive: Buffer, entry: ZipEntry): Promise<Uint8Array> {
  const { name, method, size, crc } = entry;
  const stored = storedBytes(archive, entry);
  const bytes = method === STORED ? stored : await inflate(stored, entry);
  if (bytes.length !== size) throw new Error(`"${name}" has another size than the archive says`);
  if (crc32(bytes) !== crc) throw new Error(`"${name}" is damaged`);
  return bytes;
}

async function inflate(stored: Buffer, { name, size }: ZipEntry): Promise<Uint8Array> {
  try {
    // One byte more than there should be is enough to know.
    return await promisify(inflateRaw)(stored, { maxOutputLength: size + 1 });
  } catch {
    throw new Error(`"${name}" is damaged, or larger than the archive says`);
  }
}

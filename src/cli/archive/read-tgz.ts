import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { describeThrown } from '../../errors/describe-value.ts';
import { systemCode } from '../../discovery/system-error.ts';
import type { ArchiveFile } from './archive-file.ts';
import { archiveInvalid } from './archive-invalid.ts';
import { MAX_BYTES, MAX_FILES } from './limits.ts';
import { PathLedger } from './path-ledger.ts';

/** Each file has a header, and padding behind it. */
const MAX_TAR_BYTES = MAX_BYTES + MAX_FILES * 2048;

/** The files of a `.tgz`. Links and devices are refused, folders are what paths say. @throws ARCHIVE_INVALID */
export async function readTgz(archive: string, compressed: Uint8Array): Promise<readonly ArchiveFile[]> {
  const entries = await unpack(archive, compressed);
  const ledger = new PathLedger();
  const files: ArchiveFile[] = [];
  for (const { header, data } of entries) {
    if (header.type === 'directory') continue;
    if (header.type !== 'file') throw archiveInvalid(archive, `"${header.name}" is no file but a ${header.type}`);
    const path = header.name.replace(/^(?:\.\/)+/, '');
    const bytes = data ?? new Uint8Array();
    const problem = ledger.add(path, bytes.length);
    if (problem !== undefined) throw archiveInvalid(archive, problem);
    files.push({ path, bytes });
  }
  return files;
}

async function unpack(archive: string, compressed: Uint8Array): ReturnType<typeof unpackTar> {
  try {
    const tar = await promisify(gunzip)(compressed, { maxOutputLength: MAX_TAR_BYTES });
    return await unpackTar(tar, { strict: true });
  } catch (thrown) {
    const isBomb = systemCode(thrown) === 'ERR_BUFFER_TOO_LARGE';
    const why = isBomb ? `more than ${MAX_BYTES} bytes come out of it` : describeThrown(thrown).replace(/\.$/, '');
    throw archiveInvalid(archive, isBomb ? why : `it is damaged: ${why}`, thrown);
  }
}

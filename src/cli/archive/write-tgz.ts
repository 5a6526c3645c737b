import { createHash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { packTar, type TarHeader } from 'modern-tar';
import { compareNames } from '../../discovery/compare-names.ts';
import type { ArchiveFile } from './archive-file.ts';

/** The folder that npm expects around everything. */
const TOP = 'package';
/** The time that npm gives to all files, too. */
const TIME = new Date('1985-10-26T08:15:00Z');
/** Where the header of gzip says which system it was made on, and that it does not say. */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * A package of these files. The same files give the same bytes, on every machine: that is why the compression is not that of
 * Node, which differs from version to version and from processor to processor.
 */
export async function writeTgz(files: readonly ArchiveFile[]): Promise<Uint8Array> {
  const sorted = files.toSorted((left, right) => compareNames(left.path, right.path));
  const entries = sorted.map(({ path, bytes }) => ({ header: headerOf(`${TOP}/${path}`, bytes.length), body: bytes }));
  const compressed = gzipSync(await packTar(entries), { level: 9, mtime: 0 });
  compressed[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return compressed;
}

/** As npm and browsers write it: `sha512-…`. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function headerOf(name: string, size: number): TarHeader {
  return { name, size, type: 'file', mode: 0o644, mtime: TIME, uid: 0, gid: 0, uname: '', gname: '' };
}

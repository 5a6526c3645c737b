/** What the directory of a ZIP says of one of its entries. */
export interface ZipEntry {
  /** As it is written; the names of folders end with `/`. */
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** The type and the permissions that Unix would give it; 0 where another system made it. */
  readonly unixMode: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const MADE_ON_UNIX = 3;

/**
 * The directory at the end of a ZIP: what every other program goes by, too. Of the library for ZIP, it is not to be had: links
 * could not be told from files. Throws a sentence without a full stop.
 */
export function readZipDirectory(bytes: Buffer, maxEntries: number): readonly ZipEntry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count === 0xffff || bytes.readUInt32LE(end + 16) === 0xffffffff) throw new Error('it is a ZIP64 archive');
  if (bytes.readUInt16LE(end + 8) !== count) throw new Error('it is one part of several');
  if (count > maxEntries) throw new Error(`it has more than ${maxEntries} entries`);
  const entries: ZipEntry[] = [];
  for (let at = bytes.readUInt32LE(end + 16); entries.length < count;) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new Error('its directory is damaged');
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    entries.push(readEntry(bytes, at, name));
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** The data of an entry as they are stored. */
export function storedBytes(bytes: Buffer, { offset, compressedSize, name }: ZipEntry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw new Error(`"${name}" is not in it`);
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + compressedSize > bytes.length) throw new Error(`"${name}" is cut off`);
  return bytes.subarray(start, start + compressedSize);
}

function readEntry(bytes: Buffer, at: number, nameLength: number): ZipEntry {
  const isUnix = bytes.readUInt8(at + 5) === MADE_ON_UNIX;
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    method: bytes.readUInt16LE(at + 10),
    isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
    unixMode: isUnix ? bytes.readUInt16LE(at + 40) : 0,
    crc: bytes.readUInt32LE(at + 16),
    compressedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
}

/** A comment of any length may follow. */
function findEnd(bytes: Buffer): number {
  const last = bytes.length - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at -= 1) {
    const isEnd = bytes.readUInt32LE(at) === END && at + END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length;
    if (isEnd) return at;
  }
  throw new Error('it has no directory');
}

/** The text of a file, and the encoding that it was in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/**
 * Finds the encoding of a text file: its byte order mark, else the pattern of NUL bytes that UTF-16 leaves, else UTF-8
 * if it is valid, else windows-1252, which holds Latin-1 and can decode every byte.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingByMark(bytes) ?? encodingByZeros(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = encoding === 'windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);
  return { text: text.replaceAll('\0', '\uFFFD'), encoding };
}

function encodingByMark([first, second, third]: Uint8Array): DecodedText['encoding'] | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** In western text as UTF-16 nearly every second byte is 0, and always on the same side. */
function encodingByZeros(bytes: Uint8Array): DecodedText['encoding'] | undefined {
  const length = Math.min(bytes.length & ~1, 1024);
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const enough = (length / 2) * 0.6;
  if (odd > enough && even < odd / 10) return 'utf-16le';
  return even > enough && odd < even / 10 ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What windows-1252 has from 0x80 on, where Latin-1 has control characters. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The decoder of many a Node from 20 to 24 takes windows-1252 for Latin-1 (nodejs/node#56542). */
function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replaceAll(/[\x80-\x9f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}

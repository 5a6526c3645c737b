const transferred = new WeakSet<ArrayBufferLike>();

/**
 * Lets the buffer of `bytes` move to the other thread instead of being copied; where there is no thread, it is copied. The
 * bytes cannot be used here any more once they have been sent.
 */
export function transfer<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  transferred.add(bytes.buffer);
  return bytes;
}

/** Part of a larger buffer is copied: the rest of it belongs to somebody else. What has moved before is empty. */
export function isTransferred({ buffer, byteLength }: Uint8Array): boolean {
  return transferred.has(buffer) && byteLength > 0 && buffer.byteLength === byteLength && buffer instanceof ArrayBuffer;
}

const HEADER = 4;

/**
 * The least that it takes to send JSON over a socket: `u32le length | text`, each value in a frame of its own, nothing checked.
 *
 * @param {import('node:net').Socket} socket
 * @param {(value: any) => void} onValue
 * @returns {(value: unknown) => void} sends a value
 */
export function openFramed(socket, onValue) {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (bytes.length >= at + HEADER) {
      const end = at + HEADER + bytes.readUInt32LE(at);
      if (bytes.length < end) break;
      const text = bytes.utf8Slice(at + HEADER, end);
      at = end;
      onValue(JSON.parse(text));
    }
    rest = bytes.subarray(at);
  });
  return (value) => {
    const text = JSON.stringify(value);
    const length = Buffer.byteLength(text);
    const frame = Buffer.allocUnsafe(HEADER + length);
    frame.writeUInt32LE(length);
    frame.utf8Write(text, HEADER);
    socket.write(frame);
  };
}

import type { Socket } from 'node:net';
import type { ByteLink } from '../rpc/carrier.ts';

/** Bytes over a socket, which is one end of a pair that a process inherited. */
export function createSocketLink(socket: Socket): ByteLink {
  return {
    start: (receiver) => {
      socket.on('data', (chunk) => receiver.onChunk(chunk));
      // The end of the other side says all there is to say: a write that fails is followed by it.
      socket.on('error', () => {});
      socket.on('close', () => receiver.onClose('the other end was closed'));
    },
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    get backlog() {
      return socket.writableLength;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.end(() => socket.destroy()),
  };
}

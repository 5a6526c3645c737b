import type { MessagePort } from 'node:worker_threads';
import type { Carrier, CarrierReceiver } from '../rpc/carrier.ts';
import { fromPortMessage, toPortMessage, type Packet } from '../rpc/packet.ts';

/** A carrier over one end of a MessageChannel. A port cannot be paused: what comes is kept by the peer. */
export function createPortCarrier(port: MessagePort, frameBytes: number): Carrier {
  return {
    backlog: 0,
    start: (receiver: CarrierReceiver) => {
      port.on('message', (data: unknown) => receive(receiver, data, frameBytes));
      port.on('messageerror', (error) => receiver.onBroken(error));
      port.on('close', () => receiver.onClose('the other end was closed'));
    },
    send: (packet: Packet) => port.postMessage(toPortMessage(packet), [...packet.transfers]),
    pause: () => {},
    resume: () => {},
    close: () => port.close(),
  };
}

function receive(receiver: CarrierReceiver, data: unknown, frameBytes: number): void {
  try {
    receiver.onPacket(fromPortMessage(data, { frameBytes }));
  } catch (thrown) {
    receiver.onBroken(thrown);
  }
}

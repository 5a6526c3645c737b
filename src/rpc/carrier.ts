import type { Packet } from './packet.ts';

/** What a carrier tells its peer. */
export interface CarrierReceiver {
  onPacket(packet: Packet): void;
  /** The other side sent what is no packet: a HooklineError RPC_PROTOCOL_BROKEN. */
  onBroken(error: unknown): void;
  /** The other side is gone. */
  onClose(reason: string): void;
}

/** Carries packets from one side to the other, in order. Made of a MessagePort, or with `createFrameCarrier` of bytes. */
export interface Carrier {
  /** Called once; packets that came before are given now. */
  start(receiver: CarrierReceiver): void;
  send(packet: Packet): void;
  /** Bytes that were sent and not yet taken from this process; 0 where that cannot be known. */
  readonly backlog: number;
  /** No packets until `resume`, as far as the carrier can do that. */
  pause(): void;
  resume(): void;
  /** What was sent before still goes out, as far as the other side takes it: FATAL is the last of it. */
  close(): void;
}

/** A stream of bytes in both directions, such as a pair of sockets or the standard streams. */
export interface ByteLink {
  start(receiver: { onChunk(chunk: Uint8Array): void; onClose(reason: string): void }): void;
  write(bytes: Uint8Array): void;
  readonly backlog: number;
  pause(): void;
  resume(): void;
  /** What was written before still goes out. */
  close(): void;
}

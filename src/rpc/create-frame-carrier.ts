import type { ByteLink, Carrier, CarrierReceiver } from './carrier.ts';
import { FrameDecoder } from './frame-decoder.ts';
import type { Packet } from './packet.ts';
import { toFrame } from './to-frame.ts';

/** Carries packets as frames over a stream of bytes. `frameBytes` caps what comes in. */
export function createFrameCarrier(link: ByteLink, frameBytes: number): Carrier {
  return new FrameCarrier(link, frameBytes);
}

class FrameCarrier implements Carrier {
  readonly #link: ByteLink;
  readonly #decoder: FrameDecoder;
  #receiver: CarrierReceiver | undefined;
  #isPaused = false;

  constructor(link: ByteLink, frameBytes: number) {
    this.#link = link;
    this.#decoder = new FrameDecoder(frameBytes);
  }

  get backlog(): number {
    return this.#link.backlog;
  }

  start(receiver: CarrierReceiver): void {
    this.#receiver = receiver;
    const onChunk = (chunk: Uint8Array): void => {
      if (this.#receiver === undefined) return;
      this.#decoder.push(chunk);
      this.#deliver();
    };
    this.#link.start({ onChunk, onClose: (reason) => this.#receiver?.onClose(reason) });
  }

  send(packet: Packet): void {
    this.#link.write(toFrame(packet));
  }

  pause(): void {
    this.#isPaused = true;
    this.#link.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliver();
    // A packet that was just delivered may have paused it again.
    if (!this.#isPaused) this.#link.resume();
  }

  close(): void {
    this.#receiver = undefined;
    this.#link.close();
  }

  /** A chunk can hold many frames; the receiver may pause or close between two of them. */
  #deliver(): void {
    while (!this.#isPaused && this.#receiver !== undefined) {
      try {
        const packet = this.#decoder.next();
        if (packet === undefined) return;
        this.#receiver.onPacket(packet);
      } catch (thrown) {
        const receiver = this.#receiver as CarrierReceiver | undefined;
        this.#receiver = undefined;
        receiver?.onBroken(thrown);
      }
    }
  }
}

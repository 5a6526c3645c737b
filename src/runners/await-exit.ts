import type { Carrier } from '../rpc/carrier.ts';

/** How long a unit may live on after its connection has ended, in milliseconds. */
const GRACE_MS = 500;

/**
 * A carrier that tells of its end only when the unit has had time to end as well: how it ended says more than that
 * the connection did.
 */
export function awaitExit(carrier: Carrier): Carrier {
  return {
    start: (receiver) =>
      carrier.start({
        onPacket: (packet) => receiver.onPacket(packet),
        onBroken: (error) => receiver.onBroken(error),
        onClose: (reason) => {
          setTimeout(() => receiver.onClose(reason), GRACE_MS).unref();
        },
      }),
    send: (packet) => carrier.send(packet),
    get backlog() {
      return carrier.backlog;
    },
    pause: () => carrier.pause(),
    resume: () => carrier.resume(),
    close: () => carrier.close(),
  };
}

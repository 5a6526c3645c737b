import type { Lock, LockOptions, PluginLocks } from '../../plugin/plugin-context.ts';
import type { Peer } from '../../rpc/peer.ts';
import { HOST_TARGETS } from '../unit-targets.ts';
import { toSent } from './to-sent.ts';

/** Locks that the host holds for the plugin. */
export function createUnitLocks(peer: Peer): PluginLocks {
  return Object.freeze({
    async acquire(name: string, options?: LockOptions): Promise<Lock> {
      const { signal, ...others } = options ?? {};
      const handle = (await peer.call(HOST_TARGETS.indexOf('lock'), [name, toSent(options, others)], {
        signal,
      })) as number;
      return createLock(peer, name, handle);
    },
  });
}

function createLock(peer: Peer, name: string, handle: number): Lock {
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    // If the connection has ended, the host has taken the lock back.
    peer.call(handle, []).catch(() => {});
  };
  return Object.freeze({
    name,
    release,
    [Symbol.dispose]: release,
    [Symbol.asyncDispose]: async () => release(),
  });
}

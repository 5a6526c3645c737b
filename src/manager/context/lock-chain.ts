import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import type { LockQueue } from './lock-queue.ts';

/** One link of a chain of plugins that wait for each other. */
export interface LockChainLink {
  readonly plugin: string;
  readonly waitsFor: string;
  readonly heldBy: string;
}

type LockQueues = ReadonlyMap<string, LockQueue>;

/** How `asker`, who waits for `lock`, comes to wait for itself through other plugins; `undefined` if it does not. */
export function findLockChain(
  queues: LockQueues,
  asker: PluginIdentity,
  lock: string,
): readonly LockChainLink[] | undefined {
  // Not from the asker: that it holds the lock itself is no circle of plugins.
  const visited = new Set([asker]);
  const follow = (waiter: PluginIdentity, name: string): readonly LockChainLink[] | undefined => {
    for (const { owner } of queues.get(name)?.held ?? []) {
      const link = { plugin: waiter.id, waitsFor: name, heldBy: owner.id };
      if (owner === asker && waiter !== asker) return [link];
      if (visited.has(owner)) continue;
      visited.add(owner);
      for (const next of awaitedBy(queues, owner)) {
        const rest = follow(owner, next);
        if (rest !== undefined) return [link, ...rest];
      }
    }
    return undefined;
  };
  return follow(asker, lock);
}

function awaitedBy(queues: LockQueues, plugin: PluginIdentity): readonly string[] {
  return [...queues]
    .filter(([, { waiting }]) => [...waiting].some(({ owner }) => owner === plugin))
    .map(([name]) => name);
}

/** ` They wait for each other: ...`, ready to stand at the end of a message. */
export function describeLockChain(chain: readonly LockChainLink[]): string {
  const links = chain.map(({ plugin, waitsFor, heldBy }) => `"${plugin}" for "${waitsFor}", which "${heldBy}" holds`);
  return ` They wait for each other: ${links.join('; ')}.`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { ownersOfStack, type StackOwner } from './stack-owners.ts';
import { isKeptByNode } from './kept-by-node.ts';
import { placeOfStack } from './place-of-stack.ts';
import { countEach, type ResourceLeak } from './resource-report.ts';
import { RssTrend } from './rss-trend.ts';
import { trackResources, type ResourceTracker, type TrackedResource } from './track-resources.ts';

/** How long something may take to be closed behind the end of its plugin, in milliseconds. */
const GRACE_MS = 200;
const STEP_MS = 5;

interface Origin {
  readonly plugin: string;
  readonly at: string | undefined;
}

type Opened = TrackedResource<Origin>;

/** Knows what plugins have open in this process, and what they have left behind. */
export class LeakWatch {
  readonly rss = new RssTrend();
  readonly activeAtStart = countEach(process.getActiveResourcesInfo());
  readonly #tracker: ResourceTracker<Origin>;
  /** The numbers of what plugins that have stopped had open. */
  readonly #left = new Set<number>();

  /** `isOwn` tells the plugins of this manager from those of others in the process. */
  constructor(isOwn: (owner: StackOwner) => boolean) {
    this.#tracker = trackResources((stack) => {
      if (isKeptByNode(stack)) return undefined;
      const owner = ownersOfStack(stack).find(isOwn);
      return owner === undefined ? undefined : { plugin: owner.plugin, at: placeOfStack(stack)?.at };
    });
  }

  stop(): void {
    this.#tracker.stop();
    this.rss.stop();
  }

  /** Every plugin that has something open. */
  get plugins(): ReadonlySet<string> {
    return new Set(Array.from(this.#tracker.open.values(), ({ origin }) => origin.plugin));
  }

  openOf(plugin: string): Readonly<Record<string, number>> {
    return countEach(this.#of(plugin).map(([, { what }]) => what));
  }

  leaksOf(plugin: string): readonly ResourceLeak[] {
    return toLeaks(
      this.#of(plugin)
        .filter(([id]) => this.#left.has(id))
        .map(([, opened]) => opened),
    );
  }

  /** A plugin has stopped: what it has open now stays. Gives what is new of it; what is being closed gets a moment. */
  async ended(plugin: string): Promise<readonly ResourceLeak[]> {
    const candidates = new Set(this.#of(plugin).map(([id]) => id));
    const until = performance.now() + GRACE_MS;
    const remaining = () => this.#of(plugin).filter(([id]) => candidates.has(id) && !this.#left.has(id));
    while (remaining().length > 0 && performance.now() < until) await sleep(STEP_MS);
    const left = remaining();
    for (const [id] of left) this.#left.add(id);
    return toLeaks(left.map(([, opened]) => opened));
  }

  #of(plugin: string): readonly (readonly [number, Opened])[] {
    return [...this.#tracker.open].filter(([, { origin }]) => origin.plugin === plugin);
  }
}

function toLeaks(opened: readonly Opened[]): readonly ResourceLeak[] {
  const leaks = new Map<string, ResourceLeak>();
  for (const { what, origin } of opened) {
    const key = `${what} ${origin.at}`;
    leaks.set(key, { what, count: (leaks.get(key)?.count ?? 0) + 1, at: origin.at });
  }
  return [...leaks.values()];
}

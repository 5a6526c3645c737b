import { setTimeout as sleep } from 'node:timers/promises';
import { placeOfStack, type Place } from '../../manager/health/place-of-stack.ts';
import { trackResources, type ResourceTracker } from '../../manager/health/track-resources.ts';
import { countLeaks, leakFound, type Leak } from './leak.ts';
import { trackListeners, type ListenerTracker } from './listener-tracker.ts';
import { listOpenFiles, newlyOpen } from './open-files.ts';

/** Watches what plugins and tests open and close. What Node, packages and we ourselves do is not looked at. */
export interface LeakWatch {
  /** What was opened since it began, and is still open. What is being closed gets a moment. */
  find(): Promise<readonly Leak[]>;
  /** Ends the watch. While others go on nobody can tell what belongs to whom: the last one looks. @throws TEST_LEAK_FOUND */
  end(): Promise<void>;
  /** Ends the watch without looking. */
  cancel(): void;
}

/** How long something may take to be closed, in milliseconds. */
const GRACE_MS = 200;
const STEP_MS = 5;

interface Trackers {
  readonly resources: ResourceTracker<Place>;
  readonly listeners: ListenerTracker;
  readonly filesBefore: ReadonlyMap<string, string> | undefined;
}

/** What all watches share: each stack is taken once, however many managers there are. */
let trackers: Trackers | undefined;
const watches = new Set<LeakWatch>();

export function startLeakWatch(): LeakWatch {
  trackers ??= { resources: trackResources(placeOfStack), listeners: trackListeners(), filesBefore: listOpenFiles() };
  const all = trackers;
  const since: Beginning = {
    resources: new Set(all.resources.open.keys()),
    listeners: new Set(all.listeners.open()),
    files: listOpenFiles(),
  };
  const watch: LeakWatch = {
    find: () => settle(() => lookSince(all, since)),
    cancel: () => leave(watch),
    end: async () => {
      const leaks = watches.size === 1 ? await settle(() => lookSince(all, { files: all.filesBefore })) : [];
      watch.cancel();
      if (leaks.length > 0) throw leakFound(leaks);
    },
  };
  watches.add(watch);
  return watch;
}

/** What was open when a watch began. */
interface Beginning {
  readonly resources?: ReadonlySet<number>;
  readonly listeners?: ReadonlySet<unknown>;
  readonly files: ReadonlyMap<string, string> | undefined;
}

function lookSince({ resources, listeners }: Trackers, before: Beginning): readonly Leak[] {
  const opened = [...resources.open].filter(([id]) => before.resources?.has(id) !== true);
  return countLeaks([
    ...opened.map(([, { what, origin }]) => ({ what, ...origin })),
    ...listeners.open().filter((listener) => before.listeners?.has(listener) !== true),
    ...newlyOpen(before.files).map((file) => ({ what: `open file "${file}"` })),
  ]);
}

async function settle(look: () => readonly Leak[]): Promise<readonly Leak[]> {
  // Node tells a turn later that something was closed.
  await sleep(0);
  const until = performance.now() + GRACE_MS;
  let leaks = look();
  while (leaks.length > 0 && performance.now() < until) {
    await sleep(STEP_MS);
    leaks = look();
  }
  return leaks;
}

function leave(watch: LeakWatch): void {
  watches.delete(watch);
  if (watches.size > 0) return;
  trackers?.resources.stop();
  trackers?.listeners.stop();
  trackers = undefined;
}

import type { RssReport } from './rss-trend.ts';

/** Things of one kind that were opened at one place, and are still open though their plugin has stopped. */
export interface ResourceLeak {
  /** `timer`, `server`, `file watcher` and the like. */
  readonly what: string;
  readonly count: number;
  /** `file:line:column`, where that is known. */
  readonly at: string | undefined;
}

/** What one plugin holds, and has open. */
export interface PluginResources {
  readonly plugin: string;
  /** Absent for one that does not run. */
  readonly version: string | undefined;
  /** How much it wants disposed of when it stops. */
  readonly disposals: number;
  /** How many of each kind its code has open in this process. Empty unless leaks are watched. */
  readonly open: Readonly<Record<string, number>>;
  /** Those of `open` that earlier lives of the plugin have left behind. */
  readonly leaks: readonly ResourceLeak[];
}

/** What plugins hold, and what the process has open: plain JSON. */
export interface ResourceReport {
  /** Whether leaks are watched. */
  readonly watched: boolean;
  /** By id: those that run, and those that have something open. */
  readonly plugins: readonly PluginResources[];
  /** How many of each kind keep the process alive, as Node counts it. Not only those of plugins. */
  readonly active: {
    readonly atStart: Readonly<Record<string, number>> | undefined;
    readonly now: Readonly<Record<string, number>>;
  };
  /** Absent unless leaks are watched. */
  readonly rss: RssReport | undefined;
}

export function countEach(names: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

import type { LeakWatch } from './health/leak-watch.ts';
import { countEach, type PluginResources, type ResourceReport } from './health/resource-report.ts';
import type { LivePlugin } from './lifecycle/reconciler.ts';
import { compareText } from './resolution/copies.ts';

/** What the plugins that run, and those that have left something, hold. `watch` is absent unless leaks are watched. */
export function reportResources(running: Iterable<LivePlugin>, watch: LeakWatch | undefined): ResourceReport {
  const live = new Map(Array.from(running, (each) => [each.record.id, each]));
  const ids = new Set([...live.keys(), ...(watch?.plugins ?? [])]);
  const plugins = [...ids].toSorted(compareText).map((id): PluginResources => {
    const each = live.get(id);
    return {
      plugin: id,
      version: each?.record.version,
      disposals: each?.instance.disposals ?? 0,
      open: watch?.openOf(id) ?? {},
      leaks: watch?.leaksOf(id) ?? [],
    };
  });
  return {
    watched: watch !== undefined,
    plugins,
    active: { atStart: watch?.activeAtStart, now: countEach(process.getActiveResourcesInfo()) },
    rss: watch?.rss.report(),
  };
}

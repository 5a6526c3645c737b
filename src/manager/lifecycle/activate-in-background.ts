import { mapBounded } from '../../discovery/map-bounded.ts';
import { ignoreRejection } from '../../hooks/thenable.ts';
import type { LivePlugin } from './reconciler.ts';

/** Activates, a moment later, the plugins that want it so, `atOnce` of them at the same time. */
export function activateInBackground(live: Iterable<LivePlugin>, atOnce: number): void {
  const waiting = [...live].filter(
    ({ instance }) => instance.manifest.activation === 'background' && instance.activatedBy === undefined,
  );
  if (waiting.length === 0) return;
  setImmediate(() => {
    // What fails has been told; nobody waits for it.
    mapBounded(waiting, ({ instance }) => instance.activate('background').catch(ignoreRejection), atOnce).catch(
      ignoreRejection,
    );
  });
}
